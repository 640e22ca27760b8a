/**
 * The shapes that every step of the decision shares: what it may look at, what it may answer, and how a failed tool
 * or the need for a person is met. Pure.
 */
import type { EscalationReason, Urgency } from "../escalation";
import type { Instruction } from "../instruction";
import { SAY } from "../phrases";
import { type Json, type ToolOutcome, text as textOf } from "../results";
import type { DialogueState } from "../state";
import { shorten } from "../text";

export interface Situation {
  state: DialogueState;
  /** Finished tool calls of this run, oldest first. */
  outcomes: readonly ToolOutcome[];
  /** Names of the tools that may be called now. */
  tools: ReadonlySet<string>;
  instruction: Instruction | null;
}

export interface Call {
  name: string;
  args: Record<string, Json>;
}

export type Step = { kind: "call"; calls: Call[] } | { kind: "say"; text: string };

export function say(text: string): Step {
  return { kind: "say", text };
}

export function call(name: string, args: Record<string, Json>): Step {
  return { kind: "call", calls: [{ name, args }] };
}

export function outcomesOf(situation: Situation, name: string): ToolOutcome[] {
  return situation.outcomes.filter((outcome) => outcome.name === name);
}

export function latest(situation: Situation, name: string): ToolOutcome | undefined {
  return outcomesOf(situation, name).at(-1);
}

/**
 * One result of a reading tool, or the step that leads to it: the call, one repetition after a failure, then a person.
 */
export function read(
  situation: Situation,
  name: string,
  args: Record<string, Json>,
): Record<string, Json> | Step {
  if (!situation.tools.has(name)) return escalate(situation, "tool_failure", "medium");
  const found = outcomesOf(situation, name);
  const last = found.at(-1);
  if (last?.result) return last.result;
  return found.length < 2 ? call(name, args) : escalate(situation, "tool_failure", "medium");
}

export function isStep(value: Record<string, Json> | Step): value is Step {
  return value.kind === "call" || value.kind === "say";
}

/** The act and its words are one path: what the customer reads is what the tool answered. */
export function escalate(
  situation: Situation,
  reason: EscalationReason,
  urgency: Urgency,
  summary?: string,
): Step {
  const outcome = latest(situation, "escalate_to_human");
  if (outcome?.result)
    return say(textOf(outcome.result.message) ?? "I have handed this conversation to our team.");
  if (outcome) return say(SAY.cannotReachTeam);
  if (!situation.tools.has("escalate_to_human")) return say(SAY.trouble);
  const line = shorten(summary ?? situation.state.topics[0]?.question ?? situation.state.message, 240);
  return call("escalate_to_human", { reason, urgency, summary: line || null });
}

const UNDERSTANDABLE =
  /\b(?:not found|no (?:such )?(?:ticket|order)|does not exist|no ticket|already|cannot be|can't be|must be|invalid|too (?:long|short|many)|limit)\b/i;
const REFUSED = /\b(?:not approved|rejected|refused|declined|denied)\b/i;

/** A failed write is never repeated by itself: the customer hears why, or a person takes over. */
export function writeFailed(situation: Situation, error: string, what: string): Step {
  if (REFUSED.test(error)) return say(`${SAY.refused} ${SAY.offer}`);
  if (UNDERSTANDABLE.test(error))
    return say(`I could not ${what}: ${shorten(error, 200).replace(/[.\s]+$/, "")}.`);
  return escalate(situation, "tool_failure", "medium");
}
