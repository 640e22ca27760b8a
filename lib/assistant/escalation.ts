/**
 * Where the escalation rules meet a turn, whatever model speaks: before it is asked, and before its answer is kept. The
 * rules themselves are in `conversation/escalation.ts`.
 */

import type { Escalation } from "@/lib/conversations/escalate";
import { oneLine } from "@/lib/conversations/excerpt";
import type { EpisodeRecord } from "@/lib/conversations/record";
import type { HistoryEntry } from "@/lib/messages/queries";
import { adviceFor, escalationFor, findEscalation, findStanding } from "./conversation/escalation";
import { standingBefore, standingOf, type TurnRecord } from "./conversation/standing";
import { signalsOf, warningsFor } from "./guardrails/signals";
import type { Finished } from "./journal";
import { findFalsePromise } from "./promises";

/** The turn ends here: a person takes over. */
export class PassOn extends Error {
  override readonly name = "PassOn";
  constructor(readonly because: Escalation) {
    super(`passed on by rule: ${because.rule}`);
  }
}

export type Opening = {
  history: readonly HistoryEntry[];
  record: EpisodeRecord;
  /** A colleague has just asked for something: theirs goes first. */
  hasInstruction: boolean;
};

const SUMMARY = 240;

/** The customer's messages that wait for an answer, as one; empty when a person has had the conversation since. */
function waitingMessages({ history, record }: Pick<Opening, "history" | "record">): string[] {
  const since = history.findLastIndex(({ from }) => from !== "customer");
  return history
    .slice(since + 1)
    .filter(({ seq }) => seq > record.since)
    .map(({ text }) => text);
}

/** Null when the model may be asked. */
export function ruleBefore(opening: Opening): PassOn | null {
  const waiting = waitingMessages(opening);
  if (waiting.length === 0 || opening.hasInstruction) return null;
  const message = waiting.join("\n");
  const earlier = opening.history
    .filter(({ from, seq }) => from === "customer" && seq > opening.record.since)
    .map(({ text }) => text)
    .slice(0, -waiting.length);
  const rule = escalationFor(message, standingBefore(opening.record.turns, [...earlier, message]));
  if (!rule) return null;
  // "Get me a person" says nothing of what for.
  const matter =
    rule.reason === "customer_request" ? earlier.findLast((text) => !findEscalation(text)) : message;
  return new PassOn({ ...rule, summary: matter ? oneLine(matter, SUMMARY) : null });
}

/** What a large model is told of the rules and signals that its customer's words meet. */
export function adviceBefore(opening: Opening): { lines: string[]; signals: string[] } {
  const message = waitingMessages(opening).join("\n");
  if (!message) return { lines: [], signals: [] };
  const signals = signalsOf(message);
  const advice = opening.hasInstruction ? null : adviceFor(message);
  return { lines: [...warningsFor(signals), ...(advice ? [advice] : [])], signals };
}

/** Before an answer is kept: does it promise what nobody does, and is it one try too many? */
export function ruleAfter(
  { turns }: EpisodeRecord,
  calls: readonly Finished[],
  text: string,
): Escalation | null {
  const earlier = turns.flatMap((turn) => (turn.state === "completed" ? turn.calls : []));
  const promise = findFalsePromise(text, [...calls, ...earlier]);
  const standing = standingOf([turnOf(calls), ...turns]);
  // Sixteen messages without progress are counted when the sixteenth comes.
  const rule = findStanding({ ...standing, idle: 0, promise });
  if (!rule) return null;
  return { ...rule, promise, requestedBy: rule.reason === "tool_failure" ? "system" : "assistant" };
}

/** After a turn that failed: whether it is time for a person. */
export function ruleAfterFailure({ turns }: EpisodeRecord): Escalation | null {
  const rule = findStanding(standingOf([{ state: "failed", calls: [] }, ...turns]));
  return rule?.reason === "error" ? { ...rule, requestedBy: "system" } : null;
}

const BROKEN = /did not work just now|took too long/;

function turnOf(calls: readonly Finished[]): TurnRecord {
  return {
    state: "completed",
    calls: calls.map(({ name, failed, result }) => {
      const told = typeof result === "object" && result !== null ? (result as Record<string, unknown>) : {};
      return {
        name,
        failed,
        broken: failed && typeof told.error === "string" && BROKEN.test(told.error),
        answerable: name === "search_knowledge_base" && !failed ? told.answerable !== false : null,
      };
    }),
  };
}
