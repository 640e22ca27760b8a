import { describe, expect, it } from "vitest";
import { assemble, titleFrom, UNANSWERED, usableWords, withSection } from "./assemble";

const names = ["Casey Morgan", "Alex Winter"];
const staff = (text: string) => ({ from: "staff" as const, text });
const bodyOf = (...answers: string[]) =>
  assemble("Do you deliver to Norway?", answers.map(staff), names).body;

describe("a text made of an answer", () => {
  it("leaves out greeting, names, signature and what concerns one case", () => {
    const answer = `Hi Casey,

thank you for your patience! I have looked at your order B-20417. We deliver to Norway within 10 working days. Duties are paid by you on arrival, Casey. Your order will leave us tomorrow.

Let me know if anything else comes up, or write to alex@baton.example or call +47 22 33 44 55.

Best regards
Alex Winter`;
    expect(bodyOf(answer)).toBe(
      "We deliver to Norway within 10 working days. Duties are paid by you on arrival.",
    );
  });

  it("keeps steps as a list, numbered anew when one of them goes", () => {
    const answer = `To order from Norway:
1) Open the shop and choose Norway as the country.
2) Thanks
3) Pay by card.

What you need:
- an address in Norway
• a phone number for the courier`;
    expect(bodyOf(answer)).toBe(
      `To order from Norway:

1. Open the shop and choose Norway as the country.
2. Pay by card.

What you need:

- an address in Norway
- a phone number for the courier`,
    );
  });

  it("joins the answers of a conversation and says nothing twice", () => {
    expect(bodyOf("We deliver to Norway.", "We deliver to Norway. ", "It takes 10 days.")).toBe(
      "We deliver to Norway.\n\nIt takes 10 days.",
    );
  });

  it("says so when nobody answered, or nothing of it is for others", () => {
    expect(bodyOf()).toBe(UNANSWERED);
    expect(bodyOf("Hi Casey, I have refunded your order. Sorry again!")).toBe(UNANSWERED);
    expect(usableWords([staff("I have refunded your order.")], names)).toBe(0);
    expect(usableWords([staff("We deliver to Norway within 10 working days.")], names)).toBeGreaterThan(3);
  });

  it("has nothing that only the assistant or the customer said", () => {
    const said = [
      { from: "customer" as const, text: "Do you deliver to Norway?" },
      { from: "assistant" as const, text: "I found nothing about that." },
      staff("We do: within 10 working days."),
    ];
    expect(assemble("Do you deliver to Norway?", said, names)).toEqual({
      title: "Do you deliver to Norway?",
      summary: "We do: within 10 working days.",
      body: "We do: within 10 working days.",
    });
  });

  it("is bounded", () => {
    const { body, title, summary } = assemble(
      `${"why ".repeat(500)}does the motor hum?`,
      Array.from({ length: 900 }, (_, n) =>
        staff(`The motor number ${n} hums at night when the table is loaded.`),
      ),
      names,
    );
    expect(body.length).toBeLessThanOrEqual(8_000);
    expect(title.length).toBeLessThanOrEqual(90);
    expect(summary.length).toBeLessThanOrEqual(200);
  });
});

describe("a title", () => {
  it.each([
    ["Do you deliver to Norway?", "Do you deliver to Norway?"],
    ["My desk hums at night. Is that normal for a motor?", "Is that normal for a motor?"],
    ["Hello Alex, so do you deliver to Norway?", "Do you deliver to Norway?"],
    ["castors for parquet", "Castors for parquet"],
    ["", "Untitled"],
  ])("of %j", (question, title) => {
    expect(titleFrom(question, names)).toBe(title);
  });
});

describe("a section put into an article", () => {
  it("comes last, under its own heading", () => {
    expect(withSection("# Delivery\n\nTwo days.\n", "Norway", "Ten days.")).toBe(
      "# Delivery\n\nTwo days.\n\n## Norway\n\nTen days.\n",
    );
  });

  it("goes below a heading that is there already", () => {
    expect(
      withSection("Two days.\n\n## Norway?\n\nNot yet.\n\n## Sweden\n\nThree.", "norway", "Ten days."),
    ).toBe("Two days.\n\n## Norway?\n\nNot yet.\n\nTen days.\n\n## Sweden\n\nThree.\n");
  });
});
