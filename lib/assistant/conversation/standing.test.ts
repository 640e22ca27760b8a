import { describe, expect, it } from "vitest";
import { findStanding } from "./escalation";
import { type CallRecord, standingBefore, standingOf, type TurnRecord } from "./standing";

const search = (answerable: boolean): CallRecord => ({
  name: "search_knowledge_base",
  failed: false,
  broken: false,
  answerable,
});
const read: CallRecord = { name: "get_order", failed: false, broken: false, answerable: null };
const refused: CallRecord = { ...read, failed: true };
const broke: CallRecord = { ...read, failed: true, broken: true };
const note: CallRecord = { ...read, name: "note_conversation" };

const turn = (...calls: CallRecord[]): TurnRecord => ({ state: "completed", calls });
const nothing = turn(search(false));
const failed: TurnRecord = { state: "failed", calls: [] };
const expired: TurnRecord = { state: "expired", calls: [] };
const stopped: TurnRecord = { state: "cancelled", calls: [broke] };
const superseded: TurnRecord = { state: "superseded", calls: [] };

describe("where a conversation stands", () => {
  it.each<[string, TurnRecord[], object, string | null]>([
    ["at the start", [], { failedTries: 0, idle: 0 }, null],
    ["after two tries", [nothing, nothing], { failedTries: 2, idle: 2 }, null],
    ["after three tries", [nothing, nothing, nothing], { failedTries: 3 }, "failed tries"],
    [
      "with thanks between the tries",
      [nothing, turn(), nothing, turn(note), nothing],
      { failedTries: 3 },
      "failed tries",
    ],
    [
      "with an answer between them",
      [nothing, nothing, turn(search(true)), nothing],
      { failedTries: 2, idle: 2 },
      null,
    ],
    [
      "with a second search that found it",
      [turn(search(false), search(true)), nothing, nothing],
      { failedTries: 0 },
      null,
    ],
    [
      "with an order looked up",
      [turn(search(false), read), nothing, nothing],
      { failedTries: 0, idle: 0 },
      null,
    ],
    ["after one failure", [failed], { failedRuns: 1 }, null],
    ["after two failures", [failed, expired], { failedRuns: 2 }, "model failure"],
    [
      "with a stop between two failures",
      [failed, stopped, superseded, failed],
      { failedRuns: 2 },
      "model failure",
    ],
    ["with an answer between two failures", [failed, turn(read), failed], { failedRuns: 1 }, null],
    ["after a tool broke twice", [turn(broke), turn(broke)], { brokenTools: 2 }, "tool failure"],
    ["after it broke and worked", [turn(broke, read), turn(broke)], { brokenTools: 0 }, null],
    ["after a refusal, which is no failure", [turn(refused), turn(refused)], { brokenTools: 0 }, null],
    ["after sixteen turns of talk", Array.from({ length: 16 }, () => turn()), { idle: 16 }, "no progress"],
  ])("%s", (_, turns, standing, rule) => {
    expect(standingOf(turns)).toMatchObject(standing);
    expect(findStanding(standingOf(turns))?.rule ?? null).toBe(rule);
  });

  it("counts the message that waits", () => {
    const fifteen = Array.from({ length: 15 }, () => turn());
    expect(findStanding(standingOf(fifteen))).toBeNull();
    expect(findStanding(standingBefore(fifteen, ["and?"]))).toMatchObject({ reason: "budget" });
  });

  it("counts anger only while it lasts", () => {
    expect(standingBefore([], ["this is ridiculous", "you are useless"]).angry).toBe(2);
    expect(standingBefore([], ["this is ridiculous", "where is my order?"]).angry).toBe(0);
    expect(standingBefore([], ["this is ridiculous"]).angry).toBe(1);
  });
});
