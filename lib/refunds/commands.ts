/**
 * Granting money back, on the customer's word and within the rules. Fenced, once per tool call, and in one line per
 * customer, so that calls at the same moment never give back more than was paid. What a person has to approve is
 * checked here once more: no way of calling gets around it.
 */
import "server-only";
import { and, eq } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { customers } from "@/db/schema/people";
import { approvals, refunds, toolPolicies } from "@/db/schema/tools";
import { defaultPolicyOf } from "@/lib/approvals/defaults";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { AssistantViewer } from "@/lib/auth/viewer";
import { loadOrder } from "@/lib/catalogue/queries";
import { moneyText } from "@/lib/catalogue/schema";
import { AppError } from "@/lib/core/errors";
import { idOfCall } from "@/lib/core/ids";
import { refundedLabel } from "@/lib/effects/labels";
import { recordEffect } from "@/lib/effects/record";
import { fence } from "@/lib/runs/fence";
import { refundedOf } from "./queries";
import { judgeRefund } from "./rules";
import type { Refund, RefundInput } from "./schema";

const TOOL = "request_refund";

/** Throws `conflict` with the reason when the rules refuse, or when nobody has approved what needs it. */
export async function requestRefund(
  viewer: AssistantViewer,
  input: RefundInput,
  call: { callId: string },
): Promise<Refund> {
  authorize(viewer, "refund.request");
  const id = idOfCall(viewer.runId, call.callId, "refund");
  return as(viewer, async (tx) => {
    await fence(tx, viewer);
    // An order's row is the shop's and cannot be locked by the assistant; its customer's can.
    await tx
      .select({ id: customers.userId })
      .from(customers)
      .where(eq(customers.userId, viewer.customerId))
      .for("update");
    const order = await loadOrder(tx, viewer, input.orderNumber);
    const [done] = await tx.select().from(refunds).where(eq(refunds.id, id));
    if (done) return { ...done, orderNumber: order.number };

    const { refundedCents, now } = await refundedOf(tx, order.id);
    const verdict = judgeRefund(order, refundedCents, input.amountCents, now);
    if (!verdict.ok) throw new AppError("conflict", verdict.text);
    const { amountCents } = verdict;
    const approvedBy = await clear(tx, viewer, call, refundedCents + amountCents);
    const [granted] = await tx
      .insert(refunds)
      .values({
        id,
        orderId: order.id,
        conversationId: viewer.conversationId,
        customerId: viewer.customerId,
        amountCents,
        currency: order.currency,
        reason: input.reason,
        approvedBy,
        originRunId: viewer.runId,
        originCallId: call.callId,
      })
      .returning();
    if (!granted) throw new Error("a refund was not written");
    await recordEvent(tx, viewer, {
      type: "refund.granted",
      conversationId: viewer.conversationId,
      customerId: viewer.customerId,
      subject: { type: "refund", id },
      data: {
        order: order.number,
        amountCents,
        currency: order.currency,
        call: `${viewer.runId}:${call.callId}`,
      },
    });
    await recordEffect(tx, viewer, call, {
      tool: TOOL,
      label: refundedLabel(moneyText(amountCents, order.currency), order.number),
      href: null,
      undo: { kind: "refund.granted", refundId: id },
    });
    return { ...granted, orderNumber: order.number };
  });
}

/** Who approved this call; null when its total is within what the assistant may grant alone. */
async function clear(
  tx: Tx,
  viewer: AssistantViewer,
  { callId }: { callId: string },
  totalCents: number,
): Promise<string | null> {
  const [approval] = await tx
    .select({ decidedBy: approvals.decidedBy })
    .from(approvals)
    .where(
      and(
        eq(approvals.runId, viewer.runId),
        eq(approvals.callId, callId),
        eq(approvals.tool, TOOL),
        eq(approvals.state, "approved"),
      ),
    );
  if (approval) return approval.decidedBy;
  const [set] = await tx
    .select({ policy: toolPolicies.policy, approveAboveCents: toolPolicies.approveAboveCents })
    .from(toolPolicies)
    .where(eq(toolPolicies.tool, TOOL));
  const { policy, approveAboveCents } = set ?? defaultPolicyOf(TOOL);
  if (policy === "deny") throw new AppError("conflict", "The assistant may not grant refunds.");
  if (policy === "approve" && totalCents > (approveAboveCents ?? 0))
    throw new AppError(
      "conflict",
      "A person of the team has to approve this refund first. Ask for it again.",
    );
  return null;
}
