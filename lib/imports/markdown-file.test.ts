import { describe, expect, it } from "vitest";
import { MAX_ARTICLE } from "@/lib/knowledge/schema";
import { cpuTime } from "@/tests/support/cpu-time";
import { limits } from "./limits";
import { readMarkdownFile } from "./markdown-file";

const read = (text: string | Buffer, path = "orders/track-your-order.md") =>
  readMarkdownFile(Buffer.from(text as string), path);

describe("a Markdown file", () => {
  it("says in its front matter what it is", () => {
    const article = read(
      [
        "\ufeff---\r",
        'title: "Track: your order"',
        "slug: track",
        "category: Orders and delivery",
        "audience: customers",
        "summary: Where it is",
        "language: DE",
        "status: draft",
        "updated: 2026-03-01",
        "tags: [a, b]",
        "layout: page",
        "---",
        "",
        "# Not the title",
        "Text.",
      ].join("\n"),
    );
    expect(article).toEqual({
      title: "Track: your order",
      slug: "track",
      slugHint: { text: "track-your-order", from: "file" },
      summary: "Where it is",
      body: "# Not the title\nText.",
      category: { id: "orders-and-delivery", label: "Orders and delivery" },
      audience: "customers",
      language: "de",
      status: "draft",
      updatedAt: "2026-03-01T00:00:00.000Z",
      translationOf: null,
      notes: [],
    });
  });

  it("takes its title from the first heading, which then stands above it", () => {
    expect(read("# Track *your* order #\n\nText.\n\n# More")).toMatchObject({
      title: "Track your order",
      body: "Text.\n\n# More",
      slug: null,
      category: { id: "orders", label: "Orders" },
    });
  });

  it.each([
    ["guides/02-how_to-pay.md", "How to pay", "02-how_to-pay", { id: "guides", label: "Guides" }],
    ["README.md", "Untitled", "Untitled", null],
    ["02_my-guides/index.md", "My guides", "02_my-guides", { id: "my-guides", label: "My guides" }],
  ])("or from its name: %s", (path, title, hint, category) => {
    expect(read("Just text.", path)).toMatchObject({ title, slugHint: { text: hint }, category });
  });

  it("may begin with a rule, and may have an empty front matter", () => {
    expect(read("---\n---\nText.").body).toBe("Text.");
    expect(read("***\n\nText.").body).toBe("***\n\nText.");
  });

  it.each<[string, string | Buffer, RegExp]>([
    ["binary data", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]), /binary data/],
    ["invalid UTF-8", Buffer.from([0x48, 0xe9, 0x6c, 0x6c, 0x6f]), /not valid UTF-8/],
    ["UTF-16", Buffer.from("# Title", "utf16le"), /binary data/],
    ["front matter without an end", "---\ntitle: A\n\n# Text", /does not end/],
    [
      "front matter that is too long",
      `---\ntitle: ${"a".repeat(limits.frontMatter)}\n---\nText`,
      /does not end/,
    ],
    ["broken YAML", '---\ntitle: "open\nslug: x\n---\nText', /cannot be read, line \d/],
    ["a key twice", "---\ntitle: a\ntitle: b\n---\nText", /cannot be read, line 3/],
    ["a list for front matter", "---\n- a\n- b\n---\nText", /Front matter/],
    ["an audience nobody knows", "---\naudience: admins\n---\nText", /audience/],
    ["a status nobody knows", "---\nstatus: live\n---\nText", /status/],
    ["a slug that is a path", "---\nslug: ../../etc\n---\nText", /slug: must be/],
    ["a title that is a map", "---\ntitle: {a: b}\n---\nText", /title/],
    [
      "aliases that multiply",
      `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\ntitle: *c\n---\nText`,
      /refers to itself too often/,
    ],
    ["no text", "---\ntitle: A\n---\n\n \n", /no text/],
    ["only a title", "# Title\n", /no text/],
    ["quotes in quotes", `${"> ".repeat(2_000)}x`, /nests more than/],
    ["lists in lists", `${"* ".repeat(2_000)}x`, /nests more than/],
    ["endless emphasis", "*a_ ".repeat(5_000), /emphasis marks/],
    ["a megabyte", "word ".repeat(209_000), /1,044,999 characters; 100,000 are the most/],
    ["one character too many", "a".repeat(MAX_ARTICLE + 1), /are the most/],
  ])("with %s is refused in words, at once", (_, text, why) => {
    const spent = cpuTime();
    expect(() => read(text)).toThrow(why);
    expect(spent()).toBeLessThan(1_500);
  });

  it("may be as long as an article may be", () => {
    expect(read("a".repeat(MAX_ARTICLE)).body).toHaveLength(MAX_ARTICLE);
  });
});
