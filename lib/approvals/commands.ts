/** Decisions on what waits: approved, changed and approved, refused, taken back. Each exactly once. */
import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { approvals } from "@/db/schema/tools";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import { type CustomerViewer, type StaffViewer, systemViewer, type UserViewer } from "@/lib/auth/viewer";
import { lockConversation } from "@/lib/conversations/hold";
import { AppError, notFound } from "@/lib/core/errors";
import type { ApproveInput, RefuseInput } from "./schema";
import { settleRun } from "./settle";

const system = systemViewer("approval-decided");

/** The run that goes on now, for the caller to start; null when it waits for something else. */
export type Decided = { runId: string | null };

type Decision = {
  state: "approved" | "refused" | "revoked";
  editedArgs?: Record<string, unknown> | null;
  reason?: string | null;
};

/** Lets the call be made, as it was asked for or with other arguments. `conflict` names whoever decided before. */
export async function approve(
  viewer: StaffViewer,
  approvalId: string,
  input: ApproveInput,
): Promise<Decided> {
  authorize(viewer, "approval.decide");
  return decide(viewer, approvalId, { state: "approved", editedArgs: input.args ?? null });
}

/** The call is not made; the assistant tells the customer why. */
export async function refuse(viewer: StaffViewer, approvalId: string, input: RefuseInput): Promise<Decided> {
  authorize(viewer, "approval.decide");
  return decide(viewer, approvalId, { state: "refused", reason: input.reason });
}

/** Its customer takes the request back. */
export async function withdraw(viewer: CustomerViewer, approvalId: string): Promise<Decided> {
  authorize(viewer, "approval.withdraw");
  return decide(viewer, approvalId, { state: "revoked" });
}

async function decide(viewer: UserViewer, approvalId: string, decision: Decision): Promise<Decided> {
  const runId = await as(viewer, async (tx) => {
    const { conversationId } = await find(tx, approvalId);
    // The lock that a takeover takes: of a decision and a takeover, exactly one is first.
    const held = await lockConversation(tx, viewer, conversationId);
    const [row] = await tx
      .update(approvals)
      .set({
        ...decision,
        decidedBy: viewer.userId,
        decidedByName: viewer.name,
        decidedAt: sql`clock_timestamp()`,
      })
      .where(
        and(
          eq(approvals.id, approvalId),
          eq(approvals.state, "pending"),
          sql`${approvals.expiresAt} > clock_timestamp()`,
        ),
      )
      .returning({ runId: approvals.runId, tool: approvals.tool });
    if (!row) throw await alreadyDecided(tx, approvalId);
    await recordEvent(tx, viewer, {
      type: "approval.decided",
      conversationId: held.id,
      customerId: held.customerId,
      subject: { type: "approval", id: approvalId },
      data: { tool: row.tool, state: decision.state, edited: decision.editedArgs != null },
    });
    return row.runId;
  });
  // A crash in between loses nothing: the sweep finds what waits for nothing more.
  return { runId: await as(system, (tx) => settleRun(tx, runId)) };
}

async function find(tx: Tx, approvalId: string): Promise<{ conversationId: string }> {
  const [row] = await tx
    .select({ conversationId: approvals.conversationId })
    .from(approvals)
    .innerJoin(conversations, eq(conversations.id, approvals.conversationId))
    .where(eq(approvals.id, approvalId));
  if (!row) throw notFound("Approval");
  return row;
}

async function alreadyDecided(tx: Tx, approvalId: string): Promise<AppError> {
  const [row] = await tx
    .select({ state: approvals.state, by: approvals.decidedByName })
    .from(approvals)
    .where(eq(approvals.id, approvalId));
  switch (row?.state) {
    case "approved":
    case "refused":
      return new AppError("conflict", `${row.by ?? "Somebody else"} has already ${row.state} this request.`);
    case "revoked":
      return new AppError("conflict", "This request has been taken back.");
    default:
      return new AppError("conflict", "Nobody decided on this request in time; it has expired.");
  }
}
