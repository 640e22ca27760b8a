/**
 * Calls whose effect is outside of the database, where no transaction reaches: made at most once, by a run that holds
 * the conversation at that moment, and noted when they have changed something.
 */
import "server-only";
import { as } from "@/db/client";
import { authorize } from "@/lib/auth/policy";
import { type AssistantViewer, systemViewer } from "@/lib/auth/viewer";
import { isFirstIn } from "@/lib/core/limits";
import { recordEffect } from "@/lib/effects/record";
import { fence } from "./fence";

const system = systemViewer("foreign-calls");
/** Longer than a run can wait for a decision and live on. */
const REMEMBERED_SECONDS = 2 * 86_400;

/**
 * Whether the call may be made now. False when it was begun before: then nobody knows what came of it. Throws
 * `StaleRun` when the run no longer holds the conversation.
 */
export async function beginForeignCall(viewer: AssistantViewer, callId: string): Promise<boolean> {
  authorize(viewer, "run.work");
  const isFirst = await as(system, (tx) =>
    isFirstIn(tx, `call:${viewer.runId}:${callId}`.slice(0, 180), REMEMBERED_SECONDS),
  );
  // Last, so that as little as possible lies between the check and the call.
  await as(viewer, (tx) => fence(tx, viewer));
  return isFirst;
}

/** What the customer reads about it afterwards; also true when the conversation has been passed on meanwhile. */
export async function noteForeignEffect(
  viewer: AssistantViewer,
  call: { callId: string },
  { tool, label }: { tool: string; label: string },
): Promise<void> {
  authorize(viewer, "run.work");
  await as(viewer, (tx) => recordEffect(tx, viewer, call, { tool, label, href: null, undo: null }));
}
