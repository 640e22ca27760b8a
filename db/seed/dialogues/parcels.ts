/** Conversations about boxes and parts that are missing or wrong. */
import { a, assumed, c, claim, confirmed, type Dialogue, did, g, ticket, up } from "./script";

export const parcelsDialogues: Dialogue[] = [
  {
    key: "second-box-missing",
    topic: "Only one of two boxes arrived",
    category: "orders",
    priority: { medium: 3, high: 1 },
    order: "just delivered",
    about: ["standing desks"],
    lines: [
      c(
        "Only the desktop came, no legs? {order}",
        "I got one box of my {product}. A top without a frame isn't much use to me.",
        "half my desk is missing",
      ),
      a(
        ["wrong-or-missing-parts#A box has not arrived"],
        "Desks come in two boxes, frame and desktop, and they can arrive up to 2 working days apart [1]. When did the first box arrive?",
      ),
      c("4 days ago", "3 working days ago, so no", "days ago"),
      ticket(
        "assistant",
        "Second box missing: {order}",
        "Only one of the boxes of the {product} arrived, more than 2 working days ago.",
        "missing-box",
        "carrier",
      ),
      did(
        ["create_ticket"],
        [],
        "That is too long. I have opened ticket #{ticket} so that the warehouse looks for the second box.",
      ),
      up(
        "policy",
        "medium",
        "Second box of {order} is missing.",
        "Trace the box; send a new frame if it is not found today.",
      ),
      claim,
      g(
        "Hello {first}, this is {agent}. The second box is at the depot in {city} with a torn label. It is on the vehicle for {day}.",
      ),
      c("ok good. thank you for finding it", "Finally. Thanks."),
      confirmed,
    ],
  },
  {
    key: "wrong-colour",
    topic: "Wrong item received",
    category: "orders",
    priority: { medium: 1 },
    order: "just delivered",
    lines: [
      c(
        "I ordered oak and got white. {order}",
        "you sent me the wrong {product}",
        "The label says black, inside was sand. Order {order}, please send the right one.",
      ),
      a(
        ["wrong-or-missing-parts#You received the wrong item or colour"],
        "That was our mistake. Please do not assemble it. We send the right one within 3 working days for parcels and 5-8 for large items and collect the wrong one for free [1]. Could you send a photo of the item and of the label?",
      ),
      c("sent", "Photos attached.", "here you go"),
      ticket(
        "assistant",
        "Wrong colour delivered: {order}",
        "Customer received another colour of the {product} than ordered.",
        "wrong-item",
      ),
      did(
        ["create_ticket"],
        [],
        "Thank you. Ticket #{ticket} is with the warehouse; you receive the tracking link as soon as it leaves.",
      ),
      assumed,
    ],
  },
  {
    key: "missing-screws",
    topic: "Missing screws",
    category: "orders",
    priority: { low: 3, medium: 1 },
    weight: 2,
    order: "just delivered",
    lines: [
      c(
        "4 screws missing, part T-09",
        "bag with the bolts is missing!! cant build my {product}",
        "Hi, I am missing two bolts for my {product} ({order}). Everything else is there.",
      ),
      a(
        ["wrong-or-missing-parts#Missing screws or parts"],
        "Small parts are often taped inside the largest box, so please look there first. Otherwise tell me the part code, and we send it free of charge within 3 working days [1].",
      ),
      c(
        "looked. not there. its T-09",
        "Checked everything, code is C-08",
        "found them!! taped under the lid. sorry",
      ),
      ticket(
        "assistant",
        "Missing parts for {product}",
        "Small parts missing from {order}; send free of charge.",
        "missing-parts",
      ),
      did(
        ["create_ticket"],
        [],
        "I have put it into ticket #{ticket}, in case anything is still missing. Parts leave within 3 working days.",
      ),
      assumed,
    ],
  },
];
