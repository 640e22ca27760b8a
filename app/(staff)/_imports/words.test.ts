import { describe, expect, it } from "vitest";
import { type ImportView, importOptions } from "@/lib/imports/schema";
import { consequenceOf, progressWords, resultWords, shareOf, stateWords } from "./words";

const view: ImportView = {
  id: "1",
  kind: "markdown",
  name: "a.zip",
  options: importOptions.parse({}),
  state: "running",
  phase: "reading",
  byShell: false,
  total: 1_200,
  read: 300,
  counts: { created: 0, updated: 0, unchanged: 0, kept: 0, skipped: 0, failed: 0 },
  note: null,
  createdBy: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  startedAt: null,
  endedAt: null,
  repeatable: true,
};
const counts = { created: 3, updated: 0, unchanged: 1_000, kept: 1, skipped: 0, failed: 2 };

describe("the words of an import", () => {
  it("say how far it is", () => {
    expect(progressWords({ ...view, state: "queued" })).toBe("Waiting for its turn");
    expect(progressWords({ ...view, phase: "listing", kind: "pages" })).toBe("Looking for pages");
    expect(progressWords(view)).toBe("Reading 300 of 1,200");
    expect(progressWords({ ...view, phase: "writing", counts })).toBe("Writing 1,006 of 1,200");
    expect(
      progressWords({ ...view, phase: "writing", counts, options: { ...view.options, dryRun: true } }),
    ).toBe("Comparing 1,006 of 1,200");
  });

  it("are a share that grows from reading to writing", () => {
    expect(shareOf({ ...view, phase: "listing" }).max).toBeNull();
    expect(shareOf(view)).toEqual({ value: 300, max: 2_400 });
    expect(shareOf({ ...view, phase: "writing", read: 1_200, counts })).toEqual({ value: 2_206, max: 2_400 });
  });

  it("say what came of it", () => {
    expect(resultWords({ counts, options: view.options })).toBe(
      "3 created, 1,000 unchanged, 1 for review, 2 failed",
    );
    expect(resultWords(view)).toBe("");
    expect(stateWords({ ...view, state: "done" })).toBe("Import done");
  });

  it("say what will happen", () => {
    expect(consequenceOf(view.options, 1)).toMatch(
      /^1 article becomes a draft that only the team sees until somebody publishes it\./,
    );
    expect(consequenceOf({ ...view.options, publish: true }, 12)).toMatch(/^12 articles are published/);
    expect(consequenceOf(view.options, null)).toMatch(/^The articles that are found become drafts/);
  });
});
