import { describe, expect, it } from "vitest";
import { dialogueDesk } from "@/tests/support/dialogue-desk";
import { SAY } from "./conversation/phrases";

const names = ({ calls }: { calls: { name: string }[] }) => calls.map(({ name }) => name);
const TICKET = "Open a ticket: my headset crackles on the left side";

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
