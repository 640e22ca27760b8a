import { describe, expect, it } from "vitest";
import { countWords, type EditKind, editMarkdown, fileMarkdown } from "./markdown-edits";

/** `[` and `]` stand for the ends of the selection, before and after. */
function apply(kind: EditKind, marked: string): string {
  const from = marked.indexOf("⟦");
  const to = marked.indexOf("⟧") - 1;
  const text = marked.replace("⟦", "").replace("⟧", "");
  const edit = editMarkdown(kind, text, { from, to });
  const next = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
  return `${next.slice(0, edit.select.from)}⟦${next.slice(edit.select.from, edit.select.to)}⟧${next.slice(edit.select.to)}`;
}

describe("what the editor's buttons do", () => {
  it.each<[EditKind, string, string]>([
    ["bold", "a ⟦word⟧ here", "a **⟦word⟧** here"],
    ["bold", "a **⟦word⟧** here", "a ⟦word⟧ here"],
    ["bold", "a ⟦**word**⟧ here", "a ⟦word⟧ here"],
    ["bold", "a⟦ word ⟧here", "a **⟦word⟧** here"],
    ["bold", "⟦⟧", "**⟦bold text⟧**"],
    ["italic", "a ⟦word⟧", "a _⟦word⟧_"],
    ["italic", "a _⟦word⟧_", "a ⟦word⟧"],
    ["heading", "Re⟦⟧turns\nmore", "## Re⟦⟧turns\nmore"],
    ["heading", "## Re⟦⟧turns", "### Re⟦⟧turns"],
    ["heading", "### Re⟦⟧turns", "Re⟦⟧turns"],
    ["heading", "⟦⟧", "## ⟦⟧"],
    ["list", "⟦one\n\ntwo⟧", "⟦- one\n\n- two⟧"],
    ["list", "⟦- one\n- two⟧", "⟦one\ntwo⟧"],
    ["list", "on⟦⟧e", "- on⟦⟧e"],
    ["list", "- on⟦⟧e", "on⟦⟧e"],
    ["list", "⟦⟧", "- ⟦⟧"],
    ["link", "see ⟦the guide⟧", "see [the guide](⟦https://⟧)"],
    ["link", "see ⟦https://a.test/b⟧", "see [⟦link text⟧](https://a.test/b)"],
    ["link", "see ⟦⟧", "see [⟦link text⟧](https://)"],
    ["table", "text⟦⟧", "text\n\n| ⟦Column⟧ | Column |\n| --- | --- |\n| Cell | Cell |"],
    ["table", "⟦⟧\nnext", "| ⟦Column⟧ | Column |\n| --- | --- |\n| Cell | Cell |\n\nnext"],
  ])("%s: %j", (kind, before, after) => {
    expect(apply(kind, before)).toBe(after);
  });
});

describe("a file in an article", () => {
  it.each([
    [{ name: "desk [front].png", href: "/api/v1/files/1", isImage: true }, "![desk  front](/api/v1/files/1)"],
    [{ name: "manual.pdf", href: "/api/v1/files/2", isImage: false }, "[manual.pdf](/api/v1/files/2)"],
    [{ name: ".png", href: "/api/v1/files/3", isImage: true }, "![Image](/api/v1/files/3)"],
  ])("%j", (file, markdown) => {
    expect(fileMarkdown(file)).toBe(markdown);
  });
});

describe("words", () => {
  it.each([
    ["", 0],
    ["## Two words", 2],
    ["- [the guide](https://example.com/a) is | --- | here", 4],
    ["naïve 中文 12", 3],
  ])("in %j", (text, count) => {
    expect(countWords(text)).toBe(count);
  });
});
