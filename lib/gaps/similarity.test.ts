import { describe, expect, it } from "vitest";
import { groupFor, mostCentral } from "./grouping";
import { questionOf } from "./question";
import { rarityIn, SAME_QUESTION, similarity, wordsOfQuestion } from "./similarity";

/** Written questions; those of one line ask the same thing, those of different lines do not. */
const groups = [
  ["Do you deliver to Norway?", "Is shipping to Norway possible", "can i get a desk delivered to norway"],
  ["Can I pay with Klarna?", "Is klarna accepted?", "Hi, do you take Klarna? Thanks"],
  ["How do I cancel my order?", "I want to cancel an order", "cancel order pls"],
  ["How do I cancel my membership?", "Please terminate my membership", "cancelling the membership"],
  ["How can I change the delivery address?", "wrong delivery address, can I change it"],
  ["How do I change my email address?", "I need to update the e-mail address of my account"],
  ["Can the Tarn desk be used outdoors?", "is it ok to put the tarn desk outside on a terrace"],
  [
    "Which castors fit a parquet floor?",
    "castors for parquet floors?",
    "Do you have castors that spare my parquet",
  ],
  ["What does error E03 mean?", "my desk shows E03", "error e03 on the display"],
  ["What does error E05 mean?", "my desk shows E05"],
  ["Do you offer student discounts?", "is there a discount for students"],
  ["Do you have a discount for teachers?", "teacher discount"],
  ["How long is the warranty on a gas lift?", "gas lift warranty"],
  ["How long is the warranty on a lamp?", "lamp warranty how long"],
  ["Can I return a used chair?", "returning a chair that I have used already"],
  [
    "How do I assemble the Alder shelf?",
    "assembly of Alder shelf",
    "Instructions for assembling the alder shelf",
  ],
];
const all = groups.flat();
const read = new Map(all.map((text) => [text, wordsOfQuestion(text)]));
const wordsOf = (text: string) => read.get(text) ?? wordsOfQuestion(text);
const held = new Map<string, number>();
for (const word of [...read.values()].flat()) held.set(word.stem, (held.get(word.stem) ?? 0) + 1);
const rarity = rarityIn(all.length, (stem) => held.get(stem) ?? 0);
const alike = (a: string, b: string) => similarity(wordsOf(a), wordsOf(b), rarity);

describe("questions that ask the same thing", () => {
  it.each(groups.flatMap((group) => group.slice(1).map((other) => [group[0] ?? "", other])))(
    "%s = %s",
    (a, b) => {
      expect(alike(a, b)).toBeGreaterThanOrEqual(SAME_QUESTION);
    },
  );

  it("are found although somebody mistyped, and whatever stands around them", () => {
    expect(alike("Which castors fit a parquet floor?", "castors for a parqet flooor")).toBeGreaterThan(0.6);
    const polite = questionOf("Hello there! I hope you are well. Do you deliver to Norway? Best, Kim");
    expect(alike("Do you deliver to Norway?", polite)).toBeGreaterThan(0.6);
  });
});

describe("questions that only look alike", () => {
  const pairs = groups.flatMap((group, n) =>
    groups.slice(n + 1).flatMap((other) => group.flatMap((a) => other.map((b) => [a, b] as const))),
  );
  it("are all kept apart", () => {
    expect(pairs.length).toBeGreaterThan(700);
    expect(pairs.filter(([a, b]) => alike(a, b) >= SAME_QUESTION)).toEqual([]);
  });
});

describe("the measure", () => {
  it("is the same in both directions, 1 for itself, 0 without words", () => {
    const apart = all.flatMap((a) => all.map((b) => Math.abs(alike(a, b) - alike(b, a))));
    expect(Math.max(...apart)).toBeLessThan(1e-9);
    expect(Math.min(...all.map((a) => alike(a, a)))).toBeCloseTo(1, 10);
    expect(alike("?", "Do you deliver to Norway?")).toBe(0);
    expect(alike("hello", "hello")).toBe(0);
  });

  it("costs the same for a message of any length", () => {
    const long = `${Array.from({ length: 4_000 }, (_, n) => `word${n % 900}x`).join(" ")} Norway?`;
    expect(wordsOfQuestion(long).length).toBeLessThanOrEqual(14);
    expect(alike(long, long)).toBeCloseTo(1, 10);
  });
});

describe("grouping, one question after the other", () => {
  it("finds the written groups again, whatever order they come in", () => {
    for (const step of [1, 5, 7, 11]) {
      const members: { id: string; gapId: string; text: string }[] = [];
      all.forEach((_, n) => {
        const at = (n * step) % all.length;
        const text = all[at] ?? "";
        members.push({ id: `${at}`, gapId: groupFor(text, members, rarity) ?? `gap ${at}`, text });
      });
      expect(members).toHaveLength(all.length);
      const found = new Map<string, Set<number>>();
      for (const { gapId, text } of members) {
        const written = groups.findIndex((group) => group.includes(text));
        found.set(gapId, new Set([...(found.get(gapId) ?? []), written]));
      }
      expect([...found.values()].filter((written) => written.size > 1)).toEqual([]);
      expect(found.size).toBeLessThanOrEqual(groups.length + 2);
    }
  });

  it("takes the question that most others resemble as the title", () => {
    const asked = [
      "gas lift warranty",
      "How long is the warranty on a gas lift?",
      "My gas lift broke after three years, I am so annoyed, is the gas lift under warranty or do I pay for it",
    ].map((text, n) => ({ id: `${n}`, text, times: 1 }));
    expect(mostCentral(asked, rarity)?.text).toBe("gas lift warranty");
    expect(mostCentral([], rarity)).toBeNull();
  });
});
