import { describe, expect, it } from "vitest";
import {
  adviceFor,
  CALM,
  ESCALATION_RULES,
  escalationFor,
  findEscalation,
  findStanding,
  STATE_RULES,
  type Standing,
} from "./escalation";

describe("escalation rules", () => {
  it.each([
    ["I want to talk to a person", "asked for a person", "customer_request"],
    ["can I speak with a real human please", "asked for a person", "customer_request"],
    ["Get me a manager!", "asked for a person", "customer_request"],
    ["human", "asked for a person", "customer_request"],
    ["agent please", "asked for a person", "customer_request"],
    ["I don't want to talk to a robot", "asked for a person", "customer_request"],
    ["connect me to someone", "asked for a person", "customer_request"],
    ["Quiero hablar con una persona", "asked for a person", "customer_request"],
    ["Kann ich mit einem Mitarbeiter sprechen?", "asked for a person", "customer_request"],
    ["this is ridiculous", "anger or distress", "frustration"],
    ["I am so frustrated with this", "anger or distress", "frustration"],
    ["You are useless", "anger or distress", "frustration"],
    ["WHY DOES NOBODY EVER ANSWER ME!!!", "anger or distress", "frustration"],
    ["no one is helping me, 3 days without answer!!", "anger or distress", "frustration"],
    ["what a scam", "anger or distress", "frustration"],
    ["My lawyer will contact you", "legal threat", "policy"],
    ["I will sue you", "legal threat", "policy"],
    ["I'm going to take you to court", "legal threat", "policy"],
    ["the charger caught fire", "safety", "policy"],
    ["my battery is swollen and smoking", "safety", "policy"],
    ["I got an electric shock", "safety", "policy"],
    ["the control box of my desk started smoking and now there is a burning smell", "safety", "policy"],
    ["my lamp smells burnt", "safety", "policy"],
    ["the control box of my desk started smoking and now there is a burning smell", "safety", "policy"],
    ["it smells like burning", "safety", "policy"],
    ["All my saved projects are gone from my account, everything was deleted!", "data loss", "policy"],
    ["My account was hacked", "security breach", "policy"],
    ["someone else logged into my account", "security breach", "policy"],
    ["there is an unauthorized charge", "security breach", "policy"],
    ["all my data is gone", "data loss", "policy"],
    ["All my saved projects are gone from my account, everything was deleted!", "data loss", "policy"],
    ["the update deleted my photos", "data loss", "policy"],
    ["I'll dispute this charge with my bank", "payment dispute", "policy"],
    ["Can you make an exception for me?", "beyond policy", "policy"],
    ["I want a refund even though it is 60 days ago", "beyond policy", "policy"],
    ["You charged me twice for order 10023", "beyond policy", "policy"],
    ["I have been overcharged", "beyond policy", "policy"],
    ["I demand compensation", "beyond policy", "policy"],
  ])("%s: %s", (text, rule, reason) => {
    expect(findEscalation(text)).toMatchObject({ rule, reason });
  });

  it.each([
    "Do you offer personal accounts?",
    "Is there a human-friendly chair?",
    "I need a human-sized mannequin",
    "How many people can use one license?",
    "What does the person icon mean?",
    "Can I change the account manager of my project?",
    "I don't need a person, just tell me the price",
    "Is the fire wall safe to use?",
    "How do I connect the adapter to my laptop?",
    "Can I transfer my license to another computer?",
    "How do I delete all my data?",
    "Will my photos be deleted when I cancel?",
    "How do you protect my account from being hacked?",
    "Where is the legal notice?",
    "The fire TV app does not start",
    "Is the chair burn resistant?",
    "Is the fabric of the Heron chair fire resistant, and can it be burned in a stove when it is old?",
    "Is smoking allowed in the showroom?",
    "How do I burn a question into a label?",
    "Is the fabric of the chair fire resistant, and can it be burned in a stove when it is old?",
    "MY ORDER IS 10023",
    "Is this joke mug in stock?",
    "How do I call a function in your API?",
    "Can you help me?",
    "I am not angry, just curious",
    "When will I be charged for the second month?",
    "Would I be charged twice if I order two?",
    "The app throws an exception when I open it",
    "Can I get a refund after 20 days?",
    "What is your compensation for late delivery?",
    "Which batteries do you charge extra for?",
  ])("does not react to: %s", (text) => {
    expect(findEscalation(text)).toBeNull();
  });

  it("lets the gravest rule decide", () => {
    expect(findEscalation("This is ridiculous, the charger caught fire, get me a manager")).toMatchObject({
      rule: "safety",
      urgency: "urgent",
    });
  });
});

describe("state rules", () => {
  const at = (given: Partial<Standing>) => findStanding({ ...CALM, ...given });

  it.each<[Partial<Standing>, string, string]>([
    [{ failedTries: 3 }, "failed tries", "missing_knowledge"],
    [{ idle: 16 }, "no progress", "budget"],
    [{ angry: 2 }, "anger again", "frustration"],
    [{ failedRuns: 2 }, "model failure", "error"],
    [{ brokenTools: 2 }, "tool failure", "tool_failure"],
    [{ promise: "We will refund you." }, "false promise", "policy"],
    [{ promise: "I will call you.", failedTries: 5 }, "false promise", "policy"],
  ])("%o: %s", (standing, rule, reason) => {
    expect(at(standing)).toMatchObject({ rule, reason });
  });

  it.each<Partial<Standing>>([
    {},
    { failedTries: 2 },
    { idle: 15 },
    { angry: 1 },
    { failedRuns: 1 },
    { brokenTools: 1 },
    { failedTries: 2, idle: 15, angry: 1, failedRuns: 1, brokenTools: 1 },
  ])("are not due at %o", (standing) => {
    expect(at(standing)).toBeNull();
  });

  it("have names of their own", () => {
    const names = [...ESCALATION_RULES, ...STATE_RULES].map(({ rule }) => rule);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("before a model is asked", () => {
  it.each([
    "My account was hacked",
    "the charger caught fire",
    "all my data is gone",
    "I will sue you",
    "I'll dispute this charge with my bank",
    "I want to talk to a person",
  ])("code takes over: %s", (text) => {
    expect(escalationFor(text, CALM)).not.toBeNull();
    expect(adviceFor(text)).toBeNull();
  });

  it.each(["this is ridiculous", "You charged me twice"])("a large model is told: %s", (text) => {
    expect(escalationFor(text, CALM)).toBeNull();
    expect(adviceFor(text)).toContain("escalate_to_human");
    expect(escalationFor(text, { ...CALM, angry: 2 })).toMatchObject({ reason: "frustration" });
  });

  it("nothing happens for an ordinary question", () => {
    expect(escalationFor("How long can I return a desk?", CALM)).toBeNull();
    expect(adviceFor("How long can I return a desk?")).toBeNull();
  });
});
