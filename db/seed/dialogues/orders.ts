/** Conversations about following, changing or cancelling an order. */
import { a, back, c, claim, confirmed, type Dialogue, did, g, note, takeOver, ticket, up } from "./script";

export const ordersDialogues: Dialogue[] = [
  {
    key: "address-before-shipping",
    topic: "Change the delivery address",
    category: "delivery",
    priority: { medium: 1 },
    weight: 2,
    order: "placed",
    lines: [
      c(
        "I typed the wrong house number on {order}, can you fix it?",
        "moving next week!! can i change adress of {order}",
        "Hello, could the {product} from order {order} please go to my new flat in {city} instead?",
      ),
      did(
        ["get_customer"],
        ["change-delivery-address#Change the address before packing starts"],
        "Order {order} is still placed, so you can change it yourself at no cost: open Orders, choose the order and select Edit address. It takes effect at once [1].",
      ),
      c("done, worked", "Found it, thank you.", "ah there it is. thanks"),
      confirmed,
    ],
  },
  {
    key: "address-on-the-way",
    topic: "Redirect an order on its way",
    category: "delivery",
    priority: { medium: 3, high: 1 },
    order: "shipped",
    about: ["standing desks", "desks"],
    lines: [
      c(
        "My {product} is on its way to my old address. I moved to {city}. Order {order}, please help",
        "need to redirect {order} asap",
      ),
      a(
        ["change-delivery-address#Redirect an order that is on its way"],
        "A large item can be redirected within the same country for 15 EUR, if you ask at least 2 working days before the booked window [1]. What is the new address, and is it in the same country?",
      ),
      c(
        "Same country. Lindenstraße 14, third floor, {city}",
        "yes same country, {city}, I can send the street. window is {day}",
      ),
      up(
        "policy",
        "medium",
        "Redirect {order} to a new address in {city}.",
        "Confirm through the account e-mail, then order the redirect from the carrier.",
      ),
      claim,
      g(
        "Hello {first}, {agent} here. I have sent a confirmation link to your account e-mail. As soon as you have opened it I order the redirect.",
      ),
      c("clicked it", "Confirmed. Sorry for the trouble."),
      note("Link confirmed. Redirect ordered, carrier ref noted. 15 EUR charged."),
      ticket(
        "staff",
        "Redirect {order} to {city}",
        "Customer moved. Address confirmed by e-mail link, redirect ordered.",
        "redirect",
      ),
      g(
        "Thank you. The redirect is ordered; the new date comes by text message, most likely one or two days later than planned.",
      ),
      confirmed,
    ],
  },
  {
    key: "cancel-in-time",
    ends: "cancelled",
    topic: "Cancel an order",
    category: "orders",
    priority: { low: 1, medium: 1 },
    weight: 2,
    order: "placed",
    lines: [
      c(
        "I'd like to cancel {order}",
        "cancel my order pls {order}",
        "Ordered the wrong {product} by mistake ten minutes ago, can you cancel {order}?",
      ),
      did(
        ["get_customer"],
        [
          "change-or-cancel-an-order#How to cancel an order",
          "change-or-cancel-an-order#Until when you can cancel",
        ],
        "{order} is still placed, so cancelling is free [2]. Open Orders, choose it, then Cancel order, and confirm [1].",
      ),
      c("done. when do i get the money", "Cancelled. And the refund?"),
      a(
        ["change-or-cancel-an-order#When you get the money back for a cancelled order"],
        "We release the payment today. Cards and PayPal show it within 2-5 working days, bank transfers take 3 [1].",
      ),
      c("thx", "Great, thank you."),
      confirmed,
    ],
  },
  {
    key: "cancel-too-late",
    ends: "cancelled",
    topic: "Too late to cancel",
    category: "orders",
    priority: { medium: 2, high: 1 },
    order: "packed",
    lines: [
      c(
        "Cancel {order} please, I found something else.",
        "there is no cancel button for {order}?? i want to cancel",
      ),
      did(
        ["get_customer"],
        ["change-or-cancel-an-order#It is too late to cancel"],
        "{order} is already packed, so it can no longer be stopped. You can refuse it at the door or accept it and return it. A refused parcel costs nothing; a refused large item costs the same collection fee as a return [1].",
      ),
      c(
        "That makes no sense, it hasn't left your building. I ordered it YESTERDAY",
        "Why can't a person just take it off the truck? Let me speak to someone",
      ),
      up(
        "customer_request",
        "medium",
        "Wants {order} cancelled although it is packed.",
        "Check with the warehouse whether the box can still be pulled.",
      ),
      claim,
      note(
        "Asked the warehouse: still in the outgoing lane, they pull it today. One-off, do not promise in general.",
      ),
      g(
        "Hello {first}, {agent} here. The warehouse could still pull the box, so {order} is cancelled and the payment released today.",
      ),
      c("oh wow. thank you", "Thanks, that's all I wanted."),
      confirmed,
    ],
  },
  {
    key: "change-colour",
    topic: "Change colour of an order",
    category: "orders",
    priority: { medium: 1 },
    order: "placed",
    lines: [
      c(
        "Can I still change the colour of the {product} in {order}?",
        "wrong colour picked on {order}, want black",
      ),
      did(
        ["get_customer"],
        ["change-or-cancel-an-order#Change items, colour or quantity"],
        "{order} is still placed, so we can change it; a difference in price is charged or refunded the same day [1]. Shall I ask a colleague to change it to black?",
      ),
      c("yes black please", "Yes."),
      ticket(
        "assistant",
        "Change colour in {order}",
        "Customer wants the {product} in black. Order still placed.",
        "order-change",
      ),
      did(
        ["create_ticket"],
        [],
        "I have opened ticket #{ticket} for it. The team changes it before packing starts.",
      ),
      takeOver,
      g("Hello {first}, {agent} here. Done: {order} now has the {product} in black, at the same price."),
      c("super fast, thank you", "thanks!"),
      back("Order changed. If the customer asks for the date: it stays the same."),
      c("does the delivery date change?", "is it still coming {day}?"),
      a([], "No, the delivery date stays the same: by {due}.", "The date stays as it was: by {due}."),
      confirmed,
    ],
  },
  {
    key: "lookup-failed",
    weight: 0.4,
    topic: "Order lookup failed",
    category: "orders",
    priority: { medium: 1 },
    order: "shipped",
    lines: [
      c("status of {order}?", "Can you check when {order} comes?"),
      did(
        ["get_customer"],
        [],
        "I could not reach the order system just now. I have tried twice; a colleague can look it up for you.",
      ),
      up(
        "tool_failure",
        "medium",
        "Status of {order}; the order lookup failed twice.",
        "Look up the order by hand.",
      ),
      claim,
      g(
        "Hello {first}, this is {agent}. {order} is with the carrier and expected by {due}. Sorry for the detour.",
      ),
      c("no problem, thank you", "thx"),
      confirmed,
    ],
  },
];
