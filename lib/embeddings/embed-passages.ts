/**
 * Gives every published passage its vector, in the background and in batches: what was published is found by its
 * words at once, and by its meaning a minute later. Text that was sent before is not sent again.
 */
import "server-only";
import { sql } from "drizzle-orm";
import { as } from "@/db/client";
import { systemViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { embed, embeddings } from "./provider";
import { copyVectors, dropVectors, keepVectors, readUnembedded, vectorsAreKept } from "./store";

const viewer = systemViewer("embed-passages");

/** Texts of one request. */
const BATCH = 64;
/** Milliseconds for one request; and for all of one round, which must end before the worker does. */
const REQUEST_MS = 12_000;
const ROUND_MS = 15_000;
/** Rows of passages that are gone, removed in one statement. */
const GONE = 2_000;

const shelf = globalThis as typeof globalThis & { batonEmbedded?: string; batonToldOfVectors?: boolean };

/** Answers how many texts were sent. Safe to repeat and to interrupt; what is left comes with the next round. */
export async function embedPassages(): Promise<number> {
  const configured = embeddings();
  if (!configured) return 0;
  if (!(await vectorsAreKept())) {
    if (!shelf.batonToldOfVectors)
      log().warn("no pgvector 0.8 or newer here: the search goes by words alone");
    shelf.batonToldOfVectors = true;
    return 0;
  }
  const state = await stateOfIndex();
  const done = `${configured.model} ${state}`;
  if (shelf.batonEmbedded === done) return 0;
  const until = performance.now() + ROUND_MS;
  let sent = 0;
  for (;;) {
    const lacking = await as(viewer, (tx) => readUnembedded(tx, configured.model, BATCH));
    if (lacking.length === 0) break;
    const copied = await as(viewer, (tx) => copyVectors(tx, configured.model, lacking));
    const have = new Set(copied.map(({ passage_id }) => passage_id));
    const left = lacking.filter(({ id }) => !have.has(id));
    if (left.length > 0) {
      const vectors = await embed(
        left.map(({ content }) => content),
        configured,
        REQUEST_MS,
      );
      const made = left.map((passage, n) => ({ ...passage, vector: vectors[n] ?? [] }));
      await as(viewer, (tx) => keepVectors(tx, configured.model, made));
      sent += left.length;
    }
    if (performance.now() > until) return sent;
  }
  await as(viewer, (tx) => dropVectors(tx, GONE));
  shelf.batonEmbedded = done;
  if (sent > 0) log().info({ passages: sent }, "passages were embedded");
  return sent;
}

const stateOfIndex = async (): Promise<string> => {
  const [row] = await as(viewer, (tx) =>
    tx.execute<{ version: string }>(sql`select version::text as version from search_state`),
  );
  return row?.version ?? "";
};
