import { describe, expect, it } from "vitest";
import { highlightsOf, snippetOf } from "./highlight";

const marked = (text: string, stems: string[]) =>
  highlightsOf(text, stems).map(([from, to]) => text.slice(from, to));

describe("highlightsOf", () => {
  it("marks whole words that begin with a stem, also where its y became i", () => {
    expect(marked("Delivery was cancelled; deliveries cancel.", ["deliveri", "cancel"])).toEqual([
      "Delivery",
      "cancelled",
      "deliveries",
      "cancel",
    ]);
  });

  it("does not mark longer words that only begin alike", () => {
    expect(marked("The cartography of a cart", ["cart"])).toEqual(["cart"]);
  });
});

describe("snippetOf", () => {
  it("leaves a short text as it is, lists on one line", () => {
    expect(snippetOf("- one\n- two", ["one"])).toBe("one · two");
  });

  it("shows the part that holds the question, cut at words", () => {
    const text = `${"Nothing to see here. ".repeat(20)}The gas lift is free. ${"More of nothing. ".repeat(20)}`;
    const snippet = snippetOf(text, ["gas", "lift"]);
    expect(snippet).toContain("The gas lift is free.");
    expect(snippet.length).toBeLessThan(240);
    expect(snippet.startsWith("…")).toBe(true);
    expect(snippet.endsWith("…")).toBe(true);
  });
});
