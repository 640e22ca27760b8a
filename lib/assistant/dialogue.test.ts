import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dialogueDesk, WAITS } from "@/tests/support/dialogue-desk";
import { SAY } from "./conversation/phrases";
import { openDialogue } from "./dialogue";

const names = ({ calls }: { calls: { name: string }[] }) => calls.map(({ name }) => name);
const TICKET = "Open a ticket: my headset crackles on the left side";
const REFUND = "I want a refund for order EF-204017 because it arrived broken";

describe("the stored dialogue", () => {
  it("knows what it asked from the decision, not from words that it quoted", async () => {
    const passage =
      "Agents may ask you: Shall I close ticket #1042? Say yes to close it, if the warranty is over.";
    const results = [{ ref: "k1", title: "Warranty", heading: null, passage, score: 3 }];
    const desk = dialogueDesk({ search_knowledge_base: () => ({ answerable: true, results }) });
    expect((await desk.say("How long is the warranty?")).text).toContain("Shall I close ticket #1042?");
    expect(names(await desk.say("yes"))).toEqual([]);
  });

  it.each([
    ["nothing", null],
    ["another version", { v: 99, upTo: 2, answers: [], state: {} }],
    ["a broken state", { v: 1, upTo: 2, answers: [], state: { pending: "all" } }],
    ["rubbish", "…"],
  ])("is folded from the visible history when there is %s", async (_, stored) => {
    const desk = dialogueDesk();
    await desk.say(TICKET);
    desk.corrupt(stored);
    expect(names(await desk.say("yes"))).toEqual(["create_ticket"]);
  });

  it("begins anew when the visible history begins later: a new episode", async () => {
    const desk = dialogueDesk();
    await desk.say(TICKET);
    const entry = { seq: 40, from: "customer" as const, name: "Ana", text: "yes", incomplete: false };
    expect(openDialogue(desk.stored(), [entry], new Date(0)).lines()).toEqual([]);
  });

  it("counts an answer of its own once, and hears what others wrote", async () => {
    const desk = dialogueDesk();
    await desk.say("Do you engrave names?");
    expect(desk.lines()).toContain("Searches in a row that found nothing: 1 of 3.");
    await desk.say(TICKET);
    desk.staff("Hello, I am looking into this.");
    expect(names(await desk.say("yes"))).toEqual([]);
  });

  it("keeps no number of a card", async () => {
    const desk = dialogueDesk();
    await desk.say("My card 4111 1111 1111 1111 was charged, how do returns work?");
    expect(JSON.stringify(desk.stored())).not.toContain("4111");
  });

  it("answers the same to the same", async () => {
    const talk = async () => {
      const desk = dialogueDesk();
      const said = [
        await desk.say("I want a refund"),
        await desk.say("the first one"),
        await desk.say("it broke"),
      ];
      return JSON.stringify([said, desk.stored()]);
    };
    expect(await talk()).toBe(await talk());
  });
});

describe("how messages were understood", () => {
  it("has intent, confidence, topic and mood for every message of a burst", async () => {
    const { readings } = await dialogueDesk().say("Hello", "How long does delivery to Spain take?");
    expect(readings).toMatchObject([
      {
        seq: 1,
        reading: { intent: "greeting", topic: "How long does delivery to Spain take", mood: "calm" },
      },
      { seq: 2, reading: { intent: "question", topic: "How long does delivery to Spain take" } },
    ]);
    for (const { reading } of readings) expect(reading.confidence).toBeGreaterThan(0.5);
  });

  it("takes an answer to our question for a part of the request, and returns to its topic", async () => {
    const desk = dialogueDesk();
    await desk.say("I want a refund for order EF-204017");
    await desk.say("How long is the warranty?");
    const { readings } = await desk.say("The light flickers all the time");
    expect(readings[0]?.reading).toMatchObject({
      intent: "refund_request",
      topic: "I want a refund for order EF-204017",
    });
  });

  it("notices the mood", async () => {
    const { readings } = await dialogueDesk().say("This is unacceptable, you are useless!");
    expect(readings[0]?.reading.mood).toBe("angry");
  });
});

describe("topics", () => {
  it("go back with a line that says so", async () => {
    const desk = dialogueDesk();
    await desk.say("How do returns work?");
    await desk.say("How long does delivery to Spain take?");
    const { text, readings } = await desk.say("back to my question about returns");
    expect(text).toMatch(/^Back to your question about returns\. You can return any item/);
    expect(readings[0]?.reading.topic).toBe("How do returns work");
    expect((await desk.say("and back to the delivery question")).text).toMatch(
      /^Back to your delivery question\./,
    );
  });

  it("know the ticket that came of them", async () => {
    const desk = dialogueDesk();
    await desk.say("Do you engrave names?");
    await desk.say("a ticket please");
    await desk.say("yes");
    expect(desk.lines()[0]).toBe("Topic now: “Do you engrave names” (open, #2001).");
    await desk.say("How long is the warranty?");
    expect((await desk.say("back to my first question")).text).toContain("For this you have ticket #2001.");
  });
});

