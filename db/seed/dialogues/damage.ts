/** Conversations about damage, faults that need people, and safety. */
import { a, back, c, claim, confirmed, type Dialogue, did, g, note, ticket, up } from "./script";

const tarn = ["EF-TD120", "EF-TD140", "EF-TD160", "EF-TP160", "EF-TP180"];
const taskChairs = ["EF-OSPREY", "EF-HERON", "EF-HERONM"];

export const damageDialogues: Dialogue[] = [
  {
    key: "damaged-desk",
    topic: "Arrived damaged",
    category: "returns",
    priority: { medium: 2, high: 3 },
    weight: 3,
    order: "just delivered",
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
    weight: 0.6,
    topic: "Small scratch, partial refund",
    category: "returns",
    priority: { low: 2, medium: 2 },
    order: "just delivered",
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
    key: "smell-of-burning",
    weight: 0.25,
    topic: "Burning smell from the desk",
    category: "products",
    priority: { urgent: 1 },
    order: "delivered",
    about: tarn,
    lines: [
      c(
        "The box under my {product} smells burnt and is hot. Is this dangerous??",
        "smoke came out of the control box!!! what do i do",
      ),
      a(
        ["damaged-on-arrival#Do not use furniture with structural or electrical damage"],
        "Please unplug the desk at the wall now and do not plug it in again [1]. I am handing this to a person at once.",
      ),
      up(
        "policy",
        "urgent",
        "Smoke or burning smell from the control box of {product}.",
        "Follow the safety procedure; collect the control box.",
      ),
      claim,
      g("Hello {first}, this is {agent}. Is the desk unplugged, and is everybody all right?"),
      c(
        "yes unplugged. we are fine, just scared",
        "Unplugged. Nobody hurt. There is a brown mark on the box",
      ),
      note(
        "Safety officer informed by phone. Collection of control box tomorrow. No statement about the cause.",
      ),
      ticket(
        "staff",
        "Safety: heat at control box, {product}",
        "Customer reports smell and heat. Unplugged, nobody hurt. Safety officer informed.",
        "safety",
      ),
      g(
        "Thank you. Please leave it unplugged and do not open it. We collect the control box tomorrow and send a new one separately. I stay your contact for this.",
      ),
      c("ok thank you for reacting so fast", "Thanks {agent}."),
      confirmed,
    ],
  },
  {
    key: "e06-motor",
    topic: "Motor fault E06",
    category: "warranty",
    priority: { medium: 2, high: 3 },
    weight: 2,
    order: "delivered",
    about: tarn,
    lines: [
      c(
        "E06 again after unplugging for 10 min. {order}",
        "My {product} is dead. E06, then nothing.",
        "the motor of the left leg makes a grinding noise and then E06 shows up",
      ),
      a(
        [
          "tarn-error-codes#E06 or no display at all",
          "warranty-by-product#Warranty years for each product type",
        ],
        "If E06 comes back after 10 minutes without power, the control box or a motor has to be replaced [1]. Both have a 5-year warranty [2]. Please send a photo of the label under the desktop.",
      ),
      c(
        "photo attached",
        "here is the label. how long will it take",
        "sent. I work on this desk every day so please hurry",
      ),
      ticket(
        "assistant",
        "E06 on {product}",
        "E06 returns after 10 minutes without power. Label photo attached. Bought with {order}.",
        "motor",
        "warranty",
      ),
      did(
        ["create_ticket"],
        ["make-a-warranty-claim#How long a warranty claim takes"],
        "Ticket #{ticket} is open. You have a decision within 3 working days, and the part leaves within 3 more [1].",
      ),
      up(
        "policy",
        "medium",
        "Warranty part for E06 on {product}.",
        "Decide between control box and motor leg, release the part.",
      ),
      claim,
      note("Serial from the affected batch: send control box first, motor leg if E06 returns."),
      g(
        "Hello {first}, {agent} here. I am sending you a control box; it leaves tomorrow. Changing it takes about 15 minutes, and the sheet is in the box.",
      ),
      c("can i do that myself?", "Is it difficult?"),
      g("Yes, four plugs and two screws. If you would rather not, I send a fitter free of charge."),
      c("I'll try it myself, thanks", "ok"),
      back(
        "Part is on its way. Help with changing the control box if asked; hand over again if E06 returns.",
      ),
      c("changed it, desk works!", "Works like new. Thank you both"),
      a([], "I am glad it works again. The ticket is closed; its history stays in your account."),
      confirmed,
    ],
  },
  {
    key: "claim-refused",
    weight: 0.5,
    topic: "Second opinion on a claim",
    category: "warranty",
    priority: { medium: 2, high: 2 },
    order: "long ago",
    about: taskChairs,
    lines: [
      c(
        "You turned down my claim for the {product}. I don't agree, the mesh tore after 14 months.",
        "claim refused?? read your own warranty page. mesh 2 years!!",
      ),
      a(
        [
          "make-a-warranty-claim#If we turn a claim down",
          "warranty-by-product#Warranty years for each product type",
        ],
        "Mesh has a 2-year warranty [2]. You may ask for a second opinion within 30 days, and a different person decides [1]. Shall I ask for it?",
      ),
      c("Yes. By a manager.", "yes obviously"),
      up(
        "customer_request",
        "high",
        "Second opinion on a refused mesh claim for {product}.",
        "A different person reviews photos and the first decision.",
        "Was the tear at the seam or in the middle?",
      ),
      claim,
      note("Tear runs along the seam, so workmanship. First decision was wrong."),
      g(
        "Hello {first}, I am {agent} and was not involved in the first decision. The tear follows the seam, which is a fault of ours. A new backrest leaves tomorrow.",
      ),
      c("Thank you. I appreciate that you looked again.", "about time. thanks though"),
      ticket(
        "staff",
        "Second opinion: {product} accepted",
        "First decision overturned, tear at the seam. New backrest sent.",
        "warranty",
        "second-opinion",
      ),
      confirmed,
    ],
  },
];
