/**
 * Finds runs whose process has died and goes on with them here, or ends them honestly. Every instance does this;
 * a claim decides which one gets a run.
 */
import "server-only";
import { expireApprovals, settleReady } from "@/lib/approvals/settle";
import { systemViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { expireChecks } from "@/lib/identity/commands";
import { listOverdueRuns } from "@/lib/runs/lease";
import { expireRun } from "@/lib/runs/sweep";
import { startTurn } from "./turn";
import { hasRoom, isActive } from "./turns";

/** Runs looked at in one go: a dead instance's work is spread over those that live. */
const BATCH = 20;

const sweeper = systemViewer("recover-runs");

/** Answers how many runs were taken up or ended. */
export async function recoverRuns(): Promise<number> {
  return (await recoverLost()) + (await goOn());
}

/** Runs whose decisions have been made, by somebody whose process did not start them. */
async function goOn(): Promise<number> {
  await expireApprovals(sweeper);
  await expireChecks(sweeper);
  if (!hasRoom()) return 0;
  const ready = await settleReady(sweeper, BATCH);
  for (const runId of ready) startTurn(runId, "decided");
  return ready.length;
}

async function recoverLost(): Promise<number> {
  let handled = 0;
  for (const run of await listOverdueRuns(sweeper, BATCH)) {
    // This process may only have been slow to renew its own lease; its fence decides, not this sweep.
    if (isActive(run.id)) continue;
    if (!run.isResumable) {
      if (await expireRun(sweeper, run)) handled++;
      continue;
    }
    if (!hasRoom()) continue;
    if (!run.isUntouched) log().warn({ runId: run.id }, "a run was left behind and is taken up");
    startTurn(run.id, "recovery");
    handled++;
  }
  return handled;
}
