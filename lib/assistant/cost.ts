/** What a run has cost, at the prices that the operator has set. */
import "server-only";
import { env } from "@/lib/core/env";

/** Millionths of the currency of the prices; null when they are not set. A price is for a million tokens. */
export function costOf(used: { inputTokens: number; outputTokens: number }): number | null {
  const { MODEL_PRICE_INPUT: read, MODEL_PRICE_OUTPUT: written } = env();
  if (read === undefined || written === undefined) return null;
  return Math.round(used.inputTokens * read + used.outputTokens * written);
}
