/** A checker that finds nothing proves nothing: each is given a history with its fault planted in it. */
import { describe, expect, it } from "vitest";
import {
  type AssistantWrite,
  type ClaimAttempt,
  checkClaims,
  checkEndings,
  checkMessages,
  checkNumbers,
  checkSilence,
  checkView,
  repeatedEffects,
  type SentMessage,
  type StoredMessage,
  sawUnstored,
} from "./checker";

const sent = (n: number, given: Partial<SentMessage> = {}): SentMessage => ({
  conversationId: "c",
  id: `id${n}`,
  text: `text ${n}`,
  accepted: true,
  ...given,
});
const stored = (n: number, given: Partial<StoredMessage> = {}): StoredMessage => ({
  conversationId: "c",
  id: `id${n}`,
  text: `text ${n}`,
  seq: n * 2,
  ...given,
});
const fine = { lost: 0, acceptedMissing: 0, doubled: 0, altered: 0, reordered: 0 };

describe("messages", () => {
  const three = [sent(1), sent(2), sent(3)];

  it("finds nothing in a good history", () => {
    expect(checkMessages(three, [stored(3), stored(1), stored(2)])).toEqual(fine);
  });

  it("finds an accepted message that is not there", () => {
    expect(checkMessages(three, [stored(1), stored(3)])).toEqual({ ...fine, lost: 1, acceptedMissing: 1 });
  });

  it("finds a message that was given up and is not there", () => {
    const given = [sent(1), sent(2, { accepted: false })];
    expect(checkMessages(given, [stored(1)])).toEqual({ ...fine, lost: 1 });
  });

  it("finds a repeat that was stored under an id of its own", () => {
    const twice = [stored(1), stored(2), stored(2, { id: "other", seq: 5 }), stored(3)];
    expect(checkMessages(three, twice)).toEqual({ ...fine, doubled: 1 });
  });

  it("finds a repeat that was stored under the same id", () => {
    expect(checkMessages(three, [stored(1), stored(2), stored(2), stored(3)])).toEqual({
      ...fine,
      doubled: 1,
    });
  });

  it("finds a message under an id that its sender does not know", () => {
    expect(checkMessages([sent(1)], [stored(1, { id: "other" })])).toEqual({ ...fine, altered: 1 });
  });

  it("finds another text", () => {
    expect(checkMessages([sent(1)], [stored(1, { text: "tex" })])).toEqual({ ...fine, altered: 1 });
  });

  it("finds messages that changed places", () => {
    expect(checkMessages(three, [stored(1), stored(2, { seq: 9 }), stored(3)])).toEqual({
      ...fine,
      reordered: 1,
    });
  });

  it("keeps conversations apart", () => {
    const there = stored(1, { conversationId: "other" });
    expect(checkMessages([sent(1)], [there])).toEqual({ ...fine, lost: 1, acceptedMissing: 1 });
  });
});

describe("numbers", () => {
  const given = (...numbers: number[]) => numbers.map((seq) => ({ conversationId: "c", seq }));

  it("accepts each number once", () => {
    expect(checkNumbers([{ id: "c", seq: 3 }], given(2, 1, 3))).toEqual({ gaps: 0, twice: 0 });
  });

  it("finds a gap, a missing end, a number too many and one given twice", () => {
    expect(checkNumbers([{ id: "c", seq: 3 }], given(1, 3))).toEqual({ gaps: 1, twice: 0 });
    expect(checkNumbers([{ id: "c", seq: 3 }], given(1, 2))).toEqual({ gaps: 1, twice: 0 });
    expect(checkNumbers([{ id: "c", seq: 2 }], given(1, 2, 3))).toEqual({ gaps: 1, twice: 0 });
    expect(checkNumbers([{ id: "c", seq: 2 }], given(1, 2, 2))).toEqual({ gaps: 0, twice: 1 });
  });
});

describe("a view", () => {
  const row = (seq: number) => ({ id: `m${seq}`, seq });
  const there = [row(1), row(2), row(4)];
  const good = { inversions: 0, missing: 0, unknown: 0, shownTwice: 0 };

  it("may show exactly what is stored", () => {
    expect(checkView(there, there)).toEqual(good);
  });

  it("must not turn the order around", () => {
    expect(checkView([row(1), row(4), row(2)], there)).toEqual({ ...good, inversions: 1 });
  });

  it("must not leave anything out", () => {
    expect(checkView([row(1), row(4)], there)).toEqual({ ...good, missing: 1 });
  });

  it("must not show what is not stored, or under another number", () => {
    expect(checkView([...there, row(5)], there)).toEqual({ ...good, unknown: 1 });
    expect(checkView([row(1), row(2), { id: "m4", seq: 5 }], there)).toEqual({ ...good, unknown: 1 });
  });

  it("must not show anything twice", () => {
    expect(checkView([row(1), row(2), row(2), row(4)], there)).toEqual({ ...good, shownTwice: 1 });
  });
});

