/**
 * Notes what a tool call of the assistant has changed, in the transaction of the change itself: the customer's own
 * list of what was done for them, and the ground on which it can be taken back.
 */
import "server-only";
import type { Tx } from "@/db/client";
import { toolEffects } from "@/db/schema/tools";
import type { AssistantViewer } from "@/lib/auth/viewer";
import type { Undoing } from "./undo";

export type Effect = {
  /** As the model names it. */
  tool: string;
  /** As the customer reads it; see `labels.ts`. */
  label: string;
  href: string | null;
  /** Null for what cannot be taken back. */
  undo: Undoing | null;
};

/** Call it where the change is written, and only when it is: a replayed call changes nothing, and has its effect. */
export async function recordEffect(
  tx: Tx,
  viewer: AssistantViewer,
  { callId }: { callId: string },
  { tool, label, href, undo }: Effect,
): Promise<void> {
  const { runId, conversationId, customerId } = viewer;
  await tx
    .insert(toolEffects)
    .values({ runId, callId, conversationId, customerId, tool, label, href, undo })
    .onConflictDoNothing();
}
