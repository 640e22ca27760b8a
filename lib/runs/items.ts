/**
 * What a run needs to go on in another process: each answer of the model that calls tools, saved before a tool
 * may act, and each result. Sealed, because it holds the conversation as the model saw it; versioned, because a
 * newer or older release may resume it.
 */
import "server-only";
import { asc, eq, sql } from "drizzle-orm";
import { as, asByKey } from "@/db/client";
import { runItems } from "@/db/schema/runs";
import { authorize } from "@/lib/auth/policy";
import type { AssistantViewer } from "@/lib/auth/viewer";
import { seal, unseal } from "@/lib/core/seal";
import { StaleRun } from "./fence";

/** Grows whenever what {@link RunItem} says changes its meaning. */
const VERSION = 1;
const PURPOSE = "run items";

/** A passage that the run retrieved, under the ref that the model cites it by. */
export type SavedSource = [
  ref: string,
  source: { passageId: string; title: string; heading: string | null; href: string; hash?: string },
];

/** `items` and `item` are the SDK's own, as they came. */
export type RunItem = {
  /** The run that made it: a later one may have taken it over. */
  runId: string;
  /** The last message that run had read. */
  messageSeq: number;
} & (
  | { kind: "answer"; items: unknown[] }
  | { kind: "result"; callId: string; item: unknown; sources: SavedSource[] }
);

/** Saves one item; throws {@link StaleRun} when the run has been taken away from this process. */
export async function saveItem(viewer: AssistantViewer, n: number, item: RunItem): Promise<void> {
  authorize(viewer, "run.work");
  const sealed = seal(PURPOSE, viewer.customerId, JSON.stringify(item));
  const rows = await asByKey(viewer, (tx) =>
    tx.execute(sql`
      with held as (
        select id, customer_id from runs
         where id = ${viewer.runId} and state = 'running' and epoch = ${viewer.epoch} and attempt = ${viewer.attempt}
           for share)
      insert into run_items (run_id, n, customer_id, version, sealed)
      select id, ${n}, customer_id, ${VERSION}, ${sealed} from held
      returning n`),
  );
  if (rows.length !== 1) throw new StaleRun();
}

/** All items of a run in order; null when this release cannot read one of them. */
export async function listItems(viewer: AssistantViewer, runId: string): Promise<RunItem[] | null> {
  authorize(viewer, "run.work");
  const rows = await as(viewer, (tx) =>
    tx
      .select({ version: runItems.version, sealed: runItems.sealed })
      .from(runItems)
      .where(eq(runItems.runId, runId))
      .orderBy(asc(runItems.n)),
  );
  const items: RunItem[] = [];
  for (const { version, sealed } of rows) {
    const text = version === VERSION ? unseal(PURPOSE, viewer.customerId, sealed) : null;
    if (text === null) return null;
    items.push(JSON.parse(text) as RunItem);
  }
  return items;
}
