/** A question as numbers, in time or not at all: nobody waits for the second opinion of a search. */
import "server-only";
import { log } from "@/lib/core/log";
import { embed, embeddings } from "./provider";
import { vectorsAreKept } from "./store";

/** Milliseconds; behind them, the search goes by words alone. */
export const QUESTION_MS = 300;
/** Characters: of a long message, its beginning says what it is about. */
const READ = 2_000;

export type Meaning = { model: string; vector: number[] };

/** Null when nothing is configured, nothing can be kept, or the provider is not quick enough. Never rejects. */
export async function meaningOf(question: string): Promise<Meaning | null> {
  const configured = embeddings();
  if (!configured) return null;
  try {
    if (!(await vectorsAreKept())) return null;
    const [vector] = await embed([question.slice(0, READ)], configured, QUESTION_MS);
    return vector ? { model: configured.model, vector } : null;
  } catch (error) {
    log().debug({ err: error }, "a question was searched by its words alone");
    return null;
  }
}
