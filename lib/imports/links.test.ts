import { describe, expect, it } from "vitest";
import { filesMeant, insidePath, keysMeant, pageKey } from "./links";

describe("links inside a folder", () => {
  it.each([
    ["a/b.md", "c.md", { path: "a/c.md", fragment: "" }],
    ["a/b.md", "../i/x%20y.png?raw=1#top", { path: "i/x y.png", fragment: "#top" }],
    ["a/b.md", "./c/./d.md#part", { path: "a/c/d.md", fragment: "#part" }],
    ["a/b.md", "/c.md", { path: "c.md", fragment: "" }],
    ["a/b.md", "../../etc/passwd", null],
    ["b.md", "../b.md", null],
    ["b.md", "https://example.com/c.md", null],
    ["b.md", "//example.com/c.md", null],
    ["b.md", "mailto:a@b.example", null],
    ["b.md", "#part", null],
    ["b.md", "", null],
    ["b.md", "%", { path: "%", fragment: "" }],
  ])("from %s to %s", (from, to, expected) => {
    expect(insidePath(from, to)).toEqual(expected);
  });

  it("may leave out the ending", () => {
    expect(filesMeant("a/returns")).toEqual(expect.arrayContaining(["a/returns.md", "a/returns/index.md"]));
    expect(filesMeant("a/returns.html")).toContain("a/returns.md");
  });
});

describe("links between articles", () => {
  it("mean the same page however they are written", () => {
    expect(pageKey(new URL("https://a.example/help/x/#top"))).toBe(
      pageKey(new URL("https://a.example/help/x")),
    );
    expect(pageKey(new URL("https://a.example/?p=1"))).not.toBe(pageKey(new URL("https://a.example/?p=2")));
  });

  it("are known by the number in them, in the same help center only", () => {
    const base = "https://acme.zendesk.com/hc/en-us/articles/1-A";
    expect(keysMeant("zendesk", "https://acme.zendesk.com/hc/de/articles/2-B", base, "en-us")).toEqual([
      "zendesk:2:de",
      "zendesk:2:en-us",
      "zendesk:2",
      "zendesk:2:*",
    ]);
    expect(keysMeant("zendesk", "https://other.zendesk.com/hc/de/articles/2-B", base, null)).toEqual([]);
    expect(keysMeant("zendesk", "mailto:a@b.example", base, null)).toEqual([]);
  });
});
