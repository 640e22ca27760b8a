/**
 * Where a conversation stands, counted from the journal of its turns: the same for every model, because what a tool
 * answered is known whatever was said about it. Pure.
 */
import { CALM, type Standing } from "./escalation";
import { moodOf } from "./mood";

export interface CallRecord {
  name: string;
  failed: boolean;
  /** Failed for no fault of the request: it broke, or took too long. */
  broken: boolean;
  /** Of a search of the help center; null for every other tool. */
  answerable: boolean | null;
}

/** One turn of the assistant, with what it called; `lib/conversations/record.ts` reads them. */
export interface TurnRecord {
  /** Of its run: what is neither completed nor failed does not count. */
  state: string;
  calls: readonly CallRecord[];
}

type Outcome = "achieved" | "nothing" | "talk" | "failed" | "broken" | "ignored";

/** Tools whose success achieves nothing for the customer by itself. */
const INWARD = new Set(["note_conversation", "escalate_to_human"]);

function outcomeOf({ state, calls }: TurnRecord): Outcome {
  if (state === "failed" || state === "expired") return "failed";
  if (state !== "completed") return "ignored";
  const outward = calls.filter(({ name }) => !INWARD.has(name));
  if (outward.some(({ failed, answerable }) => !failed && answerable !== false)) return "achieved";
  if (outward.some(({ broken }) => broken)) return "broken";
  return outward.some(({ answerable }) => answerable === false) ? "nothing" : "talk";
}

/** @param turns of the present episode since a person last had it, newest first. */
export function standingOf(turns: readonly TurnRecord[]): Standing {
  const outcomes = turns.map(outcomeOf).filter((outcome) => outcome !== "ignored");
  const inARow = (counted: Outcome, passed: readonly Outcome[]) => {
    let count = 0;
    for (const outcome of outcomes) {
      if (outcome === counted) count += 1;
      else if (!passed.includes(outcome)) break;
    }
    return count;
  };
  const achieved = outcomes.indexOf("achieved");
  return {
    ...CALM,
    failedTries: inARow("nothing", ["talk"]),
    failedRuns: inARow("failed", []),
    brokenTools: inARow("broken", []),
    idle: achieved < 0 ? outcomes.length : achieved,
  };
}

/** With the message that waits for an answer: one more without anything achieved, and how they all sound. */
export function standingBefore(turns: readonly TurnRecord[], messages: readonly string[]): Standing {
  const before = standingOf(turns);
  const newest = messages.at(-1) ?? "";
  const isAngry = moodOf(newest) === "angry";
  return {
    ...before,
    idle: before.idle + 1,
    angry: isAngry ? messages.filter((message) => moodOf(message) === "angry").length : 0,
  };
}
