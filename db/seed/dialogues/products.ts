/** Conversations about products, faults, assembly and warranty. */
import {
  a,
  assumed,
  back,
  c,
  claim,
  confirmed,
  type Dialogue,
  did,
  g,
  note,
  takeOver,
  ticket,
  up,
} from "./script";

const tarn = ["EF-TD120", "EF-TD140", "EF-TD160", "EF-TP160", "EF-TP180"];
const taskChairs = ["EF-OSPREY", "EF-HERON", "EF-HERONM"];

export const productDialogues: Dialogue[] = [
  {
    key: "e02-reset",
    topic: "Standing desk shows E02",
    category: "products",
    priority: { low: 1, medium: 2 },
    weight: 3,
    order: "delivered",
    about: tarn,
    lines: [
      c(
        "Desk shows E02",
        "my {product} says E02 and wont go up",
        "Hello, since this morning the display of my {product} shows E02 and one side is lower than the other. What should I do?",
        "e02 ???",
      ),
      a(
        ["tarn-error-codes#Error codes on the handset", "tarn-error-codes#Reset a Tarn desk"],
        "E02 means the legs are at different heights [1]. A reset solves it in most cases: hold down until the desk stops at the bottom, let go, then hold down again for 10 seconds until RST appears and the desk has risen by about 5 mm [2].",
      ),
      c(
        "that worked!",
        "Works again, thank you.",
        "tried twice, now it says RST and does nothing",
        "ok fixed",
      ),
      a(
        ["tarn-error-codes#Reset a Tarn desk"],
        "Good. Keep holding until the desk has moved and stopped, then let go; the display shows the height again [1].",
      ),
      c("yes all good now", "perfect thx"),
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
    key: "stops-half-way",
    topic: "Desk stops half-way",
    category: "products",
    priority: { medium: 1 },
    order: "delivered",
    about: tarn,
    lines: [
      c(
        "my desk stops halfway up every time",
        "The {product} goes up to about 95 cm, stops, and goes back a little. No code.",
      ),
      a(
        ["tarn-error-codes#The desk stops half-way or moves by itself"],
        "That is usually the collision stop without a visible code. Check that the cables have enough slack, and lower the sensitivity by holding M and up for 5 seconds [1].",
      ),
      c(
        "cable was too short, yes. thanks",
        "The monitor cable! Thank you.",
        "no cables in the way. lowered sensitivity and its ok now",
      ),
      confirmed,
    ],
  },
  {
    key: "smell-of-burning",
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
    key: "wobble",
    topic: "Desk wobbles",
    category: "products",
    priority: { low: 2, medium: 2 },
    weight: 2,
    order: "delivered",
    about: tarn,
    lines: [
      c(
        "desk wobbles when standing",
        "My {product} shakes when I type at standing height. Is that normal?",
        "the wobble is driving me crazy",
      ),
      a(
        [
          "fix-a-wobbly-desk#Tighten the frame bolts",
          "fix-a-wobbly-desk#How much movement is normal at standing height",
        ],
        "Most wobbles come from loose bolts: tighten the 4 bolts between each leg and the crossbar, then the 8 screws of the top by hand [1]. At full height up to 15 mm at the front edge is normal for a Tarn, 8 mm for a Tarn Pro [2].",
      ),
      c(
        "tightened everything, much better",
        "Bolts were loose indeed, thanks!",
        "tightened. still moves about 3 cm",
      ),
      a(
        ["fix-a-wobbly-desk#Still wobbling after tightening"],
        "Check them again after two weeks. If it moves more than that with tight bolts, send a video of up to 30 seconds: the frame has a 10-year warranty [1].",
      ),
      assumed,
    ],
  },
  {
    key: "sinking-chair",
    topic: "Chair is sinking",
    category: "warranty",
    priority: { medium: 1 },
    weight: 3,
    order: "delivered",
    about: taskChairs,
    lines: [
      c(
        "chair keeps sinking",
        "My {product} sinks a few cm every hour. Had it for two years. {order}",
        "Hi! The seat of my {product} slowly goes down while I sit. Is there a way to repair that?",
      ),
      a(
        [
          "chair-sinking-gas-lift#Is the gas lift worn",
          "chair-sinking-gas-lift#A free gas lift under warranty",
        ],
        "If it sinks by more than 1 cm in 10 minutes without touching the lever, the gas lift is worn [1]. It has a 5-year warranty, so we send you a new one free of charge within 3 working days [2]. Shall I order it?",
      ),
      c("yes please", "Yes. Is it hard to change?", "pls do"),
      ticket(
        "assistant",
        "Gas lift for {product}",
        "Seat sinks by more than 1 cm in 10 minutes. Send CH-LIFT under warranty ({order}).",
        "gas-lift",
        "warranty",
      ),
      did(
        ["create_ticket"],
        ["chair-sinking-gas-lift#Replace the gas lift"],
        "Ticket #{ticket} is open and the part is requested. Changing it takes about 15 minutes with a rubber mallet and a pipe wrench; please never open or heat a gas lift [1].",
      ),
      c("great", "Thanks, will do.", "ok thank you"),
      assumed,
    ],
  },
  {
    key: "monitor-arm",
    topic: "Monitor arm sags",
    category: "products",
    priority: { low: 1 },
    weight: 2,
    order: "delivered",
    about: ["EF-RS1", "EF-RD2"],
    lines: [
      c(
        "monitor arm wont stay up",
        "My {product} sinks under a 27 inch screen.",
        "the arm springs up by itself, screen is light",
      ),
      a(
        ["monitor-arm-tension#The monitor sinks or springs up"],
        "It has to be set to the weight of the monitor. Hold the arm level and turn the tension screw on the elbow with the 6 mm key: towards + if it sinks, towards - if it rises, half a turn at a time. Up to 20 turns may be needed [1].",
      ),
      c("20 turns lol. works now", "That did it.", "how heavy can it be?"),
      a(
        ["monitor-arm-tension#Which monitors fit"],
        "For the record: Reach Single carries 2-9 kg, Reach Dual 2-8 kg per monitor [1].",
      ),
      confirmed,
    ],
  },
  {
    key: "lamp-flickers",
    topic: "Lamp flickers",
    category: "products",
    priority: { low: 2, medium: 1 },
    weight: 2,
    order: "delivered",
    about: ["lighting"],
    lines: [
      c(
        "my {product} flickers",
        "The {product} started flickering last week, only when dimmed.",
        "lamp blinks. giving me a headache",
      ),
      a(
        ["lamp-flicker#Stop the flicker step by step", "lamp-flicker#Reset a Glim or Dusk lamp"],
        "Please plug it into a socket without a dimmer, then push the round plug in until it clicks [1]. If it flickers only when dim, reset it: unplug for 30 seconds, then hold the touch button while plugging in until the light pulses twice [2].",
      ),
      c("reset helped", "No change. It still flickers.", "it was the dimmer!! thanks"),
      a(
        ["lamp-flicker#The lamp does not switch on"],
        "If it comes back, the adapter is the likely cause. Within the 3-year warranty we send a new one free of charge [1].",
      ),
      assumed,
    ],
  },
  {
    key: "which-desk",
    topic: "Which desk fits",
    category: "products",
    priority: { low: 1 },
    weight: 2,
    lines: [
      c(
        "I'm 1.93 m, which standing desk should I get?",
        "tarn or tarn pro? whats the difference",
        "My partner is 1.58 and I am 1.90. Is there a desk that fits both of us?",
      ),
      did(
        ["search_products"],
        ["ergonomic-setup#Desk height for your body height"],
        "Tarn moves between 70 and 118 cm, Tarn Pro between 62 and 127 cm. Below 170 cm or above 190 cm, Tarn Pro fits better [1]. It also carries 120 kg instead of 80 and saves four heights. The Tarn Pro Standing Desk 160 is 799 EUR.",
      ),
      c("and is there a smaller Pro?", "Do you have that in ash?", "ok what about a chair to go with it"),
      did(
        ["search_products"],
        [],
        "The Tarn Pro comes 160 or 180 cm wide; the 160 in oak, ash or black. As a chair for long days most people with one choose the Osprey, 589 EUR, for body weights up to 150 kg.",
      ),
      c("thanks, I'll think about it", "Helpful, thank you."),
      assumed,
    ],
  },
  {
    key: "back-in-stock",
    topic: "Out of stock",
    category: "products",
    priority: { low: 1 },
    about: ["EF-PLOVER"],
    lines: [
      c("When is the {product} back?", "is the plover stool coming back in stock"),
      did(
        ["search_products"],
        ["delivery-times-and-fees#When an item is out of stock"],
        "The Plover Active Stool is out of stock and expected next month. The product page shows the date; if you order it with other things we hold the order until all is ready, unless you ask us to split it, which costs nothing extra [1].",
      ),
      c("do you know the exact day?", "Which date exactly?"),
      a([], "I do not have an exact day, and I would rather not guess. The product page is updated first."),
      c("fair enough", "ok"),
      assumed,
    ],
  },
  {
    key: "not-in-the-help-centre",
    topic: "Fire rating for an office",
    category: "products",
    priority: { medium: 1 },
    about: ["EF-HUSH", "EF-HERON"],
    lines: [
      c(
        "What fire class does the {product} have? Our landlord wants a certificate.",
        "need the fire safety certificate for the {product} for our office",
      ),
      did(
        ["search_knowledge_base", "search_products"],
        [],
        "I could not find a fire class or certificate for the {product} in our help center or catalogue. A colleague can ask our product team. Shall I hand over?",
      ),
      c("yes", "Yes please, need it this week."),
      up(
        "missing_knowledge",
        "medium",
        "Fire class certificate for {product}.",
        "Ask the product team for the test report.",
        "By when does the landlord need it?",
      ),
      claim,
      note(
        "Product team has EN 13501 report for Hush and the fabric report for Heron. Should become an article.",
      ),
      g(
        "Hello {first}, {agent} here. The test report is on its way to your e-mail. Please tell me if the landlord needs another format.",
      ),
      c("Received it, thanks!", "got it. thank you"),
      ticket(
        "staff",
        "Certificate for {product}",
        "Customer needs the fire test report. Sent by e-mail; article suggested.",
        "certificate",
        "knowledge-gap",
      ),
      confirmed,
    ],
  },
  {
    key: "book-assembly",
    topic: "Book assembly",
    category: "assembly",
    priority: { low: 1, medium: 1 },
    weight: 2,
    order: "placed",
    lines: [
      c(
        "Can someone assemble the {product} for me?",
        "how much is assembly",
        "I have two left hands. Do you offer assembly in {city}? Order {order}.",
      ),
      a(
        ["book-assembly#What assembly costs", "book-assembly#Where assembly is available"],
        "Yes: 59 EUR for a desk, 49 EUR for storage and 29 EUR for a chair, and half of that with Plus and Studio [1]. It is available in Germany, Denmark, the Netherlands and Sweden together with delivery to the room you choose [2].",
      ),
      c("how do i add it", "Good, I want that. How?"),
      a(
        ["book-assembly#How to book assembly"],
        "Under Orders, choose {order} and add Assembly, until 3 working days before the delivery [1].",
      ),
      c("done!", "added. thanks"),
      confirmed,
    ],
  },
  {
    key: "assembly-gone-wrong",
    topic: "Fitter left a loose desk",
    category: "assembly",
    priority: { medium: 2, high: 1 },
    order: "delivered",
    about: tarn,
    lines: [
      c(
        "Your fitter was here yesterday and the desk leans to the left.",
        "the guy who built my {product} left 6 screws on the floor. is that normal",
      ),
      a(
        ["book-assembly#Something is wrong with the assembly"],
        "No. The fitter returns free of charge, usually within 5 working days [1]. Could you send a photo, so that we know what to bring?",
      ),
      c("photo attached. when?", "here. {day} would be best"),
      ticket(
        "assistant",
        "Fitter has to return: {order}",
        "Assembly of the {product} is not right. Customer prefers {day}.",
        "assembly",
        "fitter",
      ),
      did(["create_ticket"], [], "Ticket #{ticket} is open for the fitter team; they propose a day there."),
      takeOver,
      g(
        "Hello {first}, {agent} here. I have {day} between 08:00 and 12:00 for you. The fitter brings a new crossbar in case it is bent.",
      ),
      c("{day} is perfect", "ok thats fine"),
      confirmed,
    ],
  },
  {
    key: "first-run",
    topic: "New desk does not go up",
    category: "assembly",
    priority: { low: 1 },
    order: "delivered",
    about: tarn,
    lines: [
      c("Just assembled the {product} and it doesn't go up, only down.", "new desk wont move up"),
      a(
        ["assemble-a-tarn-standing-desk#First run: reset is required"],
        "That is normal before the first reset. Hold down for 10 seconds until the desk has moved and stopped; afterwards it goes up [1].",
      ),
      c("haha ok that was easy", "Works. Could be in bigger letters in the manual", "thank you!!"),
      confirmed,
    ],
  },
  {
    key: "oil-the-top",
    topic: "Care for an oiled top",
    category: "products",
    priority: { low: 1 },
    lines: [
      c(
        "how often should I oil my oak desk",
        "Coffee ring on my oak top, help",
        "What oil do I use for the desktop?",
      ),
      a(
        [
          "care-for-wood-fabric-and-mesh#Oiled oak and ash desktops",
          "care-for-wood-fabric-and-mesh#Stains on wood",
        ],
        "Oil it twice in the first year and then once a year with natural hardwax oil: a thin coat, 15 minutes, wipe off, 12 hours to dry [1]. Water rings go with oil and 240-grit paper, along the grain [2].",
      ),
      c("great tips", "Thank you.", "ok"),
      assumed,
    ],
  },
  {
    key: "claim-refused",
    topic: "Second opinion on a claim",
    category: "warranty",
    priority: { medium: 2, high: 2 },
    order: "delivered",
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
