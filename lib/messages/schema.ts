/** Inputs and answers of messages. Pure. */
import { z } from "zod";
import { MAX, textField } from "@/lib/core/text";

export const postInput = z.strictObject({ id: z.uuid(), text: textField(MAX.message) });
export type PostInput = z.infer<typeof postInput>;

export const rateInput = z.strictObject({ rating: z.enum(["helpful", "not_helpful"]).nullable() });

const holder = z.object({ kind: z.enum(["assistant", "queue", "agent"]), name: z.string().nullable() });

/** One entry of a thread, in `seq` order; the same for every viewer but for `author.isMe` and notes. */
export const messageView = z.object({
  id: z.uuid(),
  seq: z.number(),
  kind: z.enum(["message", "note", "handover", "notice"]),
  author: z.object({
    kind: z.enum(["customer", "assistant", "staff", "system"]),
    name: z.string(),
    isMe: z.boolean(),
  }),
  text: z.string(),
  citations: z.array(
    z.object({
      n: z.number(),
      passageId: z.uuid(),
      title: z.string(),
      heading: z.string().nullable(),
      href: z.string(),
      /** The passage reads otherwise by now, or is gone. */
      changed: z.boolean(),
      /** Its article can no longer be opened by this reader. */
      gone: z.boolean(),
    }),
  ),
  receipts: z.array(
    z.object({
      callId: z.string(),
      tool: z.string(),
      label: z.string(),
      href: z.string().nullable(),
      state: z.enum(["running", "waiting", "done", "failed"]),
      /** Whether its customer can take it back, and whether they have. */
      undo: z.boolean(),
      undone: z.boolean(),
    }),
  ),
  incomplete: z.enum(["stopped", "failed"]).nullable(),
  passed: z.object({ from: holder, to: holder, by: z.string(), reason: z.string().nullable() }).nullable(),
  rating: z.enum(["helpful", "not_helpful"]).nullable(),
  runId: z.uuid().nullable(),
  /** True when the built-in model answered because the configured one could not. */
  fallback: z.boolean(),
  createdAt: z.date().transform((date) => date.toISOString()),
});
export type MessageView = z.output<typeof messageView>;

export type { Citation, Receipt } from "@/db/schema/conversations";
