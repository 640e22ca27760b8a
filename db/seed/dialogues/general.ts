/** Conversations that go nowhere in particular, or straight to a person. */
import { a, assumed, c, claim, confirmed, type Dialogue, g, ticket, up } from "./script";

export const generalDialogues: Dialogue[] = [
  {
    key: "just-hello",
    topic: "Greeting",
    category: "general",
    priority: { low: 1 },
    lines: [
      c("hi", "hello?", "Hey, is anyone there?"),
      a([], "Hello {first}. What can I help you with: an order, a return, a product or your account?"),
      c("oh nothing, found it already", "never mind, solved", "just looking around"),
      a([], "All right. I am here if something comes up."),
      assumed,
    ],
  },
  {
    key: "unclear",
    weight: 0.6,
    topic: "Unclear request",
    category: "general",
    priority: { low: 1, medium: 1 },
    lines: [
      c("its broken", "the thing doesnt work again", "same problem as last time"),
      a(
        [],
        "I would like to help. Which product is it, and what does it do?",
        "Do you mean a product that has a fault, or something on the website?",
      ),
      c("the one i bought", "you know. the desk thing"),
      a([], "Is it the {product} from {order}? And does it not move, make a noise, or show a code?"),
      c("i dont know, it just doesnt", "no idea, cant you see it?"),
      up(
        "pending_clarification",
        "medium",
        "Something from {order} does not work; not clear what.",
        "Call or ask with a picture which part fails.",
      ),
      claim,
      g(
        "Hello {first}, {agent} here. Could you take one photo of it, as it is now? Then we find out together.",
      ),
      c("ok here", "sent a pic"),
      g(
        "Thank you, that helps: the handset cable is not plugged in. Push it into the socket marked HS until it clicks.",
      ),
      c("omg. works. sorry", "ah. thanks"),
      confirmed,
    ],
  },
  {
    key: "off-topic",
    topic: "Sofas and other things",
    category: "general",
    priority: { low: 1 },
    lines: [
      c("do you sell sofas", "Can you write a cover letter for me?", "what's the weather in {city}"),
      a(
        [],
        "That is outside what I can help with here. Elmfjord makes desks, chairs, lighting and storage for working at home; I can help with those, with orders and with your account.",
      ),
      c("ok", "worth a try", "do you have beds at least"),
      assumed,
    ],
  },
  {
    key: "talk-to-person",
    topic: "Wants a person",
    category: "general",
    priority: { medium: 1 },
    weight: 3,
    order: "delivered",
    lines: [
      c(
        "talk to a person",
        "Human please",
        "I'd like to speak with someone from your team about {order}, not a machine.",
        "agent",
      ),
      up(
        "customer_request",
        "medium",
        "Asks for a person; no question stated yet.",
        "Ask what it is about; latest order is {order}.",
      ),
      claim,
      g(
        "Hello {first}, I am {agent}. What can I do for you?",
        "Hello {first}, {agent} here. How can I help?",
      ),
      c(
        "The {product} I bought is lovely but I need the invoice in my maiden name.",
        "I want to know if I can return just one of the two chairs.",
        "My neighbour signed for a box of mine and now moved out. What happens to it?",
      ),
      g(
        "Thank you for explaining. That is possible; I have noted it with {order} and you will have the answer by e-mail within one working day.",
        "I can do that for you. It takes until tomorrow, and I write to you here when it is finished.",
      ),
      c("perfect", "ok thank you for your help", "thx"),
      ticket(
        "staff",
        "Follow-up for {order}",
        "Customer asked for a person. Request noted, answer promised within one working day.",
        "follow-up",
      ),
      confirmed,
    ],
  },
  {
    key: "long-winded",
    weight: 0.5,
    topic: "Many turns without progress",
    category: "products",
    priority: { medium: 1 },
    order: "long ago",
    about: ["EF-BRAE", "EF-WREN"],
    lines: [
      c(
        "So I bought the {product} in the spring, and at first everything was fine, but since we moved the desk to the other room (the one with the wooden floor, it's a bit uneven) it makes a clicking sound, not always, mostly in the mornings, and my wife thinks it is the heating but I am sure it is the {product}. Also the colour looks different. Is that normal?",
      ),
      a(
        ["fix-a-wobbly-desk#First: is the floor level"],
        "An uneven floor is a likely cause: adjust the levelling feet or put a coin under one foot to test it [1]. Does the click go away?",
      ),
      c("no still clicks. sometimes", "It clicked once more and then not. And the colour?"),
      a(
        ["warranty-by-product#What the warranty does not cover"],
        "Wood changes its colour naturally with light, which is not a fault [1]. For the click: does it come when you lean on it, or also when nobody touches it?",
      ),
      c("both. or neither. hard to say", "when it wants to"),
      up(
        "budget",
        "low",
        "Clicking noise of {product}; several steps tried without progress.",
        "Ask for a short recording and decide on a part.",
      ),
      claim,
      g(
        "Hello {first}, {agent} here. A recording of ten seconds would help me more than anything, whenever it clicks next.",
      ),
      c("recorded it!", "here it is, turn up the volume"),
      g("That is the end stop of the spring. I send you a new rubber cap, which takes a minute to press on."),
      c("amazing, thank you", "so it was not the heating :)"),
      ticket(
        "staff",
        "Clicking noise of {product}",
        "End stop of the spring clicks. Rubber cap sent under warranty.",
        "noise",
        "warranty",
      ),
      confirmed,
    ],
  },
];
