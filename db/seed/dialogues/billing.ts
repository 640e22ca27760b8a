/** Conversations about payments, invoices and prices. */
import { a, assumed, c, claim, confirmed, type Dialogue, did, g, note, takeOver, ticket, up } from "./script";

export const billingDialogues: Dialogue[] = [
  {
    key: "double-charge",
    weight: 3,
    amount: "total",
    topic: "Charged twice",
    category: "billing",
    priority: { medium: 2, high: 2 },
    order: "shipped",
    lines: [
      c(
        "I was charged twice for {order}",
        "2x {amount} on my card!!!",
        "My bank shows the amount for order {order} two times. Please check.",
      ),
      did(
        ["get_customer"],
        ["failed-or-double-payments#The amount shows twice"],
        "I see one payment for {order}. The second amount is usually a reservation from a first attempt and disappears within 7 days. If both are marked as booked, we refund a real double charge within 2 working days [1]. Are both booked?",
      ),
      c("one says pending", "yes BOTH booked", "How do I see that? ... ok one is pending"),
      a(
        ["failed-or-double-payments#The amount shows twice"],
        "Please look again after 7 days; if it is still there or both are booked, write here with the two dates and we refund it [1].",
      ),
      c("ok", "Fine, I'll wait."),
      assumed,
    ],
  },
  {
    key: "unknown-charge",
    topic: "Charge not recognized",
    category: "billing",
    priority: { high: 1 },
    only: "plus",
    lines: [
      c("What is this 49 EUR from ELMFJORD LUEBECK?", "you took 49 euro and i didnt buy anything"),
      did(
        ["get_customer"],
        [
          "failed-or-double-payments#A charge you do not recognize",
          "membership-billing#Refund of a membership you forgot to cancel",
        ],
        "That is the yearly payment of your Plus membership [1]. If you forgot to cancel: within 14 days of the renewal and without an order since, we refund it in full [2].",
      ),
      c("I did forget. Please refund.", "oh. yes pls cancel and refund"),
      up(
        "policy",
        "medium",
        "Refund of the yearly Plus renewal.",
        "Check date and orders since the renewal, refund 49 EUR.",
      ),
      claim,
      note("Renewed 6 days ago, no order since. Refunded in full, plan set to Basic."),
      g(
        "Hello {first}, {agent} here. The 49 EUR are on their way back and your plan is Basic from today. You can join again at any time.",
      ),
      c("Thank you for being so fair.", "thanks, quick"),
      ticket(
        "staff",
        "Plus renewal refunded",
        "Forgotten renewal, refunded within 14 days, plan set to Basic.",
        "membership",
        "refund",
      ),
      confirmed,
    ],
  },
  {
    key: "invoice-vat",
    topic: "VAT number on invoice",
    category: "billing",
    priority: { low: 1, medium: 2 },
    weight: 2,
    order: "delivered",
    lines: [
      c(
        "I forgot to enter our VAT number on {order}. Can you add it?",
        "need invoice with vat id, {order}",
        "Where do I find the invoice for {order}?",
      ),
      a(
        ["invoices-and-vat#You forgot the VAT number", "invoices-and-vat#Download an invoice"],
        "You find the invoice under Orders, in the order [2]. A VAT number can be added within 30 days of the invoice date; we send a corrected invoice and refund the VAT within 5 working days [1]. What is the number?",
      ),
      c("NL 8123 45 678 B01", "I'll send it in a minute... ATU12345675", "ah the invoice is enough, thanks"),
      ticket(
        "assistant",
        "Add VAT number to invoice of {order}",
        "Customer asks for a corrected invoice with the VAT number given in chat.",
        "invoice",
        "vat",
      ),
      did(
        ["create_ticket"],
        [],
        "Thank you. Ticket #{ticket} is with accounts; the corrected invoice appears in your account within 2 working days.",
      ),
      assumed,
    ],
  },
  {
    key: "gift-card",
    weight: 3,
    topic: "Gift card",
    category: "billing",
    priority: { low: 1 },
    lines: [
      c(
        "how long is a gift card valid",
        "My gift card code doesn't work together with my membership payment?",
        "Can I pay part of a {product} with a gift card?",
      ),
      a(
        ["gift-cards#How long a gift card is valid", "gift-cards#Use a gift card at checkout"],
        "Gift cards are valid for 3 years from purchase [1]. You can combine up to 3 of them and pay the rest by another method; they cannot pay for a membership or another gift card [2].",
      ),
      c("good to know", "ok thanks"),
      confirmed,
    ],
  },
  {
    key: "price-dropped",
    topic: "Price dropped after buying",
    category: "billing",
    priority: { low: 1, medium: 1 },
    order: "just delivered",
    lines: [
      c(
        "the {product} is cheaper now!! i bought it not even two weeks ago",
        "Hi, the {product} dropped in price since I ordered it ({order}). Do you refund the difference?",
      ),
      did(
        ["get_customer"],
        ["price-promise#How the price promise works", "price-promise#How to ask for the difference"],
        "If our own price falls within 14 days of your order, or 30 with Plus and Studio, we refund the difference [1]. It goes to your payment method within 5 working days [2]. A colleague has to release it; shall I pass it on?",
      ),
      c("yes please", "Yes, thank you."),
      ticket(
        "assistant",
        "Price promise for {order}",
        "Price of the {product} fell after the order. Customer asks for the difference.",
        "price-promise",
        "refund",
      ),
      did(["create_ticket"], [], "Ticket #{ticket} is open with the order and the current price."),
      takeOver,
      g("Hello {first}, {agent} here. Checked and released: {amount} are on their way to your card."),
      c("fantastic", "great thank you"),
      confirmed,
    ],
  },
  {
    key: "declined",
    topic: "Payment declined",
    category: "billing",
    priority: { low: 1, medium: 1 },
    lines: [
      c(
        "card declined but I have money",
        "Payment fails every time at the last step.",
        "checkout broken? my visa doesnt work",
      ),
      a(
        ["failed-or-double-payments#Your payment was declined", "payment-methods#Ways to pay"],
        "Most often the confirmation in the banking app is missing, a limit is reached or the address differs from the one your bank knows [1]. You can also use PayPal, Apple Pay or a bank transfer [2].",
      ),
      c("it was the app, didnt see the push", "paypal worked"),
      confirmed,
    ],
  },
  {
    key: "chargeback",
    weight: 0.3,
    amount: "total",
    ends: "returned",
    topic: "Threatens a dispute",
    category: "billing",
    priority: { high: 2, urgent: 1 },
    order: "delivered",
    lines: [
      c(
        "If I don't have my money by Friday I go to my lawyer. {order}",
        "I'm going to dispute this with my bank and leave reviews everywhere.",
      ),
      a(
        [],
        "I understand that you want this settled. It is something a person has to decide, so I hand you over now with everything you wrote.",
      ),
      up(
        "policy",
        "high",
        "Threat of legal action or a dispute over {order}.",
        "Manager reviews the order; no statement on liability.",
      ),
      claim,
      note("Morgan informed, tag legal set. Return arrived, refund was stuck in review."),
      g(
        "Hello {first}, this is {agent}. Your return is here and I have asked for the refund of {amount} to be released today. I confirm as soon as it is done.",
      ),
      c("fine. but today", "OK. I will wait until tonight."),
      ticket(
        "staff",
        "Refund released after complaint: {order}",
        "Return accepted, refund was stuck in review. Released after manager's decision.",
        "legal",
        "refund",
      ),
      g("It is released. The bank reference is in ticket #{ticket}."),
      confirmed,
    ],
  },
  {
    key: "answer-not-sure",
    weight: 0.4,
    topic: "Customs for a move abroad",
    category: "billing",
    priority: { low: 1, medium: 1 },
    order: "delivered",
    lines: [
      c(
        "I'm moving to Switzerland with my {product}. Will you refund the VAT at the border?",
        "can i get vat back when i export my desk",
      ),
      a(
        ["invoices-and-vat#Prices and VAT"],
        "Our prices include VAT of the country we deliver to [1]. Whether it can be refunded when you move is not something I can answer with certainty, so I would rather ask a colleague.",
      ),
      up(
        "low_confidence",
        "low",
        "VAT refund when moving to Switzerland with a {product}.",
        "Ask accounts; likely not possible for used goods.",
      ),
      claim,
      g(
        "Hello {first}, {agent} here. Household goods that you have used move free of duty, but the VAT you paid here is not refunded. The customs office there has a form for it.",
      ),
      c("Thanks for asking, good to know.", "ok pity. thanks"),
      confirmed,
    ],
  },
];
