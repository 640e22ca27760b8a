/**
 * What the customer reads about a tool call: while it runs, and, for what changed something, afterwards. Pure.
 * The words come from what the tool returned, never from what a model says it did.
 */
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
      return number === null ? null : { label: `Opened ticket #${number}`, href: `/tickets/${number}` };
    case "update_ticket":
      return number === null
        ? null
        : { label: `${verbOf(asked)} ticket #${number}`, href: `/tickets/${number}` };
    case "update_customer_profile":
      return { label: "Updated your profile", href: "/account" };
    case "send_notification":
      return {
        label: done.method === "email" ? "Sent you an e-mail" : "Sent you a notification",
        href: null,
      };
    default:
      return null;
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

function verbOf(asked: Record<string, unknown> | null): string {
  if (asked?.action === "close") return "Closed";
  if (asked?.action === "reopen") return "Reopened";
  return asked?.priority ? "Changed the priority of" : "Added a comment to";
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
