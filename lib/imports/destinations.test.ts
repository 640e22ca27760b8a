import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { destinationsOf, redirect } from "./destinations";

const urls = (text: string) => destinationsOf(text).map(({ kind, url }) => [kind, url]);

describe("destinations", () => {
  it.each([
    ["[a](b.md)", [["link", "b.md"]]],
    ["![a](i/b.png)", [["image", "i/b.png"]]],
    ['![a [x] \\] b](i.png "Title")', [["image", "i.png"]]],
    [
      "[![alt](i.png)](b.md)",
      [
        ["link", "b.md"],
        ["image", "i.png"],
      ],
    ],
    ["[a](<b c.md>)", [["link", "b c.md"]]],
    ["[a](b(1).md) tail)", [["link", "b(1).md"]]],
    [
      "[a][1] ![b][2]\n\n[1]: one.md\n[2]: <two.png> 'T'",
      [
        ["link", "one.md"],
        ["image", "two.png"],
      ],
    ],
    ["`[a](b.md)`\n\n```\n[a](b.md)\n```", []],
    ["[a]( b.md )", [["link", "b.md"]]],
    ["see https://example.com and <https://example.com/x>", []],
    ["[a](  )", []],
    [
      "- [a](b.md)\n  > ![c](d.png)",
      [
        ["link", "b.md"],
        ["image", "d.png"],
      ],
    ],
  ])("of %j", (text, expected) => {
    expect(urls(text).sort()).toEqual([...expected].sort());
  });

  it("change, and nothing around them", () => {
    const text = '# T\n\n*a* [x `y`](one.md#part "T")  \n![p](<a b.png>)\n\n[r]: one.md\n\\[no](one.md) [r]';
    const changed = redirect(text, ({ url }) => (url.startsWith("one.md") ? "/help/one" : "/api/v1/files/1"));
    expect(changed).toBe(
      '# T\n\n*a* [x `y`](/help/one "T")  \n![p](/api/v1/files/1)\n\n[r]: /help/one\n\\[no](one.md) [r]',
    );
  });

  it("stay where nothing is said, and cannot break out of their place", () => {
    expect(redirect("[a](b) [c](d)", () => null)).toBe("[a](b) [c](d)");
    expect(redirect("[a](b)", () => 'x) <script> "')).toBe('[a](x%29%20%3Cscript%3E%20")');
  });

  it("of any text are the text itself, when led to where they lead", () => {
    const piece = fc.constantFrom(
      "[",
      "]",
      "(",
      ")",
      "![",
      "](",
      "a",
      " ",
      "\n",
      "<",
      ">",
      "\\",
      "`",
      "*",
      ":",
      '"',
      "b.md",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        for (const { start, end } of destinationsOf(text)) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
        expect(urls(redirect(text, () => "z")).every(([, url]) => url === "z")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
