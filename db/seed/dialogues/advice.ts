/** Conversations before buying, about assembly, and what the help center does not know. */
import { a, assumed, c, claim, confirmed, type Dialogue, did, g, note, takeOver, ticket, up } from "./script";

const tarn = ["EF-TD120", "EF-TD140", "EF-TD160", "EF-TP160", "EF-TP180"];

export const adviceDialogues: Dialogue[] = [
  {
    key: "which-desk",
    weight: 3,
    topic: "Which desk fits",
    category: "products",
    priority: { low: 1 },
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
    weight: 0.6,
    topic: "Fitter left a loose desk",
    category: "assembly",
    priority: { medium: 2, high: 1 },
    order: "just delivered",
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
    key: "assistant-error",
    weight: 0.3,
    topic: "Answer failed",
    category: "orders",
    priority: { medium: 1 },
    order: "delivered",
    lines: [
      c("can you send me the manual for {product}", "Manual for the {product} please, lost it"),
      up(
        "error",
        "low",
        "Manual for {product}; the assistant could not finish its answer.",
        "Send the manual as PDF.",
      ),
      claim,
      g(
        "Hello {first}, {agent} here. The manual is attached; it is also on the product page under Downloads.",
      ),
      c("thanks!", "perfect"),
      confirmed,
    ],
  },
];
