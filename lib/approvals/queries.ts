/** Reading approvals: what waits for the team, and what was decided in a conversation. */
import "server-only";
import { and, asc, eq, type SQL } from "drizzle-orm";
import { as } from "@/db/client";
import { users } from "@/db/schema/people";
import { approvals } from "@/db/schema/tools";
import { authorize } from "@/lib/auth/policy";
import type { StaffViewer, UserViewer } from "@/lib/auth/viewer";
import { notFound } from "@/lib/core/errors";
import type { ApprovalView } from "./schema";

/** Requests shown at once; the oldest first, because they expire first. */
const MAX_PENDING = 200;

/** The input of `approvalView`: dates are still dates. */
export type ApprovalRow = Omit<ApprovalView, "createdAt" | "expiresAt" | "decidedAt"> & {
  createdAt: Date;
  expiresAt: Date;
  decidedAt: Date | null;
};

const columns = {
  id: approvals.id,
  conversationId: approvals.conversationId,
  customerId: approvals.customerId,
  customerName: users.name,
  runId: approvals.runId,
  callId: approvals.callId,
  tool: approvals.tool,
  args: approvals.args,
  why: approvals.why,
  state: approvals.state,
  editedArgs: approvals.editedArgs,
  decidedByName: approvals.decidedByName,
  reason: approvals.reason,
  createdAt: approvals.createdAt,
  expiresAt: approvals.expiresAt,
  decidedAt: approvals.decidedAt,
};

/** A customer sees requests about themselves only. */
const ownApprovals = (viewer: UserViewer): SQL | undefined =>
  viewer.kind === "customer" ? eq(approvals.customerId, viewer.userId) : undefined;

/** What waits for a decision now, oldest first. */
export async function listPendingApprovals(viewer: StaffViewer): Promise<ApprovalRow[]> {
  authorize(viewer, "approval.decide");
  return read(viewer, eq(approvals.state, "pending"));
}

/** Every request of a conversation, oldest first. */
export async function listApprovals(viewer: UserViewer, conversationId: string): Promise<ApprovalRow[]> {
  authorize(viewer, "approval.read");
  return read(viewer, eq(approvals.conversationId, conversationId));
}

/** One request; somebody else's is not found. */
export async function getApproval(viewer: UserViewer, approvalId: string): Promise<ApprovalRow> {
  authorize(viewer, "approval.read");
  const [row] = await read(viewer, eq(approvals.id, approvalId));
  if (!row) throw notFound("Approval");
  return row;
}

async function read(viewer: UserViewer, which: SQL): Promise<ApprovalRow[]> {
  const rows = await as(viewer, (tx) =>
    tx
      .select(columns)
      .from(approvals)
      .innerJoin(users, eq(users.id, approvals.customerId))
      .where(and(which, ownApprovals(viewer)))
      .orderBy(asc(approvals.createdAt), asc(approvals.id))
      .limit(MAX_PENDING),
  );
  // Limits, and a colleague's own words, are the team's: the assistant tells customers what they may know.
  return viewer.kind === "customer" ? rows.map((row) => ({ ...row, why: "", reason: null })) : rows;
}