describe("follow-ups", () => {
  it("choose from the list that was shown", async () => {
    const desk = dialogueDesk();
    await desk.say("show my tickets");
    expect((await desk.say("the second one")).text).toContain("#1038");
    expect((await desk.say("close it")).text).toBe("Shall I close ticket #1038?");
    expect((await desk.say("yes")).calls).toMatchObject([{ args: { number: 1038, action: "close" } }]);
  });

  it("know the other one, and what “it” is", async () => {
    const desk = dialogueDesk();
    expect((await desk.say("Where is my order?")).text).toContain("EF-204012");
    expect((await desk.say("and the other one?")).text).toContain("EF-204017");
    expect((await desk.say("when will it arrive?")).text).toContain("EF-204017");
    expect((await desk.say("I want a refund for it")).calls).toEqual([
      { name: "get_order", args: { number: "EF-204017" } },
    ]);
  });

  it("tell more of a product", async () => {
    const desk = dialogueDesk();
    await desk.say("which desks do you sell?");
    expect((await desk.say("the second one")).text).toContain("A desk with two motors.");
    expect((await desk.say("tell me more about the first one")).text).toContain("A desk for small rooms.");
  });

  it("take an option of an offer", async () => {
    const desk = dialogueDesk();
    await desk.say("Do you engrave names?");
    expect(await desk.say("the second")).toMatchObject({
      calls: [{ name: "escalate_to_human", args: { summary: "Do you engrave names?" } }],
    });
  });
});

describe("several questions in one message", () => {
  it("are looked up at once and answered in order", async () => {
    const { text, calls } = await dialogueDesk().say("Where is my order and how long do returns take?");
    expect(calls.map(({ name }) => name)).toEqual(["list_orders", "search_knowledge_base"]);
    expect(text.indexOf("EF-204012")).toBeLessThan(text.indexOf("You can return any item"));
    expect(text.indexOf("EF-204012")).toBeGreaterThan(-1);
  });

  it("put a request last", async () => {
    const desk = dialogueDesk();
    const { text } = await desk.say("Please change my phone number. How long does delivery to Spain take?");
    expect(text).toMatch(/^Delivery within Europe .*What is your new phone number\?$/s);
    expect((await desk.say("+49 30 1234567")).text).toContain("**New phone number:** +49 30 1234567");
  });
});

