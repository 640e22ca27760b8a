/** What a call that waits would do, in words for the customer and for staff; and what they read meanwhile. Pure. */

type Call = { tool: string; args: Record<string, unknown>; amountCents?: number | null };

const text = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? `${value}` : "";

const money = (cents: number | null | undefined): string | null =>
  cents === null || cents === undefined ? null : `€${(cents / 100).toFixed(2)}`;

/** A noun phrase such as "a refund of €120.00 for order 10023". */
export function describeCall({ tool, args, amountCents }: Call): string {
  switch (tool) {
    case "request_refund": {
      const asked = typeof args.amount === "number" ? money(Math.round(args.amount * 100)) : null;
      const amount = asked ?? money(amountCents);
      return `a refund${amount ? ` of ${amount}` : ""} for order ${text(args.order_number)}`;
    }
    case "create_ticket":
      return `a new ticket: “${text(args.subject)}”`;
    case "update_ticket":
      return `a change of ticket #${text(args.number)}`;
    case "update_customer_profile":
      return "a change of your profile";
    case "send_notification":
      return "a message to you";
    case "escalate_to_human":
      return "passing you to our team";
    default:
      return `“${tool.replaceAll("__", ": ").replaceAll("_", " ")}”`;
  }
}

/** What stands in the thread while calls wait. `sentTo`: where a code went, when one did. */
export function waitingNotice(calls: readonly Call[], sentTo: string | null): string {
  const what = calls.map(describeCall).join(" and ");
  if (sentTo !== null)
    return `Before I go on with ${what}, please confirm that it is you: we have sent a code to ${sentTo}.`;
  return `A colleague has to approve ${what}. You will read the result here, and you can go on writing meanwhile.`;
}
