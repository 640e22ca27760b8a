/** Conversations about deliveries and items on their way. */
import { a, assumed, c, claim, confirmed, type Dialogue, did, g, note, ticket, up } from "./script";

export const deliveryDialogues: Dialogue[] = [
  {
    key: "where-is-my-order",
    weight: 5,
    topic: "Where is my order",
    category: "delivery",
    priority: { low: 2, medium: 3 },
    order: "shipped",
    lines: [
      c(
        "where is my order {order}",
        "Hi, I ordered the {product} on {ordered} and I was wondering when it will arrive. Order number is {order}.",
        "Any news on {order}? It's been a while and I need to plan my week.",
        "hello, still waiting for my {product}, order {order}. tracking doesnt say much",
      ),
      did(
        ["get_customer"],
        [
          "track-your-order#What each order status means",
          "delivery-times-and-fees#How a large delivery is booked",
        ],
        "Your order {order} with the {product} is shipped and expected by {due}. Shipped means the carrier has it [1]. For a large item the carrier sends a link by text message, where you choose a day and a 4-hour window [2].",
        "{order} has left our warehouse and should be with you by {due} [1]. If it travels as a large item you will get a text message to book a 4-hour window [2].",
      ),
      c(
        "ok thanks",
        "Perfect, thank you!",
        "Great, I found the text message. Booked for {day}.",
        "cheers, thats all",
      ),
      a(
        [],
        "You are welcome, {first}. Write here again if anything changes.",
        "Good. I hope the {product} serves you well.",
      ),
      confirmed,
    ],
  },
  {
    key: "tracking-stuck",
    topic: "Tracking does not move",
    category: "delivery",
    priority: { medium: 4, high: 1 },
    weight: 2,
    order: "shipped",
    lines: [
      c(
        "Tracking for {order} has shown the same depot for four days now. Is it lost?",
        "my parcel is stuck?? {order} no update since last {day}",
        "Dear support, the tracking page of order {order} has not changed since {day}. I would be grateful if you could find out what happened to my {product}.",
      ),
      did(
        ["get_customer"],
        ["track-your-order#Tracking has not moved for several days"],
        "I see {order} has been without a new scan for several days. For a parcel we open a trace after 3 working days, for a large item after 5. A trace takes up to 4 working days; after that we send a new one or refund you, as you prefer [1]. Shall I open the trace?",
      ),
      c("yes please", "Yes, do that.", "Please open it. And I'd want a new one, not the money."),
      ticket(
        "assistant",
        "Trace for {order}",
        "No new scan for several days. Customer wants to know whether the {product} is lost.",
        "trace",
        "carrier",
      ),
      did(
        ["create_ticket"],
        [],
        "Done. Ticket #{ticket} follows the trace, and you will see each step under Tickets.",
      ),
      c("How long is that again", "thanks. will somebody write to me?"),
      a(
        ["track-your-order#Tracking has not moved for several days"],
        "Up to 4 working days [1]. We write in the ticket as soon as the carrier answers.",
        "Yes: as soon as the carrier answers, at the latest after 4 working days [1].",
      ),
      assumed,
    ],
  },
  {
    key: "missed-window",
    topic: "Driver did not come",
    category: "delivery",
    priority: { medium: 2, high: 3 },
    weight: 2,
    order: "shipped",
    about: ["standing desks", "desks"],
    lines: [
      c(
        "I took the afternoon off and NOBODY came. Window was 12 to 16. Order {order}.",
        "your driver didn't show up today. {order}. I waited 4 hours. this is the second time!!",
        "The delivery of my {product} was booked for today between 12:00 and 16:00 and nobody came or called. What now? {order}",
      ),
      did(
        ["get_customer"],
        ["missed-or-late-delivery#The driver did not come in the booked window"],
        "I am sorry that you waited for nothing. When nobody comes within the window we contact the carrier and offer the next free one. If a confirmed window is missed twice, the delivery fee is refunded [1].",
      ),
      c(
        "I don't want the next window, I want to talk to somebody",
        "Get me a human please.",
        "This is really not good enough. Can I speak to a person?",
      ),
      up(
        "frustration",
        "high",
        "Driver missed the booked window for {order}; customer took time off.",
        "Call the carrier desk, offer a fixed window, check whether the fee is due back.",
      ),
      claim,
      note(
        "Called the carrier: vehicle broke down near {city}. They can do tomorrow 08-12 as first stop.",
        "Dispatcher confirms missed window, second miss for this order. Fee goes back.",
      ),
      g(
        "Hello {first}, this is {agent}. I have just spoken to the carrier: the vehicle broke down. I can have you as first stop tomorrow between 08:00 and 12:00. Would that work?",
        "Hello {first}, {agent} here. I am sorry about today. The carrier can come tomorrow between 08:00 and 12:00, and I have refunded the delivery fee.",
      ),
      c(
        "Tomorrow works. Thank you for calling them.",
        "Fine. But please really tomorrow.",
        "ok 8-12 is good",
      ),
      ticket(
        "staff",
        "Missed window {order}, rebooked",
        "Carrier missed the window. Rebooked for the next morning as first stop.",
        "carrier",
        "missed-window",
      ),
      g("Booked. The driver calls you 30 minutes before. I keep an eye on it until it is delivered."),
      confirmed,
    ],
  },
  {
    key: "reschedule",
    topic: "Move a delivery window",
    category: "delivery",
    priority: { low: 3, medium: 1 },
    weight: 2,
    order: "shipped",
    about: ["standing desks", "desks"],
    lines: [
      c(
        "Can I move my delivery from {day} to the week after?",
        "i wont be home {day}, how do i change the delivery slot for {order}",
        "We are away on {day}. Is it possible to have {order} delivered later?",
      ),
      a(
        ["reschedule-large-delivery#Move your delivery window"],
        "Yes. Open Orders, choose {order}, then Delivery window. It is free until 12:00 on the working day before, and you can move it twice, by up to 15 working days in total [1].",
      ),
      c(
        "and if i need more than that? we might be away for a month",
        "What if it has to wait longer, say 4 weeks?",
      ),
      a(
        ["reschedule-large-delivery#Ask for a longer hold"],
        "The warehouse can hold a large order for up to 6 weeks after the first planned date. The first 15 working days are free, then it is 10 EUR a week [1].",
      ),
      c("good to know, I'll move it by two weeks", "Thank you, clear."),
      assumed,
    ],
  },
  {
    key: "delivery-cost-question",
    topic: "Delivery cost before buying",
    category: "delivery",
    priority: { low: 1 },
    weight: 2,
    lines: [
      c(
        "How much is delivery for a {product} to {city}?",
        "do u deliver to norway",
        "What would delivery cost if I order a {product} and a lamp together?",
      ),
      a(
        [
          "delivery-times-and-fees#Delivery fees and times at a glance",
          "delivery-times-and-fees#Countries we deliver to",
        ],
        "Parcels cost 4.90 EUR and are free from 99 EUR. Large items cost 39 EUR to the kerb or 69 EUR to the room you choose. You pay one fee per order, the highest that applies [1]. We deliver to twelve EU countries; Norway, Switzerland and the United Kingdom are not among them [2].",
      ),
      c("ok and how long does it take", "Thanks. Delivery time?"),
      a(
        ["delivery-times-and-fees#Delivery fees and times at a glance"],
        "Parcels take 2-4 working days, large items 5-8 [1].",
      ),
      assumed,
    ],
  },
  {
    key: "delivered-not-here",
    topic: "Tracking says delivered",
    category: "delivery",
    priority: { medium: 1, high: 3 },
    order: "just delivered",
    about: ["accessories", "lighting", "chairs"],
    lines: [
      c(
        "Tracking says delivered, I have NOTHING here. {order}",
        "Hi. {order} was marked as delivered yesterday at 14:12 but there's no parcel and my neighbours don't have it either.",
      ),
      a(
        ["track-your-order#Tracking says delivered but nothing is here"],
        "Thank you for checking with the neighbours. We ask the carrier for proof of delivery and answer within 4 working days [1]. Shall I open a ticket for it?",
      ),
      c("yes please open one", "OK. When do I hear from you?"),
      ticket(
        "assistant",
        "Not received although marked delivered: {order}",
        "Carrier shows delivered; customer and neighbours do not have the {product}.",
        "not-received",
        "carrier",
      ),
      did(
        ["create_ticket"],
        [],
        "Ticket #{ticket} is open. Please add the name of the place in the delivery record, if you see one.",
      ),
      c(
        "It says 'front door'. I live in a building with 40 flats",
        "no place mentioned. just a signature that isnt mine",
      ),
      up(
        "policy",
        "high",
        "Parcel of {order} marked delivered, not received, signature disputed.",
        "Request proof of delivery; decide on replacement.",
      ),
      claim,
      note("POD shows a signature that does not match. Replacement approved."),
      g(
        "Hello {first}, this is {agent}. The signature is not yours, that much is clear. I send a new {product} today, free of charge.",
      ),
      c("thank you, very quick", "That is great service, thanks {agent}"),
      confirmed,
    ],
  },
];
