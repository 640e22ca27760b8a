/** Inputs and answers of refunds. Pure. */
import { z } from "zod";
import { textField } from "@/lib/core/text";

/** Amounts are cents everywhere but in what a model writes. */
export const refundInput = z.strictObject({
  orderNumber: textField(40),
  /** Null: all that can be refunded. */
  amountCents: z.number().int().nullable(),
  reason: textField(500),
});
export type RefundInput = z.output<typeof refundInput>;

export const refundStates = ["granted", "withdrawn", "paid"] as const;

export type Refund = {
  id: string;
  orderNumber: string;
  amountCents: number;
  currency: string;
  reason: string;
  state: (typeof refundStates)[number];
  createdAt: Date;
};

/** `49.9` as 4990; null for what is no amount of whole cents. */
export function centsOf(amount: number): number | null {
  const cents = Math.round(amount * 100);
  return Number.isSafeInteger(cents) && Math.abs(cents - amount * 100) < 1e-6 ? cents : null;
}
