/**
 * What the intent classifier reaches on sets of our own: `train` and `test` are 24 intents of a software company's
 * help desk in 16 examples each, with near misses out of scope; `messages` are for the intents that ship.
 */
import { describe, expect, it } from "vitest";
import {
  classifyIntent,
  intentExamples,
  trainIntents,
  UNSURE_BELOW,
} from "@/lib/assistant/conversation/intents";
import { fold } from "@/lib/assistant/conversation/text";
import { intentFigures } from "@/scripts/lib/intent-figures";
import { readExamples } from "@/scripts/lib/intent-lines";

const lines = (name: string) => readExamples(`${import.meta.dirname}/${name}.jsonl`);
const train = lines("train");
const test = lines("test");
const messages = lines("messages");

describe("a help desk's intents, sixteen examples each", () => {
  const classifier = trainIntents(train, { outside: "oos" });
  const readings = test.map(({ text, intent }) => ({
    expected: intent,
    reading: classifier.read(text),
    ms: 0,
  }));
  const figures = intentFigures(readings, "oos");

  it("are read, and what is none of them is told apart", () => {
    expect(figures).toMatchObject({ inScope: 263, outOfScope: 42 });
    expect(figures.inScopeAccuracy).toBeGreaterThanOrEqual(0.68);
    expect(figures.outOfScopeRecall).toBeGreaterThanOrEqual(0.76);
    expect(figures.auroc).toBeGreaterThanOrEqual(0.83);
  });

  it("are read nearly four times in five when nothing is out of scope", () => {
    const inScope = train.filter(({ intent }) => intent !== "oos");
    const reads = trainIntents(inScope, { calibration: classifier.calibration });
    const asked = test.filter(({ intent }) => intent !== "oos");
    const right = asked.filter(({ text, intent }) => reads.classify(text).intent === intent);
    expect(right.length / asked.length).toBeGreaterThanOrEqual(0.76);
  });

  it("are right as often as the confidence says", () => {
    const kept = readings.filter(({ reading }) => !reading.isOutside);
    const mean = kept.reduce((sum, { reading }) => sum + reading.confidence, 0) / kept.length;
    const right = kept.filter(({ expected, reading }) => reading.intent === expected).length / kept.length;
    expect(Math.abs(mean - right)).toBeLessThan(0.1);
  });
});

describe("messages to the assistant", () => {
  const read = messages.map(({ text, intent }) => ({ intent, reading: classifyIntent(text) }));

  it("are read right, nineteen in twenty", () => {
    const right = read.filter(({ intent, reading }) => reading.intent === intent);
    expect(messages.length).toBeGreaterThanOrEqual(350);
    expect(right.length / read.length).toBeGreaterThanOrEqual(0.95);
  });

  it("are hardly ever acted on as what they are not", () => {
    const wrongActs = read.filter(
      ({ intent, reading }) =>
        reading.intent !== intent && reading.intent !== "question" && reading.confidence >= UNSURE_BELOW,
    );
    expect(wrongActs.length / read.length).toBeLessThanOrEqual(0.02);
  });
});

it.each([
  ["the help desk's", train, test],
  ["the assistant's", intentExamples(), messages],
])("no text to be read is one of %s examples", (_, taught, asked) => {
  const plain = (text: string) => fold(text).replace(/[?!.]+$/, "");
  const known = new Set(taught.map(({ text }) => plain(text)));
  expect(asked.filter(({ text }) => known.has(plain(text)))).toEqual([]);
});
