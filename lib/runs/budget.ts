/**
 * What the assistant may spend on one customer in a day, counted in the database for all instances: answers, and
 * tokens that a provider is paid for. Days are those of UTC.
 */
import "server-only";
import { authorize } from "@/lib/auth/policy";
import type { AssistantViewer, SystemViewer } from "@/lib/auth/viewer";
import { env } from "@/lib/core/env";
import { count, type Limit } from "@/lib/core/limits";

const day = 86_400;

const limits = () => ({
  runs: { name: "run:day", max: env().ASSISTANT_DAILY_RUNS, windowSeconds: day } satisfies Limit,
  tokens: { name: "token:day", max: env().ASSISTANT_DAILY_TOKENS, windowSeconds: day } satisfies Limit,
});

/** `full`: any model may answer. `free`: only one that costs nothing. `none`: the day's answers are used up. */
export type Allowance = "full" | "free" | "none";

/** Counts the run, once however often it is claimed, and tells what it may use. */
export async function takeAllowance(viewer: AssistantViewer): Promise<Allowance> {
  authorize(viewer, "run.work");
  const { runs, tokens } = limits();
  const isNew = viewer.attempt === 1;
  const key = viewer.customerId;
  const [run = 0, spent = 0] = await count([
    { limit: runs, key, units: isNew ? 1 : 0 },
    { limit: tokens, key, units: 0 },
  ]);
  const factor = env().LIMIT_FACTOR;
  // A run that was begun is finished, whatever came after it.
  if (isNew && run > runs.max * factor) return "none";
  return spent >= tokens.max * factor ? "free" : "full";
}

/** Books what was had from a provider for the customer: their answers, and the lines that are worded beside them. */
export async function bookTokens(
  viewer: AssistantViewer | SystemViewer,
  customerId: string,
  tokens: number,
): Promise<void> {
  authorize(viewer, "run.work");
  if (tokens > 0) await count([{ limit: limits().tokens, key: customerId, units: tokens }]);
}
