import { describe, expect, it } from "vitest";
import { compareTexts, type Difference } from "./diff-lines";

/** One line each: its sign, and the words that changed in brackets. */
const draw = ({ blocks }: Difference) =>
  blocks.flatMap(({ fold, lines }) =>
    fold
      ? [`… ${lines.length}`]
      : lines.map(
          ({ kind, parts }) =>
            ({ same: "  ", added: "+ ", removed: "- " })[kind] +
            parts.map((part) => (part.kind === "same" ? part.text : `[${part.text}]`)).join(""),
        ),
  );

describe("two texts", () => {
  it("that are the same fold away", () => {
    expect(draw(compareTexts("a\nb\nc", "a\nb\nc"))).toEqual(["… 3"]);
  });

  it("differ by a word in a line", () => {
    expect(draw(compareTexts("Send it back within 14 days.", "Send it back within 30 days."))).toEqual([
      "- Send it back within [14] days.",
      "+ Send it back within [30] days.",
    ]);
  });

  it("differ by lines that have nothing in common", () => {
    expect(draw(compareTexts("Delivery takes a week.", "Nobody answers on Sunday!"))).toEqual([
      "- [Delivery takes a week.]",
      "+ [Nobody answers on Sunday!]",
    ]);
  });

  it("take no notice of a line break at the end", () => {
    expect(compareTexts("a", "a\n")).toMatchObject({ added: 0, removed: 0 });
  });

  it("begin from nothing, and end in it", () => {
    expect(draw(compareTexts("", "a\nb"))).toEqual(["+ [a]", "+ [b]"]);
    expect(draw(compareTexts("a", ""))).toEqual(["- [a]"]);
    expect(draw(compareTexts("", ""))).toEqual([]);
  });

  it("keep two unchanged lines beside a change and fold the others", () => {
    const before = Array.from({ length: 12 }, (_, line) => `line ${line}`);
    const after = before.with(6, "another line");
    const found = compareTexts(before.join("\n"), after.join("\n"));
    expect(draw(found)).toEqual([
      "… 4",
      "  line 4",
      "  line 5",
      "- [line 6]",
      "+ [another line]",
      "  line 7",
      "  line 8",
      "… 3",
    ]);
    expect(found).toMatchObject({ added: 1, removed: 1 });
  });

  it("number their lines on both sides", () => {
    const { blocks } = compareTexts("a\nb", "a\nx\nb");
    expect(blocks.flatMap(({ lines }) => lines.map(({ before, after }) => [before, after]))).toEqual([
      [1, 1],
      [null, 2],
      [2, 3],
    ]);
  });
});
