/**
 * The shapes that every step of the decision shares: what it may look at, what it may answer, and how a failed tool
 * or the need for a person is met. Pure.
 */

import { ask } from "../asking";
import type { DialogueState } from "../dialogue-state";
import type { EscalationReason, Urgency } from "../escalation";
import type { Instruction } from "../instruction";
import { type Move, PLAIN } from "../moves";
import type { Request } from "../pending";
import { SAY } from "../phrases";
import { type Json, type ToolOutcome, text as textOf } from "../results";
import { shorten } from "../text";

export interface Situation {
  state: DialogueState;
  /** Finished tool calls of this run, oldest first. */
  outcomes: readonly ToolOutcome[];
  /** Those that lie before a later message: of a run that was waiting while the conversation went on. */
  earlier?: readonly ToolOutcome[];
  /** One part of a message with several: only results of this part's own calls count. */
  scoped?: boolean;
  /** Names of the tools that may be called now. */
  tools: ReadonlySet<string>;
  instruction: Instruction | null;
}

export interface Call {
  name: string;
  args: Record<string, Json>;
}

export type Say = { kind: "say"; text: string; move: Move };
export type Step = { kind: "call"; calls: Call[] } | Say;

/** @param move what the text does to the conversation, where it is more than a plain answer. */
export function say(text: string, move: Partial<Move> = {}): Say {
  return { kind: "say", text, move: { ...PLAIN, ...move } };
}

/** The next question about a request. Asking alone achieves nothing yet. */
export function asking(request: Request, before = ""): Say {
  return say(`${before}${ask(request)}`, { did: "idle", asked: request });
}

/** Says something and offers a ticket or a person. @param matter what the ticket would be about. */
export function offering(text: string, move: Partial<Move> = {}, matter = ""): Say {
  return say(`${text} ${SAY.offer}`, { ...move, offer: { kind: "help", matter } });
}

export function call(name: string, args: Record<string, Json>): Step {
  return { kind: "call", calls: [{ name, args }] };
}

export function outcomesOf(situation: Situation, name: string): ToolOutcome[] {
  return situation.outcomes.filter((outcome) => outcome.name === name);
}

function isSame(args: Record<string, Json>, other: Record<string, Json>): boolean {
  return Object.entries(args).every(([key, value]) => other[key] === value);
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
  const all = outcomesOf(situation, name);
  const found = situation.scoped ? all.filter((outcome) => isSame(args, outcome.args)) : all;
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
  if (outcome) return say(SAY.cannotReachTeam, { did: "idle" });
  if (!situation.tools.has("escalate_to_human")) return say(SAY.trouble, { did: "idle" });
  const line = shorten(summary ?? situation.state.topics[0]?.question ?? situation.state.message, 240);
  return call("escalate_to_human", { reason, urgency, summary: line || null });
}
