/** Conversations about returns, refunds, damage and missing parts. */
import { a, assumed, c, claim, confirmed, type Dialogue, did, g, note, ticket, up } from "./script";

export const returnsDialogues: Dialogue[] = [
  {
    key: "how-to-return",
    topic: "How to return an item",
    category: "returns",
    priority: { low: 2, medium: 1 },
    weight: 3,
    order: "delivered",
    lines: [
      c(
        "how do i return the {product}",
        "Hello, the {product} is a bit too big for my room after all. How can I send it back? Order {order}",
        "Want to send back {order}. Do I need the original box?",
      ),
      did(
        ["get_customer"],
        ["return-an-item#How to start a return", "return-an-item#In what condition we take an item back"],
        "Open Orders, choose {order}, then Return items; choose the items and either print the label or book a collection [1]. It may be assembled and tried, but should be clean and complete. Original packaging is best; a box can be ordered if you no longer have it [2].",
      ),
      c("what does it cost me", "Is there a fee?", "and how many days do I have"),
      a(
        ["return-an-item#Return fees", "return-an-item#How long you can return an item"],
        "With Basic, a parcel return is 4.90 EUR and a collected large item 35 EUR; for Plus and Studio both are free [1]. Basic has 30 days from delivery, Plus and Studio 60 [2].",
      ),
      c("ok will do, thanks", "Clear, thank you.", "fine"),
      assumed,
    ],
  },
  {
    key: "refund-late",
    topic: "Refund has not arrived",
    category: "returns",
    priority: { medium: 3, high: 2 },
    weight: 2,
    order: "delivered",
    lines: [
      c(
        "Where is my refund for {order}? Sent back two weeks ago.",
        "its been 3 weeks. no refund. {order}",
        "Hello, I returned my {product} and the tracking shows it reached you on {day}. I still have no refund. Could you check?",
      ),
      did(
        ["get_customer"],
        ["refund-times#How long a refund takes after a return", "refund-times#The refund has not arrived"],
        "We release a refund no later than 5 working days after arrival, and the bank needs some days more [1]. If 12 working days have passed, we give you the bank reference [2]. How many working days ago did the return arrive?",
      ),
      c("more than 12", "About 14 working days I think", "13"),
      ticket(
        "assistant",
        "Refund overdue for {order}",
        "Return of the {product} arrived more than 12 working days ago, refund not received.",
        "refund",
        "overdue",
      ),
      up(
        "policy",
        "high",
        "Refund for {order} is overdue.",
        "Look up the release date and send the bank reference.",
      ),
      claim,
      note(
        "Refund was released but bounced: card expired. Needs new account + link check.",
        "Released on time; bank reference found in finance log.",
      ),
      g(
        "Hello {first}, {agent} here. The refund of {amount} was released; I have put the bank reference in ticket #{ticket}. Your bank can find it with that.",
      ),
      c("ok I will call them", "Found it! It was on the other card. Sorry."),
      confirmed,
    ],
  },
  {
    key: "damaged-desk",
    topic: "Arrived damaged",
    category: "returns",
    priority: { medium: 2, high: 3 },
    weight: 3,
    order: "delivered",
    about: ["desks", "standing desks", "storage"],
    lines: [
      c(
        "The {product} arrived with a crack along the edge. Order {order}. Photos attached.",
        "opened the box and the corner is smashed. not happy",
        "Good morning. My {product} came yesterday, but unfortunately one corner of the top is broken and the box had a hole in it. Order {order}. What do you need from me?",
      ),
      a(
        [
          "damaged-on-arrival#What we need from you",
          "damaged-on-arrival#What we do: part, replacement or refund",
        ],
        "I am sorry about that. Please send a photo of the damage, of the whole item, and of the box with its label [1]. If the item cannot be used we send a new one, usually within 5-8 working days, and collect the damaged one on the same visit [2]. Would you like a replacement or your money back?",
      ),
      c("replacement", "New one please.", "just the top, frame is ok"),
      ticket(
        "assistant",
        "Damaged on arrival: {product} ({order})",
        "Corner or edge of the top broken, box damaged. Customer wants a replacement.",
        "damage",
        "replacement",
      ),
      did(
        ["create_ticket"],
        [],
        "Ticket #{ticket} is open with your photos. Please keep the packaging until the team has answered.",
      ),
      up(
        "policy",
        "medium",
        "Replacement for a damaged {product} from {order}.",
        "Check the photos and release the replacement.",
      ),
      claim,
      g(
        "Hello {first}, this is {agent}. The photos are clear, thank you. A new top leaves tomorrow, and the driver takes the damaged one along.",
        "Hello {first}, {agent} here. I have released a replacement; it arrives within 8 working days and the old one is collected on the same visit.",
      ),
      c("Great, thank you!", "good", "Thank you. Do I need to pack it?"),
      g("Please put it back in the box if you can; blankets are fine if not."),
      confirmed,
    ],
  },
  {
    key: "small-scratch",
    topic: "Small scratch, partial refund",
    category: "returns",
    priority: { low: 2, medium: 2 },
    order: "delivered",
    lines: [
      c(
        "There's a small scratch on the underside of my {product}. I can live with it but still.",
        "got a {product} with a scratch, its minor. do i get something back?",
      ),
      a(
        ["damaged-on-arrival#What we do: part, replacement or refund"],
        "For a small mark that you can live with, we can offer a partial refund instead of a replacement [1]. A person has to decide on the amount. Shall I hand over?",
      ),
      c("yes", "Sure."),
      up(
        "policy",
        "low",
        "Partial refund for a small scratch on {product}.",
        "Look at the photo and offer an amount.",
      ),
      claim,
      g(
        "Hello {first}, {agent} here. For a mark of that size I can offer {amount} back. Is that all right for you?",
      ),
      c("Very fair, thank you.", "ok deal", "sounds good"),
      note("Partial refund {amount}, within my limit."),
      ticket(
        "staff",
        "Partial refund for {order}",
        "Small mark on the {product}. Partial refund agreed with the customer.",
        "damage",
        "partial-refund",
      ),
      confirmed,
    ],
  },
  {
    key: "wrong-colour",
    topic: "Wrong item received",
    category: "orders",
    priority: { medium: 1 },
    order: "delivered",
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
    order: "delivered",
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
  {
    key: "late-return",
    topic: "Return after the window",
    category: "returns",
    priority: { medium: 3 },
    order: "delivered",
    lines: [
      c(
        "I was in hospital and missed the return window by a few days. Can I still return {order}?",
        "Return period ended last week, I forgot. Any chance?",
      ),
      a(
        ["return-an-item#How long you can return an item"],
        "Basic customers have 30 days from delivery, Plus and Studio members 60 [1]. Your window has passed, so I cannot start the return myself, but a person can look at it. Shall I hand over?",
      ),
      c("Yes please.", "please yes"),
      up("policy", "medium", "Return of {order} a few days after the window.", "Decide on a late return."),
      claim,
      note("4 days over. Within policy for late returns, accepted."),
      g(
        "Hello {first}, this is {agent}. I have opened the return for {order}; you find the label under Orders and can use it for 14 days. All the best to you.",
      ),
      c("Thank you so much, that means a lot.", "you are the best"),
      confirmed,
    ],
  },
  {
    key: "fee-dispute",
    topic: "Collection fee disputed",
    category: "returns",
    priority: { medium: 1, high: 3 },
    order: "delivered",
    about: ["desks", "standing desks"],
    lines: [
      c(
        "35 EUR to pick up a desk that WOBBLES?? Are you serious",
        "You deducted 35 euro from my refund. The {product} was faulty. I want that money back. {order}",
      ),
      a(
        ["return-an-item#Return fees"],
        "Nothing is charged for faulty, damaged or wrong items; the 35 EUR apply to other returns of large items with Basic [1]. If the desk was faulty, the fee should not have been deducted.",
      ),
      c(
        "It was faulty. I said so in the return form. Fix it",
        "well it was. so??",
        "I am done talking to a machine",
      ),
      up(
        "frustration",
        "high",
        "Collection fee deducted although the {product} was reported faulty.",
        "Check the return reason and refund the fee if it was a fault.",
      ),
      claim,
      note("Return reason was 'wobbles', warehouse booked it as 'does not fit'. Our mistake. 35 EUR back."),
      g(
        "Hello {first}, I am {agent}. You are right: our warehouse recorded the wrong reason. I have refunded the 35 EUR just now, and I apologize for the extra round.",
      ),
      c("Ok. Thank you for sorting it.", "good. thx"),
      ticket(
        "staff",
        "Collection fee refunded for {order}",
        "Fee deducted by mistake on a faulty item. 35 EUR refunded.",
        "refund",
        "warehouse-error",
      ),
      confirmed,
    ],
  },
  {
    key: "trade-in",
    topic: "Trade-in credit",
    category: "returns",
    priority: { low: 1 },
    order: "delivered",
    about: ["EF-TD140", "EF-OSPREY", "EF-HERON"],
    lines: [
      c("What do I get for my two year old {product} if I buy a new one?", "do you take old furniture back"),
      a(
        ["trade-in-credit#Credit amounts", "take-back-and-recycling#We take your old furniture back"],
        "You can trade in a Tarn Pro for up to 180 EUR, a Tarn for 120, an Osprey for 110 and a Heron for 60, if it is at most 3 years old [1]. Furniture of other brands is taken along with a new delivery for 20 EUR, or nothing with Plus [2].",
      ),
      c("nice. and it has a scratch", "What about scratches?"),
      a(
        ["trade-in-credit#Condition for trade-in"],
        "A scratched top takes 20 EUR off, torn mesh 30 EUR. Normal wear is fine [1].",
      ),
      c("ok thank you", "Perfect."),
      confirmed,
    ],
  },
];
