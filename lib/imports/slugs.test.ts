import { describe, expect, it } from "vitest";
import { giveSlugs, type Wanted } from "./slugs";

const item = (n: number, change: Partial<Wanted> = {}): Wanted => ({
  n,
  path: `${n}.md`,
  slug: null,
  hint: { text: "Return an item", from: "title" },
  known: null,
  ...change,
});
const slugs = (items: Wanted[], taken: string[] = []) =>
  Object.fromEntries(
    giveSlugs(items, new Set(taken)).map((given) => [given.n, "slug" in given ? given.slug : given.refused]),
  );

describe("addresses", () => {
  it("are made of titles and file names, each once", () => {
    expect(slugs([item(1), item(2), item(3, { hint: { text: "Über uns", from: "file" } })])).toEqual({
      1: "return-an-item",
      2: "return-an-item-2",
      3: "uber-uns",
    });
  });

  it("that are written in the source come first, whatever stands before them", () => {
    expect(slugs([item(1), item(2, { slug: "return-an-item" })])).toEqual({
      1: "return-an-item-2",
      2: "return-an-item",
    });
  });

  it("that are written twice are a mistake of the second", () => {
    expect(slugs([item(1, { slug: "a" }), item(2, { slug: "a" }), item(3, { slug: "a" })])).toEqual({
      1: "a",
      2: "The slug a is that of 1.md in this import already.",
      3: "The slug a is that of 1.md in this import already.",
    });
  });

  it("stay what they were", () => {
    expect(
      slugs([item(1), item(2, { known: "returns" }), item(3, { known: "x", slug: "y" })], ["returns", "x"]),
    ).toEqual({
      1: "return-an-item",
      2: "returns",
      3: "y",
    });
  });

  it("of other articles are met by files, and avoided by titles", () => {
    const taken = ["return-an-item"];
    expect(slugs([item(1)], taken)).toEqual({ 1: "return-an-item-2" });
    expect(slugs([item(1, { hint: { text: "return-an-item", from: "file" } })], taken)).toEqual({
      1: "return-an-item",
    });
  });
});
