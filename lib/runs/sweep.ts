/**
 * Finds runs whose process has died: their lease has passed on the database's clock. Every instance sweeps;
 * SKIP LOCKED lets them share the work. A swept run ends honestly and the customer is told.
 */
import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { runs } from "@/db/schema/runs";
import { authorize } from "@/lib/auth/policy";
import type { SystemViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { appendMessage } from "@/lib/messages/write";
import { liveStates } from "./queries";

export const INTERRUPTED_NOTICE =
  "The answer was interrupted. Your message is kept. You can try again, or talk to a person.";

/** Ends every run whose lease has passed; answers how many. */
export async function sweepRuns(viewer: SystemViewer): Promise<number> {
  authorize(viewer, "run.work");
  const overdue = await as(viewer, (tx) =>
    tx
      .select({ id: runs.id, conversationId: runs.conversationId })
      .from(runs)
      .where(and(inArray(runs.state, liveStates), sql`${runs.leaseUntil} < clock_timestamp()`))
      .limit(50),
  );
  let swept = 0;
  for (const run of overdue) if (await expire(viewer, run)) swept++;
  return swept;
}

async function expire(viewer: SystemViewer, run: { id: string; conversationId: string }): Promise<boolean> {
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
    if (held.ownerKind === "assistant" && held.epoch === ended.epoch)
      await appendMessage(tx, viewer, held, {
        id: newId(),
        authorName: "Assistant",
        kind: "notice",
        text: INTERRUPTED_NOTICE,
      });
    return true;
  });
}
