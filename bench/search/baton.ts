/** Baton's own search on a real PostgreSQL, as a signed-in customer asks it. */
import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { userViewer } from "@/lib/auth/viewer";
import { withScratchDatabase } from "../../scripts/lib/scratch-database";
import { loadRows } from "../../scripts/lib/search-load";
import type { Corpus } from "./corpus";

/** Passages asked for: the assistant's five, and more so that three articles are among them. */
const DEPTH = 10;

export async function withBaton(
  { articles, passages }: Corpus,
  work: (
    ask: (question: string) => Promise<string[]>,
    indexSeconds: number,
    indexMb: number,
  ) => Promise<void>,
): Promise<void> {
  await withScratchDatabase(async () => {
    const { searchPassages } = await import("@/lib/knowledge/search");
    const started = performance.now();
    await loadRows(articles, passages);
    const seconds = (performance.now() - started) / 1_000;
    const megabytes = await settle();
    const viewer = userViewer({
      userId: randomUUID(),
      name: "Customer",
      role: "customer",
      sessionId: randomUUID(),
    });
    const ask = async (query: string) =>
      (await searchPassages(viewer, { query, limit: DEPTH })).results.map(({ articleId }) => articleId);
    await work(ask, seconds, megabytes);
  });
}

/** What autovacuum does within a minute after so much was written; then the size of the index. */
async function settle(): Promise<number> {
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  await sql`vacuum (analyze)`;
  await sql`checkpoint`.catch(() => {});
  const [row] = await sql<{ bytes: number }[]>`
    select sum(pg_total_relation_size(oid))::float8 as bytes from pg_class
     where relname in ('passage_terms', 'passage_postings', 'passage_trigrams')`;
  await sql.end();
  return (row?.bytes ?? 0) / 1e6;
}
