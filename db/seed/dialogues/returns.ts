/** Conversations about returns, refunds and trade-in. */
import { a, assumed, c, claim, confirmed, type Dialogue, did, g, note, ticket, up } from "./script";

export const returnsDialogues: Dialogue[] = [
  {
    key: "how-to-return",
    weight: 5,
    ends: "returned",
    topic: "How to return an item",
    category: "returns",
    priority: { low: 2, medium: 1 },
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
    amount: "total",
    ends: "returned",
    topic: "Refund has not arrived",
    category: "returns",
    priority: { medium: 3, high: 2 },
    weight: 2,
    order: "a month ago",
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
    key: "late-return",
    only: "basic",
    ends: "returned",
    topic: "Return after the window",
    category: "returns",
    priority: { medium: 3 },
    order: "a month ago",
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
    weight: 0.6,
    ends: "returned",
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
    order: "long ago",
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
