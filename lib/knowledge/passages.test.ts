import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PASSAGE_WORDS, tableOfContents, toPassageRows, toPassages } from "./passages";

const words = (text: string) => text.split(/\s+/).filter(Boolean).length;
const prose = (count: number) =>
  `${Array.from({ length: count }, (_, n) => `word${n % 9 === 8 ? "." : ""}`).join(" ")}.`;

describe("toPassages", () => {
  it("makes one passage for each heading, with its anchor and plain text", () => {
    const passages = toPassages(
      "Intro **here**.\n\n## First thing\n\nSee [this](/help/x).\n\n## Second\n\nMore.",
    );
    expect(passages).toEqual([
      { position: 0, heading: null, anchor: null, text: "Intro here." },
      { position: 1, heading: "First thing", anchor: "first-thing", text: "See this." },
      { position: 2, heading: "Second", anchor: "second", text: "More." },
    ]);
  });

  it("names a passage by the whole path of its headings and forgets closed ones", () => {
    const passages = toPassages("## A\n\n### B\n\nx\n\n#### C\n\ny\n\n## D\n\nz");
    expect(passages.map(({ heading }) => heading)).toEqual(["A › B", "A › B › C", "D"]);
  });

  it("numbers repeated anchors as the page does, headings inside quotes included", () => {
    const passages = toPassages("## Same\n\na\n\n> ## Same\n\n## Same\n\nb");
    expect(passages.map(({ anchor }) => anchor)).toEqual(["same", "same-2"]);
    expect(tableOfContents("## Same\n\na\n\n> ## Same\n\n## Same").map(({ anchor }) => anchor)).toEqual([
      "same",
      "same-2",
    ]);
  });

  it("keeps lists one item a line, nested ones indented, ordered ones numbered", () => {
    const [passage] = toPassages("- one\n- two\n  - inner\n\n3. three\n4. four");
    expect(passage?.text).toBe("- one\n- two\n  - inner\n\n3. three\n4. four");
  });

  it("turns each row of a table into a line that can stand alone", () => {
    const [passage] = toPassages("| Code | Meaning | Do |\n|-|-|-|\n| E01 | Load | Lift |\n| E02 | | |");
    expect(passage?.text).toBe("- E01 (Meaning: Load; Do: Lift)\n- E02");
  });

  it("leaves out HTML and definitions", () => {
    expect(toPassages("<script>x</script>\n\n[a]: /b\n\nText.").map(({ text }) => text)).toEqual(["Text."]);
  });

  it("splits a long section between its blocks, without losing or moving a word", () => {
    const body = Array.from({ length: 7 }, (_, n) => `P${n} ${prose(70)}`).join("\n\n");
    const passages = toPassages(`## Long\n\n${body}`);
    expect(passages.length).toBeGreaterThan(2);
    expect(passages.map(({ text }) => text).join("\n\n")).toBe(body);
    expect(new Set(passages.map(({ anchor }) => anchor))).toEqual(new Set(["long"]));
  });

  it("never makes a passage longer than the bound plus a short start and a short rest", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 6 }), (sizes) => {
        const body = sizes.map((size) => prose(size)).join("\n\n");
        const passages = toPassages(body);
        expect(passages.reduce((sum, { text }) => sum + words(text), 0)).toBe(words(body));
        for (const { text } of passages)
          expect(words(text)).toBeLessThanOrEqual(PASSAGE_WORDS.most + 2 * PASSAGE_WORDS.least);
      }),
      { numRuns: 60 },
    );
  });

  it("splits even a text without any sentence or line end", () => {
    const passages = toPassages(Array.from({ length: 500 }, () => "word").join(" "));
    expect(Math.max(...passages.map(({ text }) => words(text)))).toBeLessThanOrEqual(
      PASSAGE_WORDS.most + 2 * PASSAGE_WORDS.least,
    );
  });
});

describe("toPassageRows", () => {
  const article = {
    id: "0190a000-0000-7000-8000-000000000001",
    title: "T",
    category: "orders",
    audience: "public" as const,
    status: "published" as const,
    language: "en",
  };

  it("keeps the id of a place when the text around it changes", () => {
    const before = toPassageRows({ ...article, body: "## A\n\nx\n\n## B\n\ny" });
    const after = toPassageRows({ ...article, body: "## New\n\nn\n\n## B\n\nother" });
    expect(after[1]?.id).toBe(before[1]?.id);
    expect(after[0]?.id).not.toBe(before[0]?.id);
  });

  it("gives every passage its own id", () => {
    const rows = toPassageRows({ ...article, body: `## A\n\n${prose(200)}\n\n${prose(200)}\n\n## A\n\nz` });
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });
});
