import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiProblem } from "@/app/_client/api";
import { DraftKeeper, LONGEST_MS, type LocalCopy, mergeOf, type OnServer, PAUSE_MS } from "./draft-keeper";
import type { Fields } from "./fields";

const fields: Fields = {
  title: "Returns",
  slug: "returns",
  summary: "",
  body: "One.\n\nTwo.\n\nThree.\n",
  category: "returns",
  audience: "public",
};
const start: OnServer = { fields, revision: 1, editedAt: null, editedBy: null };
const limits = { title: 200, slug: 120, summary: 400, body: 1_000 };

type Save = (revision: number, changes: Partial<Fields>) => Promise<{ revision: number; editedAt: string }>;

function keeper(save: Save, read: () => Promise<OnServer | null> = async () => null) {
  const kept: { copy: LocalCopy | null } = { copy: null };
  const made = new DraftKeeper(start, {
    save,
    read,
    keep: (copy) => {
      kept.copy = copy;
    },
    limits,
  });
  return { made, kept };
}

const succeeding = () => {
  let revision = 1;
  return vi.fn<Save>(async () => ({ revision: ++revision, editedAt: "2026-11-22T14:02:00Z" }));
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("what is written", () => {
  it("is saved a moment after the last key, and only what changed", async () => {
    const save = succeeding();
    const { made, kept } = keeper(save);
    made.edit({ body: "a" });
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 100);
    made.edit({ body: "ab" });
    expect(kept.copy?.fields.body).toBe("ab");
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(save.mock.calls).toEqual([[1, { body: "ab" }]]);
    expect(made.snapshot()).toMatchObject({ phase: "saved", revision: 2, savedAt: "2026-11-22T14:02:00Z" });
    expect(kept.copy).toBeNull();
  });

  it("is saved in the midst of steady typing", async () => {
    const save = succeeding();
    const { made } = keeper(save);
    for (let at = 0; at <= LONGEST_MS; at += 500) {
      made.edit({ body: `text ${at}` });
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(save).toHaveBeenCalledOnce();
  });

  it("while a save is on its way goes with the next one, from its revision", async () => {
    const answers: (() => void)[] = [];
    const save = vi.fn<Save>(
      (revision) =>
        new Promise((answer) => answers.push(() => answer({ revision: revision + 1, editedAt: "x" }))),
    );
    const { made } = keeper(save);
    made.edit({ body: "a" });
    const done = made.saveNow();
    made.edit({ body: "ab" });
    expect(made.snapshot().phase).toBe("saving");
    answers[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    answers[1]?.();
    expect(await done).toBe(true);
    expect(save.mock.calls).toEqual([
      [1, { body: "a" }],
      [2, { body: "ab" }],
    ]);
  });

  it("and taken back is not saved at all", async () => {
    const save = succeeding();
    const { made, kept } = keeper(save);
    made.edit({ body: "a" });
    made.edit({ body: fields.body });
    await vi.advanceTimersByTimeAsync(LONGEST_MS);
    expect(save).not.toHaveBeenCalled();
    expect(kept.copy).toBeNull();
  });
});

describe("a field that cannot be saved", () => {
  it("waits alone, the others are saved", async () => {
    const save = succeeding();
    const { made, kept } = keeper(save);
    made.edit({ title: " ", body: "a" });
    expect(await made.saveNow()).toBe(false);
    expect(save.mock.calls).toEqual([[1, { body: "a" }]]);
    expect(made.snapshot()).toMatchObject({
      phase: "refused",
      problems: { title: "An article needs a title" },
    });
    expect(kept.copy?.fields.title).toBe(" ");
    made.edit({ title: "Returning" });
    expect(await made.saveNow()).toBe(true);
  });

  it("is held back when only the server knows what is wrong, until it is changed", async () => {
    const taken = new ApiProblem("conflict", "“Refunds” has the address refunds already. Choose another.", {
      status: 409,
      fields: { slug: "is taken" },
    });
    const save = succeeding();
    save.mockRejectedValueOnce(taken);
    const { made } = keeper(save);
    made.edit({ slug: "refunds", body: "a" });
    expect(await made.saveNow()).toBe(false);
    expect(made.snapshot().problems.slug).toBe(taken.message);
    expect(save.mock.calls.at(-1)).toEqual([1, { body: "a" }]);
    made.edit({ slug: "refunds-2" });
    expect(await made.saveNow()).toBe(true);
  });
});

describe("a save that fails", () => {
  it("is tried again by itself, and the text is kept in the tab", async () => {
    const save = succeeding();
    save.mockRejectedValueOnce(new ApiProblem("offline", "The server could not be reached."));
    const { made, kept } = keeper(save);
    made.edit({ body: "a" });
    await made.saveNow();
    expect(made.snapshot()).toMatchObject({ phase: "failed", problem: "The server could not be reached." });
    expect(kept.copy).toMatchObject({ fields: { body: "a" }, base: { body: fields.body } });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(made.snapshot().phase).toBe("saved");
    expect(kept.copy).toBeNull();
  });

  it("for a reason that does not pass is not", async () => {
    const save = succeeding();
    save.mockRejectedValueOnce(new ApiProblem("forbidden", "You may not do this.", { status: 403 }));
    const { made } = keeper(save);
    made.edit({ body: "a" });
    await made.saveNow();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledOnce();
    expect(made.isUnsaved).toBe(true);
  });
});

describe("a colleague who was faster", () => {
  const stale = new ApiProblem("conflict", "Sam has changed this draft since you opened it.", {
    status: 409,
    fields: { revision: "7" },
  });
  const sam = { id: "sam", name: "Sam" };
  const theirs = (part: Partial<Fields>): OnServer => ({
    fields: { ...fields, ...part },
    revision: 7,
    editedAt: "y",
    editedBy: sam,
  });
  const conflicting = (server: OnServer) => {
    const save = succeeding();
    save.mockRejectedValueOnce(stale);
    return { save, ...keeper(save, async () => server) };
  };

  it("is shown, and nothing is saved until somebody chooses", async () => {
    const { made, save } = conflicting(theirs({ body: "One.\n\nTwo.\n\nThree, by Sam.\n" }));
    made.edit({ body: "One, by me.\n\nTwo.\n\nThree.\n" });
    await made.saveNow();
    expect(made.snapshot()).toMatchObject({ phase: "conflict", theirs: { editedBy: sam } });
    made.edit({ title: "More" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledOnce();
    const merge = mergeOf(made.snapshot());
    expect(merge).toMatchObject({
      overlaps: [],
      fields: { title: "More", body: "One, by me.\n\nTwo.\n\nThree, by Sam.\n" },
    });
    if (merge) made.resolve(merge.fields);
    await made.saveNow();
    expect(save.mock.calls.at(-1)).toEqual([7, merge && { title: "More", body: merge.fields.body }]);
  });

  it("at the same place overlaps, and is named", async () => {
    const { made } = conflicting(theirs({ body: "One, by Sam.\n\nTwo.\n\nThree.\n" }));
    made.edit({ body: "One, by me.\n\nTwo.\n\nThree.\n" });
    await made.saveNow();
    expect(mergeOf(made.snapshot())?.overlaps).toEqual(["body"]);
  });

  it("may be right", async () => {
    const { made, kept } = conflicting(theirs({ body: "Sam's." }));
    made.edit({ body: "Mine." });
    await made.saveNow();
    made.resolve("theirs");
    expect(made.snapshot()).toMatchObject({ phase: "saved", revision: 7, fields: { body: "Sam's." } });
    expect(kept.copy).toBeNull();
  });

  it("was ourselves when only the answer was lost", async () => {
    const { made } = conflicting(theirs({ body: "Mine." }));
    made.edit({ body: "Mine." });
    expect(await made.saveNow()).toBe(true);
    expect(made.snapshot()).toMatchObject({ phase: "saved", revision: 7 });
  });

  it("is taken over while nothing is unsaved here", () => {
    const { made } = keeper(succeeding());
    expect(made.meet(theirs({ title: "By Sam" }))).toBe(true);
    expect(made.snapshot().fields.title).toBe("By Sam");
    made.edit({ body: "Mine." });
    expect(made.meet({ ...theirs({ title: "By Sam again" }), revision: 8 })).toBe(false);
    made.stop();
  });
});
