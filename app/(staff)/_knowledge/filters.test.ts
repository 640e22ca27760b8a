import { describe, expect, it } from "vitest";
import { everything, isFiltered, readView, sentenceOf, toHref, toQuery } from "./filters";

const names = { owner: "Sam", category: "Returns and refunds", language: "German" };
const some = {
  status: "in_review",
  category: "returns",
  audience: "customers",
  language: "de",
  owner: "me",
  stale: true,
  q: "invoice",
} as const;

describe("a list of articles", () => {
  it("is what its address says, both ways", () => {
    expect(readView(toQuery(some))).toEqual(some);
    expect(toHref("/k", some)).toBe(
      "/k?status=in_review&category=returns&audience=customers&language=de&owner=me&stale=true&q=invoice",
    );
    expect(toHref("/k", everything)).toBe("/k");
  });

  it("leaves out what nobody can mean", () => {
    const odd = {
      status: "gone",
      category: "A B",
      audience: "all",
      language: "??",
      owner: "1",
      stale: "yes",
    };
    expect(readView(odd)).toEqual(everything);
    expect(readView({ q: "x".repeat(300) }).q).toHaveLength(256);
    expect(isFiltered(everything)).toBe(false);
  });

  it("reads as a sentence", () => {
    expect(sentenceOf(everything, names)).toBe("All articles");
    expect(sentenceOf(some, names)).toBe(
      "Articles in review, in returns and refunds, for customers, in German, owned by me, review due, about “invoice”",
    );
    expect(sentenceOf({ ...everything, owner: "none", status: "changed" }, names)).toBe(
      "Articles with unpublished changes, owned by nobody",
    );
  });
});
