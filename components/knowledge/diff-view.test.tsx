import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { wordsOf } from "./article-badges";
import { DiffView, FieldChanges } from "./diff-view";

const text = (html: string) => html.replace(/<[^>]+>/g, "");

describe("what a reader of a difference is told", () => {
  it("in words, not by colour alone", () => {
    const html = renderToStaticMarkup(
      <DiffView label="Text" before="Within 14 days." after="Within 30 days." />,
    );
    expect(html).toContain('<span class="sr-only">Removed: </span>');
    expect(html).toContain('<span class="sr-only">Added: </span>');
    expect(html).toMatch(/<del[^>]*>14<\/del>/);
    expect(html).toMatch(/<ins[^>]*>30<\/ins>/);
    expect(text(html)).toContain("1 line added, 1 line removed");
  });

  it("that nothing changed", () => {
    expect(text(renderToStaticMarkup(<DiffView label="Text" before="a" after="a" />))).toBe(
      "The text is the same.",
    );
  });

  it("how much is folded", () => {
    const lines = Array.from({ length: 20 }, (_, line) => `line ${line}`);
    const html = renderToStaticMarkup(
      <DiffView label="Text" before={lines.join("\n")} after={[...lines, "more"].join("\n")} />,
    );
    expect(text(html)).toContain("Show 18 unchanged lines");
    expect(html).not.toContain("line 3<");
  });

  it("which fields changed, and only those", () => {
    const html = renderToStaticMarkup(
      <FieldChanges
        changes={[
          { label: "Title", before: "Returns", after: "Returning" },
          { label: "Category", before: "orders", after: "orders" },
        ]}
      />,
    );
    expect(text(html)).toContain("Before: Returns");
    expect(text(html)).not.toContain("Category");
  });
});

describe("the badges of an article", () => {
  const draft = { state: "draft" as const, publishAt: null };
  it.each([
    [{ status: "published", draft: null, stale: false }, ["Published"]],
    [{ status: "published", draft, stale: true }, ["Published", "Unpublished changes", "Review due"]],
    [
      { status: "published", draft: { ...draft, state: "in_review" }, stale: false },
      ["Published", "In review"],
    ],
    [{ status: "draft", draft, stale: false }, ["Draft"]],
    [
      { status: "draft", draft: { ...draft, publishAt: "2026-12-01T09:00:00Z" }, stale: false },
      ["Scheduled"],
    ],
    [{ status: "archived", draft, stale: false }, ["Archived", "Unpublished changes"]],
  ] as const)("%j", (state, labels) => {
    expect(wordsOf(state).map(({ label }) => label)).toEqual(labels);
  });
});