describe("silence", () => {
  const takeover = { conversationId: "c", seq: 10, committedAt: 1_000n };
  const write = (committedAt: bigint, given: Partial<AssistantWrite> = {}): AssistantWrite => ({
    conversationId: "c",
    committedAt,
    seq: null,
    ...given,
  });

  it("lets pass what was committed before, and what nobody took over", () => {
    const before = [write(999n), write(1_000n), write(2_000n, { conversationId: "other" })];
    expect(checkSilence([takeover], [...before, write(900n, { seq: 9 })])).toEqual([]);
  });

  it("finds a microsecond too late", () => {
    expect(checkSilence([takeover], [write(1_001n)])).toEqual([write(1_001n)]);
  });

  it("finds a message after the takeover's number, whatever its time", () => {
    const late = write(900n, { seq: 11 });
    expect(checkSilence([takeover], [late])).toEqual([late]);
  });

  it("finds words that a reader saw and nobody stored", () => {
    expect(sawUnstored("one two", "one two three")).toBe(false);
    expect(sawUnstored("", "one")).toBe(false);
    expect(sawUnstored("one two three", "one two")).toBe(true);
    expect(sawUnstored("one three", "one two three")).toBe(true);
  });
});

describe("claims", () => {
  const attempt = (agent: string, given: Partial<ClaimAttempt> = {}): ClaimAttempt => ({
    conversationId: "c",
    agentId: agent,
    agentName: `Agent ${agent}`,
    status: 409,
    told: "Agent a already has this conversation.",
    askedAt: 0,
    answeredAt: 5,
    ...given,
  });
  const won = attempt("a", { status: 200, told: "" });
  const owner = { id: "c", owner: "a", claims: 1 };
  const good = { oneWinner: 1, wrongOwner: 0, unnamed: 0, unanswered: 0, contested: 1 };

  it("accept one winner whom the others are told of", () => {
    expect(checkClaims([won, attempt("b"), attempt("d")], [owner])).toEqual(good);
  });

  it("find two winners, and none", () => {
    const two = [won, attempt("b", { status: 200 })];
    expect(checkClaims(two, [{ ...owner, claims: 2 }])).toMatchObject({ oneWinner: 0, wrongOwner: 1 });
    expect(checkClaims([attempt("b")], [{ ...owner, owner: null, claims: 0 }])).toMatchObject({
      oneWinner: 0,
      wrongOwner: 1,
    });
  });

  it("find a winner who does not own it", () => {
    expect(checkClaims([won, attempt("b")], [{ ...owner, owner: "b" }])).toMatchObject({ wrongOwner: 1 });
  });

  it("find a refusal that names somebody else, or nobody", () => {
    const told = "Somebody else already has this conversation.";
    expect(checkClaims([won, attempt("b", { told })], [owner])).toMatchObject({ unnamed: 1 });
  });

  it("find an answer that is neither", () => {
    expect(checkClaims([won, attempt("b", { status: 500 })], [owner])).toMatchObject({ unanswered: 1 });
  });

  it("know a race from a row of questions", () => {
    const later = attempt("b", { askedAt: 6, answeredAt: 9 });
    expect(checkClaims([won, later], [owner])).toMatchObject({ contested: 0 });
  });
});

describe("endings", () => {
  const run = (id: string, state: string, ended = true) => ({
    id,
    state,
    endedAt: ended ? new Date(0) : null,
  });
  const log = (runId: string, ...closings: string[]) => ({ runId, state: "ended" as const, closings });
  const good = { live: 0, unsettled: 0, wrongClosing: 0 };

  it("accept one last word that says how it ended", () => {
    const runs = [run("a", "completed"), run("b", "failed"), run("c", "cancelled"), run("d", "superseded")];
    const logs = [log("a", "finish"), log("b", "error"), log("c", "abort"), log("d", "abort")];
    expect(checkEndings(runs, logs)).toEqual(good);
  });

  it("find a run that goes on for ever, and one that ended without a time", () => {
    expect(checkEndings([run("a", "running", false)], [])).toEqual({ ...good, live: 1 });
    expect(checkEndings([run("a", "failed", false)], [])).toEqual({ ...good, unsettled: 1 });
    expect(checkEndings([run("a", "queued")], [])).toEqual({ ...good, live: 1, unsettled: 1 });
  });

  it("find no last word, two, or the wrong one", () => {
    const runs = [run("a", "completed")];
    expect(checkEndings(runs, [log("a")])).toMatchObject({ wrongClosing: 1 });
    expect(checkEndings(runs, [log("a", "finish", "abort")])).toMatchObject({ wrongClosing: 1 });
    expect(checkEndings(runs, [log("a", "abort")])).toMatchObject({ wrongClosing: 1 });
  });

  it("ask nothing of a reader whose connection broke", () => {
    const broken = { runId: "a", state: "broken" as const, closings: [] };
    expect(checkEndings([run("a", "completed")], [broken])).toEqual(good);
  });
});

it("counts effects beyond the first of each call", () => {
  expect(repeatedEffects(["a", "b", "c"])).toBe(0);
  expect(repeatedEffects(["a", "b", "a", "a"])).toBe(2);
});
