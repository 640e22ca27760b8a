/** Ends a run that nobody can go on with: its lease has passed and it was tried often or long enough. */
import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { runs } from "@/db/schema/runs";
import { authorize } from "@/lib/auth/policy";
import type { SystemViewer } from "@/lib/auth/viewer";
import { endInstruction } from "@/lib/conversations/instruction";
import { newId } from "@/lib/core/ids";
import { appendMessage } from "@/lib/messages/write";
import { liveStates } from "./queries";

export const INTERRUPTED_NOTICE =
  "The answer was interrupted. Your message is kept. You can try again, or talk to a person.";

/** Ends the run as expired and says so in the thread; false when somebody else is at it, or it lives again. */
export async function expireRun(
  viewer: SystemViewer,
  run: { id: string; conversationId: string },
): Promise<boolean> {
  authorize(viewer, "run.work");
  return as(viewer, async (tx) => {
    const [held] = await tx
      .select()
      .from(conversations)
      .where(eq(conversations.id, run.conversationId))
      .for("update", { skipLocked: true });
    if (!held) return false;
    const [ended] = await tx
      .update(runs)
      .set({
        state: "expired",
        errorCode: "lease_expired",
        endedAt: sql`clock_timestamp()`,
        leaseUntil: null,
      })
      .where(
        and(
          eq(runs.id, run.id),
          inArray(runs.state, liveStates),
          sql`${runs.leaseUntil} < clock_timestamp()`,
        ),
      )
      .returning({ epoch: runs.epoch });
    if (!ended) return false;
    if (held.ownerKind !== "assistant" || held.epoch !== ended.epoch) return true;
    // The agent who gave an instruction hears of its end from the conversation sweep.
    await endInstruction(tx, viewer, held, { id: run.id, outcome: "failed" });
    await appendMessage(tx, viewer, held, {
      id: newId(),
      authorName: "Assistant",
      kind: "notice",
      text: INTERRUPTED_NOTICE,
    });
    return true;
  });
}
