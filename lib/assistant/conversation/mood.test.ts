import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moodOf } from "./mood";

describe("the mood of a message", () => {
  it.each([
    ["Where is my order?", "calm"],
    ["My desk arrived scratched.", "calm"],
    ["MY ORDER IS 10023", "calm"],
    ["Is this a scam?", "calm"],
    ["I got a scam e-mail in your name", "calm"],
    ["I am not angry, just curious", "calm"],
    ["Thanks in advance, how do I return a chair?", "calm"],
    ["A quick reply would be great", "calm"],
    ["Can I ask if nobody is at home, what happens?", "calm"],
    ["What does a disappointing result mean in the report?", "calm"],
    ["Thank you, that worked!", "pleased"],
    ["Perfect", "pleased"],
    ["you've been very helpful", "pleased"],
    ["I love the new chair", "pleased"],
    ["Thanks for nothing", "calm"],
    ["I'm not happy with this", "calm"],
    ["I am really disappointed", "upset"],
    ["still no answer after a week", "upset"],
    ["This is so frustrating", "upset"],
    ["no one is helping me", "upset"],
    ["I have asked you three times", "upset"],
    ["I’m worried about my data", "upset"],
    ["Thanks, but this is ridiculous", "angry"],
    ["I am furious", "angry"],
    ["you are useless", "angry"],
    ["what a rip-off", "angry"],
    ["WHERE IS MY ORDER AND WHY DOES NOBODY CARE!!!", "upset"],
    ["ANSWER THIS MESSAGE RIGHT NOW PLEASE!!!", "angry"],
    ["worst service ever", "angry"],
  ])("%s: %s", (text, mood) => {
    expect(moodOf(text)).toBe(mood);
  });

  it("is found for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
        expect(["calm", "pleased", "upset", "angry"]).toContain(moodOf(text));
      }),
    );
  });
});
