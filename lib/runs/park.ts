/**
 * Lets a run wait: nobody works on it, nothing of it is lost, and the customer can go on writing meanwhile. It goes on
 * when everything it waits for has been decided; see `lib/approvals/settle.ts`.
 */
import "server-only";
import { eq, sql } from "drizzle-orm";
import { asByKey } from "@/db/client";
import type { Receipt } from "@/db/schema/conversations";
import { runs } from "@/db/schema/runs";
import { authorize } from "@/lib/auth/policy";
import type { AssistantViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { appendMessage } from "@/lib/messages/write";
import { booked, noteReadings, type Reckoning, understood } from "./commands";
import { fence } from "./fence";

export type Parked = Reckoning & {
  /** What the customer reads in the thread until it goes on. */
  notice: string;
  receipts: Receipt[];
};

/** Throws `StaleRun` when the run has lost the conversation. What was decided meanwhile is found by the sweep. */
export async function parkRun(viewer: AssistantViewer, parked: Parked): Promise<void> {
  authorize(viewer, "run.work");
  await asByKey(viewer, async (tx) => {
    const conversation = await fence(tx, viewer);
    await noteReadings(tx, conversation, parked.readings);
    await tx
      .update(runs)
      .set({
        state: "waiting",
        leaseUntil: null,
        queuedAt: sql`clock_timestamp()`,
        ...booked(parked),
      })
      .where(eq(runs.id, viewer.runId));
    await appendMessage(
      tx,
      viewer,
      conversation,
      {
        id: newId(),
        authorName: "Assistant",
        kind: "notice",
        text: parked.notice,
        receipts: parked.receipts,
      },
      { awaitingReply: false, waitingSince: null, ...understood(parked) },
    );
  });
}
