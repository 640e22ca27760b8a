import { describe, expect, it } from "vitest";
import { costText, hasContent, lengthOf, signalNotes, stepTitle, valueText } from "./words";

const step = { kind: "tool", name: "get_order", args: {}, result: {}, error: null } as const;

describe("the words of a trace", () => {
  it("name what a step was", () => {
    expect(stepTitle(step)).toBe("Looked at an order");
    expect(stepTitle({ ...step, name: "shop__find" })).toBe("shop__find");
    expect(stepTitle({ ...step, kind: "model", name: "model" })).toBe("The model was asked");
    expect(stepTitle({ ...step, kind: "model", name: "builtin" })).toBe("The built-in model decided");
    expect(
      stepTitle({ ...step, name: "escalate_to_human", args: { rule: "safety" }, result: { by: "rule" } }),
    ).toBe("A rule passed the conversation on: safety");
    expect(stepTitle({ ...step, name: "escalate_to_human" })).toBe("Passed the conversation on");
  });

  it("tell signals, and no others", () => {
    expect(signalNotes({ signals: ["injection", "abuse", "x"] })).toHaveLength(2);
    expect(signalNotes(null)).toEqual([]);
  });

  it("tell lengths and costs", () => {
    const from = new Date(0);
    expect(lengthOf(from, new Date(840))).toBe("840 ms");
    expect(lengthOf(from, new Date(2_440))).toBe("2.4 s");
    expect(lengthOf(from, null)).toBeNull();
    expect(costText(1_234)).toBe("0.001234");
    expect(costText(1_234_500)).toBe("1.2345");
  });

  it("show values as they are", () => {
    expect(valueText("a")).toBe("a");
    expect(valueText({ a: 1 })).toBe('{\n  "a": 1\n}');
    expect([null, {}, "", 0, []].map(hasContent)).toEqual([false, false, true, true, true]);
  });
});
