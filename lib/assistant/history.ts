/** What the model is shown of the conversation: public messages of the thread, in the SDK's item shapes. */
import "server-only";
import type { AgentInputItem } from "@openai/agents-core";
import { redact } from "@/lib/assistant/guardrails/input";
import type { HistoryEntry } from "@/lib/messages/queries";
import type { RunItem } from "@/lib/runs/items";

/** Messages of the thread that a turn is given; older ones are left out, oldest first. */
export const HISTORY_LIMIT = 40;
/** Characters of history, about 16,000 tokens. */
const HISTORY_CHARACTERS = 60_000;

/**
 * Newest entries that fit, oldest first, with the finished calls of earlier attempts where they happened. Cards and
 * account numbers stay out of every request.
 */
export function toModelInput(
  history: readonly HistoryEntry[],
  past: readonly RunItem[] = [],
): AgentInputItem[] {
  const newest: { seq: number; item: AgentInputItem }[] = [];
  // What an attempt had said when it broke off is not part of the thread that its calls are put back into.
  const resumedAt = past.at(-1)?.messageSeq ?? Number.POSITIVE_INFINITY;
  let room = HISTORY_CHARACTERS;
  for (const entry of [...history].reverse()) {
    if (entry.incomplete && entry.seq > resumedAt) continue;
    const text = redact(entry.text).text;
    room -= text.length;
    if (room < 0) break;
    const item = entry.from === "customer" ? asked(text) : answered(entry, text);
    newest.unshift({ seq: entry.seq, item });
  }
  const items: AgentInputItem[] = [];
  const waiting = [...past];
  for (const { seq, item } of newest) {
    while (waiting[0] && waiting[0].messageSeq < seq) items.push(...itemsOf(waiting.shift()));
    items.push(item);
  }
  for (const left of waiting) items.push(...itemsOf(left));
  // A thread that starts with an answer, or an empty one after a hand back, still needs somebody to speak first.
  if (!items.some((item) => "role" in item && item.role === "user")) items.push(asked("Please continue."));
  return items;
}

/** The SDK's own items: saved as they came, and read back under the same version. */
function itemsOf(saved: RunItem | undefined): AgentInputItem[] {
  if (!saved) return [];
  return (saved.kind === "answer" ? saved.items : [saved.item]) as AgentInputItem[];
}

const asked = (text: string): AgentInputItem => ({ type: "message", role: "user", content: text });

function answered(entry: HistoryEntry, text: string): AgentInputItem {
  // The numbers of old citations mean nothing in a new run, and a model would copy them.
  const plain = text.replace(/\s?\[\d{1,2}\]/g, "");
  const said = entry.from === "staff" ? `(${entry.name} from the support team wrote:) ${plain}` : plain;
  return {
    type: "message",
    role: "assistant",
    status: "completed",
    content: [{ type: "output_text", text: said }],
  };
}
