/**
 * Every minute: titles and one-line summaries that a model is to word. Whatever goes wrong, the text that a rule made
 * stays; a job that is lost in the middle is not made up for.
 */
import "server-only";
import { systemViewer } from "@/lib/auth/viewer";
import { setWording, takeUnworded, type Unworded, wordings } from "@/lib/conversations/wording";
import { log } from "@/lib/core/log";
import { bookTokens } from "@/lib/runs/budget";
import { modelNameFor, wordIt } from "./wording";

const viewer = systemViewer("wording");

const BATCH = 8;
/** Milliseconds for all of them: no task may outlive its process's claim to it; see `lib/jobs/owners.ts`. */
const LIMIT = 18_000;

export async function wordConversations(): Promise<number> {
  const wanted = wordings.filter((wording) => modelNameFor(wording) !== null);
  if (wanted.length === 0) return 0;
  const signal = AbortSignal.timeout(LIMIT);
  const taken = await takeUnworded(viewer, wanted, BATCH);
  const worded = await Promise.all(taken.map((one) => word(one, signal)));
  const count = worded.filter(Boolean).length;
  if (taken.length > 0) log().info({ asked: taken.length, worded: count }, "put conversations into words");
  return count;
}

async function word(one: Unworded, signal: AbortSignal): Promise<boolean> {
  const { line, tokens } = await wordIt(one, signal);
  await bookTokens(viewer, one.customerId, tokens);
  return line !== null && line !== one.text && setWording(viewer, one, line);
}
