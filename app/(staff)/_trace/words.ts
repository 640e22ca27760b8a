/** The words of a trace: what a step was, how a turn ended, how long and how much. Pure. */
import { paths } from "@/components/shell/nav";
import { didLabel } from "@/lib/runs/tool-labels";

export const tracePath = (conversationId: string, runId: string): string =>
  `${paths.staff.inbox}/${conversationId}/runs/${runId}`;

type Step = { kind: "model" | "tool"; name: string; args: unknown; result: unknown; error: string | null };

const fields = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** What happened in this step. */
export function stepTitle({ kind, name, args, result }: Step): string {
  if (kind === "model") return name === "builtin" ? "The built-in model decided" : "The model was asked";
  const { rule } = fields(args);
  if (name === "escalate_to_human" && fields(result).by === "rule")
    return `A rule passed the conversation on${typeof rule === "string" ? `: ${rule}` : ""}`;
  return didLabel(name);
}

const SIGNALS: Record<string, string> = {
  injection: "The customer's text reads like instructions to the assistant.",
  abuse: "The customer's text is abusive.",
};

/** What was noticed about the customer's text before the model read it. */
export function signalNotes(args: unknown): string[] {
  const { signals } = fields(args);
  return Array.isArray(signals) ? signals.flatMap((signal) => SIGNALS[String(signal)] ?? []) : [];
}

const ENDS: Record<string, string> = {
  queued: "Waiting to start",
  running: "At work",
  waiting: "Waiting for a decision",
  completed: "Completed",
  failed: "Failed",
  cancelled: "Stopped",
  superseded: "Overtaken by a newer message",
  expired: "Interrupted",
};
export const endOf = (state: string): string => ENDS[state] ?? state;

/** "840 ms", "2.4 s"; null while it is not over. */
export function lengthOf(from: Date | null, to: Date | null): string | null {
  if (!from || !to) return null;
  const ms = Math.max(0, to.getTime() - from.getTime());
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** Millionths of the operator's currency; small runs cost fractions of a cent. */
export const costText = (micros: number): string => (micros / 1e6).toFixed(micros < 10_000 ? 6 : 4);

/** A value as staff read it: text as text, everything else as indented JSON. */
export const valueText = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value, null, 2);

/** Whether there is anything in it worth opening. */
export const hasContent = (value: unknown): boolean =>
  value !== null && value !== undefined && JSON.stringify(value) !== "{}";
