/** Grants a refund for one of the customer's own orders, within the rules; above a limit, after a person's approval. */
import "server-only";
import { z } from "zod";
import type { AssistantViewer } from "@/lib/auth/viewer";
import { moneyText } from "@/lib/catalogue/schema";
import { requestRefund } from "@/lib/refunds/commands";
import { refundAmountCents } from "@/lib/refunds/queries";
import { centsOf, refundInput, refundStates } from "@/lib/refunds/schema";
import { defineTool, ToolFailure, WRITE_MS } from "./define";
import { line, shaped } from "./results";

const result = z.object({
  state: z.enum(refundStates),
  amount: z.string(),
  order_number: line(40),
  /** What the customer may be told about the money itself. */
  note: z.string(),
});

const parameters = z.object({
  order_number: z.string().min(1).max(40).describe("The order's number, such as EF-204017"),
  amount: z
    .number()
    .nullable()
    .describe("In the order's currency, such as 49.90; null for all that can be refunded"),
  reason: z.string().min(1).max(500).describe("Why, in the customer's words"),
});
type Asked = z.output<typeof parameters>;

/**
 * What this call would bring the refunds of its order to, in cents: what a limit for approvals is compared with. 0 when
 * the call itself will say no.
 */
async function amountCents(viewer: AssistantViewer, { order_number, amount }: Asked): Promise<number> {
  const cents = amount === null ? null : centsOf(amount);
  if (amount !== null && cents === null) return 0;
  return refundAmountCents(viewer, { orderNumber: order_number, amountCents: cents });
}

export const requestRefundTool = defineTool({
  name: "request_refund",
  description:
    "Refund one of the customer's own orders, or a part of it, after they have agreed to the amount and the reason. The rules decide whether it is possible; look at get_order first.",
  parameters,
  timeoutMs: WRITE_MS,
  sensitive: true,
  amountCents,
  async work(viewer, { order_number, amount, reason }, call) {
    const cents = amount === null ? null : centsOf(amount);
    if (amount !== null && cents === null)
      throw new ToolFailure("The amount must be in whole cents, such as 49.90.");
    const checked = refundInput.safeParse({ orderNumber: order_number, amountCents: cents, reason });
    if (!checked.success) throw new ToolFailure("Give the order's number and a reason.");
    const refund = await requestRefund(viewer, checked.data, call);
    return shaped(result, {
      state: refund.state,
      amount: moneyText(refund.amountCents, refund.currency),
      order_number: refund.orderNumber,
      note: "It goes back to the way the order was paid; until it is paid out, the customer can take it back.",
    });
  },
});
