/** Baton's own search on a real PostgreSQL, as a signed-in customer asks it. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import postgres from "postgres";
import { userViewer } from "@/lib/auth/viewer";
import { withScratchDatabase } from "../../scripts/lib/scratch-database";
import { loadRows } from "../../scripts/lib/search-load";
import { cpuMsOfFamily } from "../usage";
import type { Corpus } from "./corpus";

/** Passages asked for: the assistant's five, and more so that three articles are among them. */
const DEPTH = 10;

export async function withBaton(
  { articles, passages }: Corpus,
  work: (
    ask: (question: string) => Promise<string[]>,
    indexSeconds: number,
    indexMb: number,
    /** CPU milliseconds that the database has used so far. */
    databaseCpu: () => number,
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
    const postmaster = await postmasterPid();
    await work(ask, seconds, megabytes, () => cpuMsOfFamily(postmaster));
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

/** The server itself is the parent of whoever serves a connection. */
async function postmasterPid(): Promise<number> {
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: 1 });
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const stat = readFileSync(`/proc/${row?.pid}/stat`, "utf8");
  await sql.end();
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}
