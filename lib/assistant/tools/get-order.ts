/** One order of the customer: what is in it, where it is, and what of it can be refunded. */
import "server-only";
import { z } from "zod";
import { moneyText } from "@/lib/catalogue/schema";
import { getOrderRefunds } from "@/lib/refunds/queries";
import { refusalText } from "@/lib/refunds/rules";
import { refundStates } from "@/lib/refunds/schema";
import { defineTool, READ_MS } from "./define";
import { orderLine, orderLineOf } from "./orders";
import { few, line, moment, shaped } from "./results";

const result = orderLine.extend({
  items: few(z.object({ name: line(120), sku: line(40), quantity: z.number(), price: z.string() }), 30),
  tracking_code: line(60).nullable(),
  refunds: few(
    z.object({ amount: z.string(), state: z.enum(refundStates), reason: line(160), requested_at: moment }),
    10,
  ),
  /** Null when the rules allow no refund now; the note says why. */
  refundable: z.object({ up_to: z.string(), until: moment.nullable() }).nullable(),
  refund_note: z.string().nullable(),
});

export const getOrderTool = defineTool({
  name: "get_order",
  description:
    "One of the customer's own orders by its number: status, items, total, dates, tracking code, refunds so far, and what may be refunded until when.",
  parameters: z.object({
    number: z.string().min(1).max(40).describe("The order's number, such as EF-204017"),
  }),
  timeoutMs: READ_MS,
  async work(viewer, { number }) {
    const { order, refunds, refundable } = await getOrderRefunds(viewer, number);
    return shaped(result, {
      ...orderLineOf(order),
      items: order.items.map((item) => ({
        name: item.name,
        sku: item.sku,
        quantity: item.quantity,
        price: moneyText(item.priceCents, order.currency),
      })),
      tracking_code: order.trackingCode,
      refunds: refunds.map((refund) => ({
        amount: moneyText(refund.amountCents, refund.currency),
        state: refund.state,
        reason: refund.reason,
        requested_at: refund.createdAt,
      })),
      refundable: refundable.ok
        ? { up_to: moneyText(refundable.maxCents, order.currency), until: refundable.until }
        : null,
      refund_note: refundable.ok ? null : refusalText(order, refundable.because),
    });
  },
});
