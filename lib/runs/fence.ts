/**
 * The fence: everything that the assistant writes goes through here first, inside the same transaction.
 * It locks the conversation and checks owner, epoch, run and claim in one statement, so that a takeover which has
 * committed can never be followed by a word or an effect of the assistant.
 */
import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { runs } from "@/db/schema/runs";
import type { AssistantViewer } from "@/lib/auth/viewer";
import type { Held } from "@/lib/conversations/hold";

/** The run no longer holds the conversation: stop, emit nothing. Not a failure. */
export class StaleRun extends Error {
  override readonly name = "StaleRun";
  constructor() {
    super("the assistant no longer holds this conversation");
  }
}

/** The run is at work, under this ownership, and this claim of it is the newest. */
export const held = (viewer: AssistantViewer) =>
  and(
    eq(runs.id, viewer.runId),
    eq(runs.state, "running"),
    eq(runs.epoch, viewer.epoch),
    eq(runs.attempt, viewer.attempt),
  );

/** Locks the conversation for this run; throws {@link StaleRun} when it has been taken away. */
export async function fence(tx: Tx, viewer: AssistantViewer): Promise<Held> {
  const [conversation] = await tx
    .select()
    .from(conversations)
    .where(
      and(
        eq(conversations.id, viewer.conversationId),
        eq(conversations.ownerKind, "assistant"),
        eq(conversations.epoch, viewer.epoch),
      ),
    )
    .for("update");
  if (!conversation) throw new StaleRun();
  // Runs end only under the conversation's row lock, which we hold now; a new claim locks the run alone, and waits.
  const [live] = await tx.select({ id: runs.id }).from(runs).where(held(viewer)).for("share");
  if (!live) throw new StaleRun();
  return conversation;
}
