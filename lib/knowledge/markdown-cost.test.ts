import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, it } from "vitest";
import { cpuTime } from "@/tests/support/cpu-time";
import { MAX_EMPHASIS, MAX_LINE_DEPTH, refuseMarkdown } from "./markdown-cost";

describe("Markdown that costs too much", () => {
  it.each([
    ["quotes", "> ".repeat(MAX_LINE_DEPTH + 1)],
    ["quotes without spaces", `  ${">".repeat(MAX_LINE_DEPTH + 1)}a`],
    ["lists", `${"* ".repeat(MAX_LINE_DEPTH + 1)}a`],
    ["numbers", `${"1. ".repeat(MAX_LINE_DEPTH + 1)}a`],
    ["a mixture", `fine\n\n${"> - 1) ".repeat(20)}a`],
  ])("of nested %s is refused", (_, text) => {
    expect(refuseMarkdown(text)).toMatch(/^Line \d nests more than 40/);
  });

  it("of emphasis is refused", () => {
    expect(refuseMarkdown(`ok\n\n${"*a_ ".repeat(MAX_EMPHASIS)}`)).toMatch(/around line 3 .* 1,000 emphasis/);
  });

  it.each([
    ["the depth that is allowed", `${"> ".repeat(MAX_LINE_DEPTH)}a`],
    ["as many marks as are allowed", "*a ".repeat(MAX_EMPHASIS)],
    ["many paragraphs with marks", "*a* _b_\n\n".repeat(2_000)],
    ["a long rule and a table", `${"-".repeat(5_000)}\n\n| a | b |\n|---|---|\n| 1 | 2 |`],
    ["deep lists, line by line", Array.from({ length: 60 }, (_, n) => `${"  ".repeat(n)}- a`).join("\n")],
  ])("is not: %s, and it is parsed soon", (_, text) => {
    expect(refuseMarkdown(text)).toBeNull();
    const spent = cpuTime();
    unified().use(remarkParse).use(remarkGfm).parse(text);
    expect(spent()).toBeLessThan(3_000);
  });
});
