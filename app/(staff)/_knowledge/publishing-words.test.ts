import { describe, expect, it } from "vitest";
import { consequencesOf } from "./publishing-words";

const live = { status: "published", slug: "returns", audience: "public" } as const;

describe("before publishing, people read", () => {
  it("who sees a new article, and that the assistant uses it", () => {
    expect(consequencesOf({ ...live, status: "draft" }, { slug: "returns", audience: "customers" })).toEqual([
      "Signed-in customers can read it at /help/returns at once.",
      "The assistant answers from it within two seconds.",
    ]);
  });

  it("who loses it", () => {
    expect(consequencesOf(live, { slug: "returns", audience: "staff" })).toEqual([
      "Only the team reads the new text at /help/returns at once.",
      "The assistant does not use it when it answers customers.",
      "Visitors who are not signed in no longer find it, and search engines drop it.",
    ]);
  });

  it("what becomes of the old address", () => {
    expect(consequencesOf(live, { slug: "return-it", audience: "public" }).at(-1)).toBe(
      "The old address /help/returns leads to the new one.",
    );
  });

  it("that it comes back", () => {
    expect(consequencesOf({ ...live, status: "archived" }, live).at(-1)).toBe(
      "The article comes back from the archive.",
    );
  });
});
