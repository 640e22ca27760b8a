/**
 * Taking back what the assistant has done: once, by its customer, and only while nothing else has happened to it. Each
 * kind checks that under the row lock of what it puts back.
 */
import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { toolEffects } from "@/db/schema/tools";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { CustomerViewer } from "@/lib/auth/viewer";
import { lockConversation } from "@/lib/conversations/hold";
import { AppError, notFound } from "@/lib/core/errors";
import { lineage } from "./queries";
import { forgetFact, restoreProfile, restoreTicket, withdrawRefund, withdrawTicket } from "./restore";
import { wasTakenUp } from "./taken-up";
import { type Undoing, undoShape } from "./undo";

/**
 * Takes one tool call back, named by the run whose receipt tells of it. Throws `not_found` for a call that changed
 * nothing of the viewer's, `conflict` when it was taken back before, never can be, or something has changed since.
 */
export async function undoEffect(viewer: CustomerViewer, runId: string, callId: string): Promise<void> {
  authorize(viewer, "effect.undo");
  const found = await as(viewer, (tx) => findEffect(tx, runId, callId));
  if (!found) throw notFound("Receipt");
  const undo = undoShape.safeParse(found.undo);
  if (!undo.success) throw new AppError("conflict", "This cannot be taken back.");
  // Notes of the team are invisible to the transaction below, so that they are looked for before it.
  const seen = undo.data.kind === "ticket.opened" ? await wasTakenUp(undo.data.ticketId) : null;
  await as(viewer, async (tx) => {
    // The conversation is locked before anything in it, here and everywhere.
    await lockConversation(tx, viewer, found.conversationId);
    const [row] = await tx
      .select({ undoneAt: toolEffects.undoneAt })
      .from(toolEffects)
      .where(and(eq(toolEffects.runId, found.runId), eq(toolEffects.callId, callId)))
      .for("update");
    if (!row) throw notFound("Receipt");
    if (row.undoneAt) throw new AppError("conflict", "This has been taken back already.");
    await restore(tx, viewer, undo.data, seen);
    await tx
      .update(toolEffects)
      .set({ undoneAt: sql`clock_timestamp()` })
      .where(and(eq(toolEffects.runId, found.runId), eq(toolEffects.callId, callId)));
    await recordEvent(tx, viewer, {
      type: "effect.undone",
      conversationId: found.conversationId,
      customerId: viewer.userId,
      subject: { type: "effect", id: `${found.runId}:${callId}` },
      data: { tool: found.tool },
    });
  });
}

function restore(
  tx: Tx,
  viewer: CustomerViewer,
  undo: Undoing,
  seen: Awaited<ReturnType<typeof wasTakenUp>> | null,
): Promise<void> {
  switch (undo.kind) {
    case "ticket.opened":
      return withdrawTicket(tx, viewer, undo.ticketId, seen);
    case "ticket.changed":
      return restoreTicket(tx, viewer, undo);
    case "profile.changed":
      return restoreProfile(tx, viewer, undo);
    case "refund.granted":
      return withdrawRefund(tx, viewer, undo.refundId);
    case "fact.remembered":
      return forgetFact(tx, viewer, undo.factId);
  }
}

type Found = { runId: string; conversationId: string; tool: string; undo: unknown };

async function findEffect(tx: Tx, runId: string, callId: string): Promise<Found | null> {
  const [row] = await tx.execute<{
    run_id: string;
    conversation_id: string;
    tool: string;
    undo: unknown;
  }>(sql`
    ${lineage([runId])}
    select e.run_id, e.conversation_id, e.tool, e.undo
      from line join tool_effects e on e.run_id = line.id and e.call_id = ${callId}
     order by line.depth limit 1`);
  return row
    ? { runId: row.run_id, conversationId: row.conversation_id, tool: row.tool, undo: row.undo }
    : null;
}
