/**
 * What the customer reads about a tool call: while it runs, and, for what changed something, afterwards. Pure.
 * The words come from what the tool returned, never from what a model says it did.
 */
import {
  changedTicketLabel,
  notifiedLabel,
  openedTicketLabel,
  PROFILE_LABEL,
  refundedLabel,
} from "@/lib/effects/labels";
import { MEMORY_HREF, notedLabel } from "@/lib/memory/policy";
import type { Receipt } from "@/lib/messages/schema";
import { doingLabel } from "@/lib/runs/tool-labels";

type ReceiptLine = { label: string; href: string | null };

/** The receipt of a call that changed something; null for reads, failures and the handover, which has its own line. */
function receiptFor(toolName: string, args: unknown, result: unknown): ReceiptLine | null {
  const asked = asRecord(args);
  const done = asRecord(result);
  if (!done || "error" in done) return null;
  const number = typeof done.number === "number" ? done.number : null;
  switch (toolName) {
    case "create_ticket":
      return number === null ? null : { label: openedTicketLabel(number), href: `/tickets/${number}` };
    case "update_ticket":
      return number === null
        ? null
        : { label: changedTicketLabel(number, changeOf(asked)), href: `/tickets/${number}` };
    case "update_customer_profile":
      return { label: PROFILE_LABEL, href: "/account" };
    case "send_notification":
      return { label: notifiedLabel(String(done.method)), href: null };
    case "request_refund":
      return typeof done.amount === "string" && typeof done.order_number === "string"
        ? { label: refundedLabel(done.amount, done.order_number), href: null }
        : null;
    case "remember":
      return typeof done.noted === "string" ? { label: notedLabel(done.noted), href: MEMORY_HREF } : null;
    default:
      // A tool of an MCP server: the words are the operator's, see `mcp/tools.ts`.
      return toolName.includes("__") && typeof done.receipt === "string"
        ? { label: done.receipt, href: null }
        : null;
  }
}

/** How a finished call is shown: its receipt, which is kept with the answer, or what was looked up, which is not. */
export function outcomeOf(
  call: { callId: string; name: string },
  { args, result, failed }: { args: unknown; result: unknown; failed: boolean },
): { activity: Receipt; isReceipt: boolean } {
  const receipt = failed ? null : receiptFor(call.name, args, result);
  return {
    activity: {
      callId: call.callId,
      tool: call.name,
      label: receipt?.label ?? doingLabel(call.name),
      href: receipt?.href ?? null,
      state: failed ? "failed" : "done",
    },
    isReceipt: receipt !== null,
  };
}

function changeOf(asked: Record<string, unknown> | null) {
  const { action, priority } = asked ?? {};
  return {
    status: action === "close" ? "closed" : action === "reopen" ? "open" : undefined,
    priority: typeof priority === "string" ? priority : undefined,
    commented: true,
  };
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
