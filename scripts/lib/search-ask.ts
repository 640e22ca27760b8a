/** Asks Baton's own search all questions of a set, in a database that holds nothing else afterwards. */
import { systemViewer } from "@/lib/auth/viewer";
import { embedPassages } from "@/lib/embeddings/embed-passages";
import { searchPassages } from "@/lib/knowledge/search";
import { type Asked, judge } from "./search-figures";
import { emptyKnowledge, loadDocuments, settle } from "./search-load";
import type { SearchSet } from "./search-set";

/** Passages asked for: enough for ten documents of several passages. */
const DEPTH = 50;

export async function askBaton(set: SearchSet): Promise<Asked[]> {
  const viewer = systemViewer("eval-search");
  await emptyKnowledge();
  await loadDocuments(set.documents);
  await settle();
  // Sends nothing unless embeddings are configured: then, on a database with pgvector, what is measured is both.
  while ((await embedPassages()) > 0);
  // The first questions would measure connecting and planning.
  for (const question of set.questions.slice(0, 5)) await searchPassages(viewer, { query: question.text });
  const asked: Asked[] = [];
  for (const question of set.questions) {
    const started = performance.now();
    const found = await searchPassages(viewer, { query: question.text, limit: DEPTH });
    asked.push(
      judge(set, question, {
        found: found.results.map(({ articleId }) => articleId),
        ms: performance.now() - started,
        answerable: found.answerable,
        confidence: found.confidence,
      }),
    );
  }
  return asked;
}
