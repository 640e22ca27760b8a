import { describe, expect, it } from "vitest";
import { findEscalation } from "./escalation";

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
    ["My account was hacked", "security breach", "policy"],
    ["someone else logged into my account", "security breach", "policy"],
    ["there is an unauthorized charge", "security breach", "policy"],
    ["all my data is gone", "data loss", "policy"],
    ["the update deleted my photos", "data loss", "policy"],
    ["I'll dispute this charge with my bank", "payment dispute", "policy"],
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
    "MY ORDER IS 10023",
    "Is this joke mug in stock?",
    "How do I call a function in your API?",
    "Can you help me?",
    "I am not angry, just curious",
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
