/** Conversations about accounts, security, privacy, and those that go nowhere in particular. */
import { a, assumed, c, claim, confirmed, type Dialogue, did, g, note, ticket, up } from "./script";

export const accountDialogues: Dialogue[] = [
  {
    key: "password-reset",
    topic: "Password reset mail missing",
    category: "account",
    priority: { low: 1, medium: 1 },
    weight: 2,
    lines: [
      c(
        "reset mail never arrives",
        "I can't reset my password on my phone, no e-mail comes.",
        "Password reset link says expired?",
      ),
      a(
        ["sign-in-and-password#The reset e-mail does not arrive", "sign-in-and-password#Reset your password"],
        "Please look in the spam folder for no-reply@elmfjord.example; after 3 requests in an hour we pause for 60 minutes [1]. The link is valid for 60 minutes [2].",
      ),
      c("it was in spam", "Found it, thanks.", "ok waiting an hour then"),
      confirmed,
    ],
  },
  {
    key: "lost-phone",
    topic: "Lost phone with two-step sign-in",
    category: "account",
    priority: { high: 1 },
    lines: [
      c(
        "My phone was stolen and I need two-step sign-in removed for my second account.",
        "lost phone, no recovery codes. turn off 2 step please",
      ),
      a(
        ["sign-in-and-password#You lost your phone"],
        "I am sorry to hear that. Without a recovery code a person has to verify your identity first, which takes up to 2 working days [1]. I cannot do that here, so I hand you over.",
      ),
      up(
        "identity_unverified",
        "high",
        "Two-step sign-in has to be removed after a lost phone.",
        "Run the identity check before changing anything.",
      ),
      claim,
      g(
        "Hello {first}, this is {agent}. I have to be sure that it is you. I call you at the number in your profile within the hour, if that suits you.",
      ),
      c("yes that works", "ok. it's the landline so fine"),
      note("Call-back done, second factor matched. Two-step removed, sessions ended."),
      ticket(
        "staff",
        "Two-step sign-in removed after check",
        "Phone lost. Two factors verified, two-step sign-in removed, all sessions ended.",
        "identity",
        "security",
      ),
      g(
        "Thank you for your patience. Two-step sign-in is off; please set a new password and switch it on again with your new phone.",
      ),
      c("done. thank you {agent}", "Perfect, all set up again."),
      confirmed,
    ],
  },
  {
    key: "phishing",
    topic: "Suspicious delivery e-mail",
    category: "account",
    priority: { medium: 1, high: 2 },
    weight: 2,
    lines: [
      c(
        "Got a mail asking me to pay 1.99 for delivery of my desk. Is it from you?",
        "is elmfjord-parcel.example yours? it wants my card",
        "Received a strange text message about a parcel fee.",
      ),
      a(
        [
          "suspicious-emails#How to recognize an e-mail that is really from us",
          "suspicious-emails#Report a suspicious message",
        ],
        "No, that is not from us. We never ask you to pay a delivery fee by a link after you have ordered [1]. Please forward it to security@elmfjord.example and do not open the link [2]. Did you enter anything there?",
      ),
      c("no luckily not", "Nothing entered, just wanted to check.", "no"),
      a(
        ["suspicious-emails#Report a suspicious message"],
        "Good. Then nothing else is needed; we answer reports within 1 working day [1].",
      ),
      confirmed,
    ],
  },
  {
    key: "phishing-clicked",
    topic: "Entered password on a fake site",
    category: "account",
    priority: { high: 1, urgent: 2 },
    lines: [
      c(
        "I think I entered my password on a fake page. What should I do??",
        "i clicked the link in the fake mail and logged in. help",
      ),
      a(
        ["suspicious-emails#You clicked a link or entered your password"],
        "Change your password now, then choose Sign out everywhere under Security; if you use the password elsewhere, change it there too [1]. I am handing you to a person who checks recent orders and address changes.",
      ),
      up(
        "policy",
        "urgent",
        "Customer entered the password on a fake page.",
        "Check sessions, orders and address changes; lock if needed.",
      ),
      claim,
      g(
        "Hello {first}, {agent} here. I see no new orders or address changes. Have you changed the password?",
      ),
      c("yes and signed out everywhere", "Changed it. Card is not saved luckily"),
      note("No sign of misuse in the last 48 h. Watch tag set for 14 days."),
      ticket(
        "staff",
        "Possible account takeover, checked",
        "Password entered on a fake page. Changed, sessions ended, no misuse found.",
        "security",
        "watch",
      ),
      g("Then your account is safe. I keep an eye on it for two weeks."),
      confirmed,
    ],
  },
  {
    key: "data-export",
    topic: "Export my data",
    category: "account",
    priority: { low: 1 },
    lines: [
      c(
        "I want a copy of all my data (GDPR)",
        "how can i download everything you know about me",
        "What does your assistant remember about me, and can I delete it?",
      ),
      a(
        [
          "export-or-delete-your-data#Download your data",
          "export-or-delete-your-data#See and correct what the assistant remembers",
        ],
        "Open Profile, then Privacy, then Export my data; the file is ready within 24 hours and stays for 7 days [1]. What I remember is listed under the same heading, and you can correct or delete each fact [2].",
      ),
      c("great, thats transparent", "ok thanks", "Thank you, found it."),
      confirmed,
    ],
  },
  {
    key: "delete-account",
    topic: "Delete my account",
    category: "account",
    priority: { low: 1, medium: 1 },
    lines: [
      c(
        "Please delete my account.",
        "delete everything. now",
        "How do I close my account, and what happens to my warranty?",
      ),
      a(
        [
          "export-or-delete-your-data#Delete your account",
          "export-or-delete-your-data#What we have to keep after deletion",
        ],
        "You can do it under Profile, Privacy, Delete my account, and confirm by a link; you have 14 days to change your mind [1]. Invoices are kept for 10 years by law, and your warranty continues if you keep the order number [2].",
      ),
      c("and if i have an open return", "ok will do. bye"),
      a(
        ["export-or-delete-your-data#Delete your account"],
        "An account cannot be deleted while an order is on its way, a return is open or an invoice is unpaid [1].",
      ),
      assumed,
    ],
  },
  {
    key: "email-change",
    topic: "Change e-mail address",
    category: "account",
    priority: { low: 1 },
    lines: [
      c("change my email please, new job", "New e-mail address, how do I change it?"),
      a(
        ["change-email-or-profile#Change your e-mail address"],
        "Open Profile, then E-mail, and enter the new address. We send a link to it, valid for 24 hours, and a notice to the old one [1]. I cannot change a sign-in e-mail myself.",
      ),
      c("done", "Perfect, thanks.", "easy. thx"),
      confirmed,
    ],
  },
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
    key: "lookup-failed",
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
    topic: "Many turns without progress",
    category: "products",
    priority: { medium: 1 },
    order: "delivered",
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
