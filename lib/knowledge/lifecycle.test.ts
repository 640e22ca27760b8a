import { describe, expect, it } from "vitest";
import {
  afterSave,
  freeSlug,
  refuseArchive,
  refusePublish,
  refuseSchedule,
  refuseUnarchive,
  SCHEDULE_DAYS,
  slugFrom,
  summaryFrom,
} from "./lifecycle";
import { slugField } from "./schema";

describe("afterSave", () => {
  const planned = { state: "in_review", publishAt: new Date("2027-01-01") } as const;

  it("begins with a draft", () => {
    expect(afterSave(null, true)).toEqual({ state: "draft", publishAt: null });
  });
  it("keeps a planned publication when whoever saves could publish", () => {
    expect(afterSave(planned, true)).toEqual(planned);
  });
  it("takes it back to review when they could not", () => {
    expect(afterSave(planned, false)).toEqual({ state: "in_review", publishAt: null });
    expect(afterSave({ ...planned, state: "draft" }, false)).toEqual({ state: "in_review", publishAt: null });
  });
  it.each(["draft", "in_review"] as const)("leaves %s what it is, whoever saves", (state) => {
    for (const mayPublish of [true, false])
      expect(afterSave({ state, publishAt: null }, mayPublish)).toEqual({ state, publishAt: null });
  });
});

describe("refusePublish", () => {
  it.each([
    ["a text on the present version", "Text.", 2, null],
    ["no text", "", 2, "body"],
    ["space", " \n\t", 2, "body"],
    ["a text on an older version", "Text.", 1, "baseVersion"],
  ])("%s", (_, body, baseVersion, field) => {
    expect(refusePublish({ body, baseVersion }, { version: 2 })?.field ?? null).toBe(field);
  });
});

describe("refuseSchedule", () => {
  const now = new Date("2026-11-28T12:00:00Z");
  const year = SCHEDULE_DAYS * 86_400_000;
  it.each([
    [-1, true],
    [0, true],
    [1, false],
    [year, false],
    [year + 1, true],
  ])("%d milliseconds ahead: refused %s", (ahead, refused) => {
    expect(refuseSchedule(new Date(now.getTime() + ahead), now) !== null).toBe(refused);
  });
});

describe("archiving", () => {
  it.each([
    ["draft", true, true],
    ["published", false, true],
    ["archived", true, false],
  ] as const)("of a %s article: archive refused %s, back refused %s", (status, archive, back) => {
    expect(refuseArchive(status) !== null).toBe(archive);
    expect(refuseUnarchive(status) !== null).toBe(back);
  });
});

describe("slugFrom", () => {
  it.each([
    ["Return an item", "return-an-item"],
    ["  What’s new?  ", "whats-new"],
    ["Größe & Gewicht", "grosse-gewicht"],
    ["Æther, Øre, Łódź", "aether-ore-lodz"],
    ["50 % off (until 1/2)", "50-off-until-1-2"],
    ["机の組み立て", "article"],
    ["💥", "article"],
    ["../../etc/passwd", "etc-passwd"],
    ["word ".repeat(60), Array(16).fill("word").join("-")],
    ["x".repeat(200), "x".repeat(80)],
  ])("%j is %s", (title, slug) => {
    expect(slugFrom(title)).toBe(slug);
    expect(slugField.safeParse(slug).success).toBe(true);
  });

  it("is free as soon as a number makes it so", () => {
    expect(freeSlug("a", new Set())).toBe("a");
    expect(freeSlug("a", new Set(["a", "a-2", "a-4"]))).toBe("a-3");
  });
});

describe("summaryFrom", () => {
  it("is the beginning, in whole words", () => {
    expect(summaryFrom("A short\n\ntext.")).toBe("A short text.");
    const long = summaryFrom("words and more ".repeat(40));
    expect(long.length).toBeLessThanOrEqual(201);
    expect(long).toMatch(/(words|and|more)…$/);
    expect(summaryFrom("x".repeat(500))).toBe(`${"x".repeat(200)}…`);
  });
});
