import { describe, expect, it } from "vitest";
import type { Calibration } from "./classifier-calibration";
import { INTENT_CALIBRATION } from "./intent-calibration";
import { classifyIntent, INTENTS, intentExamples, learnIntents, trainIntents, UNSURE_BELOW } from "./intents";

describe("intents", () => {
  it("has at least fifteen different examples of each", () => {
    const examples = intentExamples();
    for (const intent of INTENTS) {
      const own = new Set(
        examples.filter((example) => example.intent === intent).map((example) => example.text),
      );
      expect(own.size, intent).toBeGreaterThanOrEqual(15);
    }
  });

  it("is calibrated on these very examples", () => {
    const { calibration } = trainIntents(intentExamples());
    const distance = (curve: keyof Pick<Calibration, "right" | "inside">) =>
      calibration[curve].map((value, i) => Math.abs(value - (INTENT_CALIBRATION[curve][i] ?? 0)));
    const farthest = Math.max(...distance("right"), ...distance("inside"));
    expect(farthest, `now it is ${JSON.stringify(calibration)}`).toBeLessThan(0.5);
    expect(calibration.insideFrom).toBe(INTENT_CALIBRATION.insideFrom);
  });

  it("learns edited examples in slices, and reads by the former ones until then", async () => {
    const read = () => classifyIntent("quack again").intent;
    const before = read();
    const during: string[] = [];
    const added = ["quack", "quack quack", "quack again and again", "it does quack"];
    await learnIntents(
      [...intentExamples(), ...added.map((text) => ({ text, intent: "complaint" as const }))],
      async () => {
        during.push(read());
      },
    );
    expect(new Set(during)).toEqual(new Set([before]));
    expect(before).not.toBe("complaint");
    expect(read()).toBe("complaint");
    await learnIntents(intentExamples(), async () => {});
    expect(read()).toBe(before);
  });

  it.each([
    ["Hello, where is my order?", "order_status"],
    ["hi there, how do I reset my password?", "question"],
    ["do you ship to Norway", "question"],
    ["what's your returns policy", "question"],
    ["the microphone is not working since the update", "question"],
    ["has order 10023 left the warehouse, when will it arrive?", "order_status"],
    ["please open a ticket for me", "create_ticket"],
    ["how is ticket #12 doing?", "ticket_status"],
    ["close #1042 please", "update_ticket"],
    ["do you sell webcams?", "product_search"],
    ["which plan do I have on my account?", "account_info"],
    ["update my phone number please", "update_profile"],
    ["can I talk to someone from support", "talk_to_person"],
    ["Good morning!", "greeting"],
    ["Thank you so much!", "thanks"],
    ["ok bye", "closing"],
    ["yes please", "affirm"],
    ["no thank you", "deny"],
    ["tell me more about that", "more_detail"],
    ["very disappointed, it arrived damaged", "complaint"],
    ["I want my money back", "refund_request"],
    ["cancel my subscription please", "cancel_request"],
    ["email me these steps", "notify_me"],
    ["tell me a joke", "out_of_scope"],
  ] as const)("reads %s as %s", (text, intent) => {
    const reading = classifyIntent(text);
    expect(reading.intent).toBe(intent);
    expect(reading.confidence).toBeGreaterThan(UNSURE_BELOW);
  });

  it.each([
    "Do you engrave names on the charging case?",
    "Is the carrying case waterproof?",
    "when are you open on Sundays?",
    "Who designed the folding hinge?",
    "My chair keeps sinking, what can I do?",
    "how much is assembly for a desk",
    "how much is delivery of a desk to sweden",
    "i hate this chair it hurts my back",
    "i got an email asking for my card number is that legit",
    "i ordered a white desk but got a black one",
    "can my colleague use my plus account",
    "whats the phone number of support",
  ])("does not act on %s", (text) => {
    expect(classifyIntent(text).intent).toBe("question");
  });

  it("is unsure of noise", () => {
    for (const text of ["", "???", "asdkjh qwe", "🤷"])
      expect(classifyIntent(text).confidence).toBeLessThan(UNSURE_BELOW);
  });
});
