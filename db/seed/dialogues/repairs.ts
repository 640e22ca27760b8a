/** Conversations about faults that customers put right themselves. */
import { a, assumed, c, confirmed, type Dialogue, did, ticket } from "./script";

const tarn = ["EF-TD120", "EF-TD140", "EF-TD160", "EF-TP160", "EF-TP180"];
const taskChairs = ["EF-OSPREY", "EF-HERON", "EF-HERONM"];

export const repairsDialogues: Dialogue[] = [
  {
    key: "e02-reset",
    weight: 4,
    topic: "Standing desk shows E02",
    category: "products",
    priority: { low: 1, medium: 2 },
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
    order: "long ago",
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
    weight: 3,
    topic: "Lamp flickers",
    category: "products",
    priority: { low: 2, medium: 1 },
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
    key: "first-run",
    topic: "New desk does not go up",
    category: "assembly",
    priority: { low: 1 },
    order: "just delivered",
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
];
