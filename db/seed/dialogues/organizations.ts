/** Conversations with people who buy for an organization. */
import { a, assumed, c, claim, confirmed, type Dialogue, did, g, note, ticket, up } from "./script";

export const organizationsDialogues: Dialogue[] = [
  {
    key: "raise-limit",
    weight: 5,
    topic: "Raise the credit limit",
    category: "organizations",
    priority: { medium: 1, high: 1 },
    only: "organization",
    lines: [
      c(
        "Our purchase order was refused, it says limit reached. We need 12 desks by month end.",
        "PO limit too low, how do we raise it",
        "We want to order 12 x {product} on a PO but the checkout says our limit is 2,500 EUR.",
      ),
      a(
        ["purchase-orders-and-payment-terms#Credit limit of an organization"],
        "A new organization starts with 2,500 EUR of open invoices; after three invoices paid on time it rises to 10,000 EUR. For more, we need your latest annual accounts and decide within 3 working days [1]. Shall I open the request?",
      ),
      c("yes, accounts attached", "Yes please. I'll send the accounts."),
      ticket(
        "assistant",
        "Higher credit limit requested",
        "Organization wants to order 12 x {product} on a purchase order. Annual accounts to follow.",
        "purchase-order",
        "limit",
      ),
      did(["create_ticket"], [], "Ticket #{ticket} is open. You can add the accounts there."),
      up(
        "policy",
        "medium",
        "Credit limit for an order of 12 x {product}.",
        "Check accounts and payment history, decide on the limit.",
      ),
      claim,
      note("Paid 5 invoices on time. Limit 15,000 approved by finance."),
      g(
        "Hello {first}, {agent} here. Your limit is now 15,000 EUR. You can place the purchase order straight away.",
      ),
      c("Wonderful, ordering now.", "that was fast. thanks"),
      confirmed,
    ],
  },
  {
    key: "volume-quote",
    weight: 5,
    topic: "Quote for a team",
    category: "organizations",
    priority: { medium: 1 },
    only: "organization",
    lines: [
      c(
        "What discount do we get on 24 chairs?",
        "quote for 10 {product} pls",
        "We are furnishing home offices for 18 people. Could you tell me about volume prices and delivery to private addresses?",
      ),
      a(
        [
          "studio-volume-prices#Discount steps for desks and chairs",
          "studio-volume-prices#Deliver one order to many addresses",
        ],
        "From 5 desks or chairs in one order it is 5%, from 10 it is 8%, from 20 it is 12%; from 50 we make a quote [1]. Up to 60 addresses can be uploaded as a spreadsheet, and each pays its own delivery fee [2].",
      ),
      c("can we try one first?", "Is it possible to get samples?"),
      a(
        ["studio-volume-prices#Samples before a large order"],
        "Yes: one desk and two chairs for 30 days. Delivery and collection cost 39 EUR, refunded when you order 10 pieces or more within 60 days [1].",
      ),
      c("Perfect. Please have someone send me a quote.", "great, i want a quote for 20"),
      ticket(
        "assistant",
        "Quote for a team order",
        "Organization asks for a quote for {product} to several addresses, samples first.",
        "quote",
        "volume",
      ),
      did(
        ["create_ticket"],
        ["studio-volume-prices#Get a quote"],
        "Ticket #{ticket} is open; the quote comes within 2 working days and is valid for 30 days [1].",
      ),
      assumed,
    ],
  },
  {
    key: "po-number",
    topic: "Wrong PO number on invoice",
    category: "organizations",
    priority: { low: 1, medium: 2 },
    weight: 2,
    only: "organization",
    order: "delivered",
    lines: [
      c(
        "Invoice for {order} has the wrong PO number, our accounts department won't pay it.",
        "po number wrong on {order}",
      ),
      a(
        ["purchase-orders-and-payment-terms#Change or add a PO number"],
        "After dispatch we can issue a corrected invoice within 60 days; it takes 2 working days [1]. What should the number be?",
      ),
      c("PO-2026-0417", "4500018834", "It should say HB-1193."),
      ticket(
        "assistant",
        "Correct PO number on invoice of {order}",
        "Customer gave the right PO number in chat. Corrected invoice needed.",
        "invoice",
        "purchase-order",
      ),
      did(["create_ticket"], [], "Thank you. Ticket #{ticket} is with accounts."),
      c("thanks", "When is it due then?"),
      a(
        ["purchase-orders-and-payment-terms#When an invoice is due"],
        "Invoices are due 30 days after the invoice date [1]; a corrected one has a new date.",
      ),
      assumed,
    ],
  },
  {
    key: "transfer-owner",
    topic: "Owner has left the organization",
    category: "organizations",
    priority: { medium: 1, high: 1 },
    only: "organization",
    lines: [
      c(
        "Our office manager who owned the account has left. I need to become owner.",
        "how do i take over our studio account",
      ),
      a(
        ["studio-organization-accounts#Transfer ownership"],
        "If the only owner has left, somebody authorized to sign for the company has to ask a person, and we verify it against the company register, usually within 3 working days [1]. I hand you over for that.",
      ),
      up(
        "identity_unverified",
        "medium",
        "Ownership of the organization after the owner left.",
        "Company register and call-back before any change.",
      ),
      claim,
      g(
        "Hello {first}, this is {agent}. I need the name of a managing director; I then call the number in the register.",
      ),
      c("It's our director, she is in from 9 to 5.", "ok, our managing director knows about it"),
      note("Register checked, director confirmed by call-back. Ownership moved."),
      ticket(
        "staff",
        "Ownership of organization transferred",
        "Former owner left. Verified by register and call-back, ownership moved.",
        "organization",
        "identity",
      ),
      g(
        "All confirmed. You are the owner from now on; please check the list of people and remove those who have left.",
      ),
      c("Done. Thank you, {agent}.", "thank you"),
      confirmed,
    ],
  },
];
