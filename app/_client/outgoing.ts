/**
 * Messages on their way out: what may become of one, when it is tried again, and in which order. Pure. A message
 * keeps its id through every attempt, so that the server stores it once.
 */
import type { ApiProblem } from "./api";
import type { Unsent } from "./browser-store";

export type OutgoingKind = Unsent["kind"];

export type Outgoing = Unsent & {
  state: /** Its turn has not come, or its pause is not over. */
    | "waiting"
    | "sending"
    /** The server has it; it leaves the list when the thread shows it. */
    | "sent"
    /** The server will not have it as it is; the writer decides. */
    | "refused";
  /** Attempts that came to nothing. */
  tries: number;
  /** When it is tried again by itself, in this tab's milliseconds; null: not by the clock. */
  retryAt: number | null;
  /** The last attempt may have arrived: only its answer is missing. */
  unconfirmed: boolean;
  /** Why it was refused, in words. */
  problem: string | null;
};

export type OutgoingAction =
  | { type: "queued"; message: Unsent }
  | { type: "sending"; id: string }
  | { type: "sent"; id: string }
  | { type: "failed"; id: string; retryAt: number | null; unconfirmed: boolean }
  /** `freshId`: what it is sent under if the writer wants it sent all the same. */
  | { type: "refused"; id: string; problem: string; freshId?: string }
  /** The writer wants a refused one sent after all: it goes last, as if written now. */
  | { type: "again"; id: string }
  | { type: "removed"; ids: readonly string[] };

export function reduceOutgoing(list: readonly Outgoing[], action: OutgoingAction): readonly Outgoing[] {
  switch (action.type) {
    case "queued":
      return list.some((each) => each.id === action.message.id) ? list : [...list, fresh(action.message)];
    case "sending":
      return change(list, action.id, { state: "sending", retryAt: null });
    case "sent":
      return change(list, action.id, { state: "sent" });
    case "failed": {
      const { id, retryAt, unconfirmed } = action;
      const tries = (list.find((each) => each.id === id)?.tries ?? 0) + 1;
      return change(list, id, { state: "waiting", tries, retryAt, unconfirmed });
    }
    case "refused": {
      const { id, problem, freshId = id } = action;
      return change(list, id, { state: "refused", id: freshId, problem, retryAt: null });
    }
    case "again": {
      const message = list.find((each) => each.id === action.id);
      return message ? [...list.filter((each) => each !== message), fresh(message)] : list;
    }
    case "removed": {
      const rest = list.filter((each) => !action.ids.includes(each.id));
      return rest.length === list.length ? list : rest;
    }
  }
}

const fresh = ({ id, kind, text, createdAt }: Unsent): Outgoing => ({
  id,
  kind,
  text,
  createdAt,
  state: "waiting",
  tries: 0,
  retryAt: null,
  unconfirmed: false,
  problem: null,
});

function change(list: readonly Outgoing[], id: string, given: Partial<Outgoing>): readonly Outgoing[] {
  return list.some((each) => each.id === id)
    ? list.map((each) => (each.id === id ? { ...each, ...given } : each))
    : list;
}

/** The only one that may be on its way: later ones wait, so that nothing overtakes. */
export const firstInLine = (list: readonly Outgoing[]): Outgoing | undefined =>
  list.find((each) => each.state === "waiting" || each.state === "sending");

/** What is kept for the next page of this tab. */
export const unsentOf = (list: readonly Outgoing[]): Unsent[] =>
  list
    .filter((each) => each.state !== "sent")
    .map(({ id, kind, text, createdAt }) => ({ id, kind, text, createdAt }));

export type Verdict = "again" | "refused" | "signed-out";

/** A limit that is over this soon is waited for; for longer ones the writer is told. */
const LONGEST_LIMIT_S = 60;
/** A failure of the server's own is not worth repeating for ever. */
const OWN_FAILURES = 5;

/** What a failed attempt means. `tries`: attempts before it. */
export function judge(problem: ApiProblem, tries: number): Verdict {
  if (problem.code === "unauthenticated") return "signed-out";
  if (problem.isLost) return "again";
  if (problem.code === "rate_limited")
    return (problem.retryAfter ?? 0) <= LONGEST_LIMIT_S ? "again" : "refused";
  return problem.code === "internal" && tries + 1 < OWN_FAILURES ? "again" : "refused";
}

const FIRST_PAUSE_MS = 1_000;
/** Whatever was away: at most this long after it is back, and one attempt, the message is there. */
const LONGEST_PAUSE_MS = 5_000;

/** Milliseconds until the next attempt. `took`: how long the failed one has lasted, which was waiting, too. */
export function pauseAfter(tries: number, took: number, retryAfter: number | null, random: number): number {
  const growing = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
  // Scattered, so that a returning server is not asked by everyone at once.
  const scattered = growing * (0.75 + random / 4);
  return Math.max(FIRST_PAUSE_MS * (0.75 + random / 4), scattered - took, (retryAfter ?? 0) * 1_000);
}
