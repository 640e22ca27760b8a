/** What can be asked to go wrong, and how a message asks for it. The table of all words is in index.ts. */
import type { FakeTurn } from "./request";
import { type FakeReply, SEARCH } from "./script";
import type { Ending } from "./wire";

/** The answer breaks at a point that `#at:` names. */
const BREAKS = ["cut", "eof", "stall", "malformed", "error"] as const;
/** The answer never ends, or takes very long. */
const FLOODS = ["endless", "drip"] as const;
/** The answer is complete, but in itself no good one. */
const ENDINGS = ["empty", "length", "refusal", "filter"] as const;
/** The answer is good; the way it is written is unusual. */
const WRITINGS = ["bom", "crlf", "split", "unknown", "utf8", "halves", "nul", "twice", "late"] as const;
/** The model calls tools as no model should. */
const CALLS = [
  "badtool",
  "badjson",
  "badtypes",
  "bigargs",
  "manycalls",
  "sameid",
  "samecall",
  "loop",
] as const;

const WORDS = [
  ...BREAKS,
  ...FLOODS,
  ...ENDINGS,
  ...WRITINGS,
  ...CALLS,
  "hang",
  "reset",
  "order",
  "huge",
] as const;
type Word = (typeof WORDS)[number];
export type Fault = Word | number;

const POINTS = ["start", "opened", "text", "call"] as const;
export type Point = (typeof POINTS)[number];

export interface Asked {
  /** Null when nothing is to go wrong. A number is an HTTP status. */
  fault: Fault | null;
  /** Where in the answer. */
  at: Point;
  /** The fault lasts until this word is released. */
  until: string | null;
  /** How many requests with this message the fault befalls. */
  times: number;
  /** Seconds of the `Retry-After` header; null: `retry-after-ms: 1`. */
  after: string | null;
  /** Milliseconds between two letters of a drip. */
  everyMs: number;
  /** The answer pauses in its middle until this word is released. */
  hold: string | null;
}

export function readAsked(turn: FakeTurn): Asked {
  const word = (name: string, pattern = "[\\w-]+") =>
    new RegExp(`#${name}:(${pattern})`).exec(turn.lastUser)?.[1] ?? null;
  const named = word("fault");
  const fault = /^[45]\d\d$/.test(named ?? "")
    ? Number(named)
    : (WORDS.find((known) => known === named) ?? null);
  return {
    fault,
    at: POINTS.find((point) => point === word("at")) ?? "text",
    until: word("until"),
    times: Number(word("times", "\\d+") ?? Number.POSITIVE_INFINITY),
    after: word("after", "\\d+"),
    everyMs: Number(word("every", "\\d+") ?? 1_000),
    hold: word("hold"),
  };
}

const isOneOf = <T extends Fault>(list: readonly T[], fault: Fault | null): fault is T =>
  list.some((known) => known === fault);

export const breaks = (fault: Fault | null) => isOneOf(BREAKS, fault);
export const endingOf = (fault: Fault | null): Ending => (isOneOf(ENDINGS, fault) ? fault : "complete");

/** What an answer says that breaks: it needs a middle, whatever the script would say. */
const BROKEN = "This answer breaks off before it has come to its end, as the test asked.";
/** What is said in an unusual writing, and must arrive: letters of one to four bytes. `§` stands for bad bytes. */
export const WHOLE_ANSWER = "Grüße, 世界 😀👍: this answer is whole.";
const SLOW = `${"This answer comes letter by letter. ".repeat(4)}It has come.`;
/** What is said when the answer pauses: its first sentence before, its second one after. */
export const HELD_ANSWER = "The first half is here. The second half came later.";

/** The reply that a fault needs; null: what the script says. */
export function replyFor({ fault, at, hold }: Asked, turn: FakeTurn): FakeReply | null {
  if (fault === null) return hold ? { text: HELD_ANSWER } : null;
  if (fault === "loop") return call(turn, "again and again");
  const isFirst = turn.toolResults.length === 0;
  if (isOneOf(CALLS, fault)) return isFirst ? badCalls(fault, turn) : null;
  if (at === "call" && isFirst) return call(turn, fault === "huge" ? "x".repeat(HUGE) : WHOLE_ANSWER);
  if (fault === "huge") return { text: "x".repeat(HUGE) };
  if (fault === "drip") return { text: SLOW };
  if (fault === "utf8") return { text: `§${WHOLE_ANSWER.replace(" ", " §")}` };
  if (fault === "nul") return { text: WHOLE_ANSWER.replace(" ", " \u0000") };
  return { text: isOneOf(WRITINGS, fault) ? WHOLE_ANSWER : BROKEN };
}

const HUGE = 2 * 1024 * 1024;

function badCalls(fault: (typeof CALLS)[number], turn: FakeTurn): FakeReply {
  const name = toolOf(turn);
  const { calls } = call(turn, "returns");
  switch (fault) {
    case "badtool":
      return { calls: [{ name: "delete_everything", arguments: {} }] };
    case "badjson":
      return { calls: [{ name, arguments: '{"query": "returns", ' }] };
    case "badtypes":
      return { calls: [{ name, arguments: { query: 5, category: [], max_results: "many" } }] };
    case "bigargs":
      return call(turn, "x".repeat(1024 * 1024));
    case "manycalls":
      return { calls: Array.from({ length: 50 }, (_, n) => call(turn, `returns ${n}`).calls).flat() };
    case "sameid":
      return { calls: [...calls, ...call(turn, "refunds").calls].map((one) => ({ ...one, id: "call_0" })) };
    default:
      return { calls: [...calls, ...calls].map((one) => ({ ...one, id: "call_0" })) };
  }
}

/** A read, so that a fault in the middle of it changes nothing; any tool when there is no such tool. */
const toolOf = (turn: FakeTurn): string => (turn.tools.includes(SEARCH) ? SEARCH : (turn.tools[0] ?? SEARCH));

function call(turn: FakeTurn, query: string) {
  return { calls: [{ name: toolOf(turn), arguments: { query, category: null, max_results: 5 } }] };
}