describe("requests", () => {
  it("ask for a refund step by step, with a choice of orders and a correction", async () => {
    const desk = dialogueDesk();
    expect((await desk.say("I want a refund")).text).toContain("Which order is the refund for?");
    expect((await desk.say("the first one")).text).toContain(
      "Why would you like a refund for order EF-204017?",
    );
    expect((await desk.say("The light flickers")).text).toContain("- **Amount:** everything that was paid");
    expect((await desk.say("no, only 20 EUR")).text).toContain("- **Amount:** 20.00");
    expect((await desk.say("yes")).calls).toEqual([
      {
        name: "request_refund",
        args: { order_number: "EF-204017", amount: 20, reason: "The light flickers" },
      },
    ]);
  });

  it("say what the rules do not allow before asking for more", async () => {
    const { text } = await dialogueDesk().say("I want a refund for order EF-204012");
    expect(text).toBe(`Order EF-204012 is on its way. ${SAY.offer}`);
  });

  it("change the address, corrected on the way", async () => {
    const desk = dialogueDesk();
    expect((await desk.say("I moved, change my address")).text).toContain("What is your new address?");
    await desk.say("Elm Street 12, 10115 Berlin");
    expect((await desk.say("no, Elm Street 14, 10115 Berlin")).text).toContain("Elm Street 14, 10115 Berlin");
    expect((await desk.say("yes")).calls).toMatchObject([
      { name: "update_customer_profile", args: { address: "Elm Street 14, 10115 Berlin", phone: null } },
    ]);
  });

  it("run out after half an hour, and are begun again only on a yes", async () => {
    const desk = dialogueDesk();
    await desk.say(TICKET);
    desk.wait(31);
    const { text, calls } = await desk.say("yes");
    expect(calls).toEqual([]);
    expect(text).toBe("The ticket we had begun is out of date; shall we start it again?");
    expect((await desk.say("yes")).text).toContain("Shall I open a ticket with this?");
    expect(names(await desk.say("yes"))).toEqual(["create_ticket"]);
  });

  it("still hold within half an hour", async () => {
    const desk = dialogueDesk();
    await desk.say(TICKET);
    desk.wait(29);
    expect(names(await desk.say("yes"))).toEqual(["create_ticket"]);
  });

  it("say that they ran out also beside another answer", async () => {
    const desk = dialogueDesk();
    await desk.say(TICKET);
    desk.wait(45);
    expect((await desk.say("How long is the warranty?")).text).toMatch(
      /two years.*out of date; shall we start it again\?$/s,
    );
  });

  it("give way to another request and come back", async () => {
    const desk = dialogueDesk();
    await desk.say(TICKET);
    expect((await desk.say("actually close ticket 1042")).text).toBe(
      `Shall I close ticket #1042?\n\n${SAY.shelved}`,
    );
    const { text } = await desk.say("yes");
    expect(text).toMatch(
      /^I have closed ticket #1042\.\n\nBack to your request: Shall I open a ticket with this\?/,
    );
    expect(names(await desk.say("yes"))).toEqual(["create_ticket"]);
  });

  it("are answered in between by a lookup, and go on", async () => {
    const desk = dialogueDesk();
    await desk.say("open a ticket");
    await desk.say("The lamp flickers");
    const { text } = await desk.say("show me my tickets");
    expect(text).toMatch(/#1042.*Back to your request: Please describe “The lamp flickers”/s);
    expect((await desk.say("never mind")).text).toBe(SAY.cancelled);
  });

  it("do not ask the same thing for ever", async () => {
    const desk = dialogueDesk();
    await desk.say("change my phone number");
    await desk.say("my usual one");
    await desk.say("the one you know");
    expect((await desk.say("that one")).text).toContain(SAY.notUnderstood);
    expect((await desk.say("continue")).text).toContain("What is your new phone number?");
  });

  it("offer a ticket for what no tool does", async () => {
    const desk = dialogueDesk();
    expect((await desk.say("cancel my order EF-204012")).text).toContain(SAY.cannotDecide);
    expect((await desk.say("yes")).text).toContain("- **Subject:** Cancel order EF-204012");
  });
});

describe("two readings that are close", () => {
  const asked = "Do you want to **get a refund**, or to **cancel something**?";

  it("are both named, and the choice is acted on", async () => {
    const desk = dialogueDesk();
    const first = await desk.say("refund or cancel order EF-204017");
    expect(first.calls).toEqual([]);
    expect(first.text).toContain(asked);
    expect((await desk.say("refund")).calls).toEqual([{ name: "get_order", args: { number: "EF-204017" } }]);
  });

  it("can be chosen by place, or be neither", async () => {
    const desk = dialogueDesk();
    await desk.say("refund or cancel order EF-204017");
    expect((await desk.say("the second one")).text).toContain("can be cancelled until it has been packed");
    await desk.say("refund or cancel order EF-204017");
    expect((await desk.say("neither")).text).toBe(SAY.clarify);
  });
});

describe("a call that had to wait", () => {
  const parked = async () => {
    const desk = dialogueDesk({ request_refund: () => WAITS });
    await desk.say(REFUND);
    await desk.say("yes");
    return desk;
  };

  it("is told when it was approved", async () => {
    const desk = await parked();
    const { text, calls } = await desk.decide({
      amount: "€99.00",
      order_number: "EF-204017",
      approved_by: "Mia",
    });
    expect(calls).toEqual([]);
    expect(text).toMatch(
      /^I have requested a refund of €99\.00 for order \*\*EF-204017\*\*\. A colleague has approved it\./,
    );
    expect((await desk.say("thanks")).text).toBe(SAY.welcome);
  });

  it("is told with the reason when it was refused, after other messages as well", async () => {
    const desk = await parked();
    expect(desk.lines()).toContain(
      "Waits for a decision of the team: refund request, order “EF-204017”, reason “it arrived broken”.",
    );
    expect((await desk.say("what about my refund?")).text).toContain("waits for a decision of our team");
    await desk.say("How do returns work?");
    const { text } = await desk.decide({ error: "Mia has refused this: the lamp was used" });
    expect(text).toBe(`${SAY.refused} ${SAY.theirReason} “the lamp was used.” ${SAY.offer}`);
    expect((await desk.say("tell me more")).calls).toMatchObject([
      { args: { query: "How do returns work?" } },
    ]);
  });

  it.each([
    ["Nobody decided on this in time, so it was not done. Offer to ask again.", SAY.undecided],
    ["This request was taken back, so it was not done.", SAY.takenBack],
    ["The code was not entered in time, so this was not done. Offer to try again.", SAY.lateCode],
  ])("is told calmly when it came to nothing: %s", async (error, said) => {
    const { text } = await (await parked()).decide({ error });
    expect(text.startsWith(said)).toBe(true);
  });

  it("brings in a person when nobody knows who is asking", async () => {
    const error =
      "We cannot check who the customer is just now. Bring in a person, with reason identity_unverified.";
    const { calls } = await (await parked()).decide({ error });
    expect(calls).toMatchObject([{ name: "escalate_to_human", args: { reason: "identity_unverified" } }]);
  });

  it("leaves a message alone that came meanwhile", async () => {
    const desk = await parked();
    desk.history.push({
      seq: 99,
      from: "customer",
      name: "Ana",
      text: "How do returns work?",
      incomplete: false,
      at: new Date("2026-11-22T09:00:00Z"),
    });
    const { text } = await desk.decide({ amount: "€99.00", order_number: "EF-204017" });
    expect(text).toContain("I have requested a refund");
    const next = openDialogue(desk.stored(), desk.history, new Date("2026-11-22T09:01:00Z"));
    expect(next.lines()[0]).toContain("How do returns work");
  });
});

describe("what the customer wants remembered", () => {
  it.each([
    ["please keep it short", { kind: "preference", about: "tone", text: "Prefers short answers." }],
    ["call me Ana", { kind: "preference", about: "name", text: "Wants to be called Ana." }],
    ["I would prefer that you always write to me in German", { kind: "preference", about: "language" }],
    ["I'd prefer to hear from you by email", { kind: "preference", about: "contact_method" }],
    ["Please remember that I have two offices in Bonn", { kind: "note" }],
  ])("is noted: %s", async (message, args) => {
    const { calls, text } = await dialogueDesk().say(message);
    expect(calls).toMatchObject([{ name: "remember", args }]);
    expect(text).toContain("/account/memory");
  });

  it("is noted beside the answer to the rest", async () => {
    const { calls, text } = await dialogueDesk().say("Please keep it short. How do returns work?");
    expect(calls.map(({ name }) => name)).toEqual(["remember", "search_knowledge_base"]);
    expect(text).toContain("You can return any item within 30 days");
  });

  it.each(["what do you remember about me?", "forget that", "forget everything about me"])(
    "is read and cleared on its page: %s",
    async (message) => {
      const { calls, text } = await dialogueDesk().say(message);
      expect(calls).toEqual([]);
      expect(text).toContain("/account/memory");
    },
  );

  it("is nothing that was only asked about", async () => {
    const { calls } = await dialogueDesk().say("Can I always pay by email?");
    expect(names({ calls })).not.toContain("remember");
  });
});

describe("whatever is said", () => {
  const WRITES = ["create_ticket", "update_ticket", "update_customer_profile", "request_refund"];
  const said = fc.constantFrom(
    ...[
      "yes",
      "no",
      "ok do it",
      "the second one",
      "the first",
      "close it",
      "cancel",
      "continue",
      "thanks",
      "+31",
    ],
    ...[
      "I want a refund",
      "it arrived broken",
      "EF-204017",
      "refund or cancel order EF-204017",
      "only 20 EUR",
    ],
    ...["open a ticket", TICKET, "make it urgent", "show my tickets", "close #1042", "where is my order?"],
    ...[
      "change my address",
      "Elm Street 12, 10115 Berlin",
      "How do returns work?",
      "back to my first question",
    ],
    ...["do you sell desks?", "Where is my order and how do returns work?", "hmm", "please keep it short"],
  );

  it("nothing is written without a yes to what was shown in the answer before, and within its time", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 2, maxLength: 10 }), async (messages) => {
        const desk = dialogueDesk();
        let before = "";
        let isLate = false;
        for (const message of messages) {
          if (message === "+31") {
            desk.wait(31);
            isLate = true;
            continue;
          }
          const { text, calls } = await desk.say(message);
          expect(text).not.toBe("");
          if (calls.some(({ name }) => WRITES.includes(name))) {
            expect(["yes", "ok do it", "close it"]).toContain(message);
            if (message === "close it") expect(before).toMatch(/Shall I close ticket/);
            expect(before).toMatch(/Shall I/);
            expect(isLate).toBe(false);
          }
          if (calls.some(({ name }) => name === "escalate_to_human")) return;
          [before, isLate] = [text, false];
        }
      }),
      { numRuns: 150 },
    );
  });
});
