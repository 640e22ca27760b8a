/** Puts articles into the search straight through the tables, as a publication does it, but many at a time. */
import postgres from "postgres";
import { as } from "@/db/client";
import { articles, passages } from "@/db/schema/knowledge";
import { systemViewer } from "@/lib/auth/viewer";
import { toPassageRows } from "@/lib/knowledge/passages";
import { type SetDocument, setArticleId } from "./search-set";

const BATCH = 500;
/** Milliseconds for a batch: nobody waits for a page here. */
const PATIENCE_MS = 300_000;

export type PassageRow = ReturnType<typeof toPassageRows>[number];

export const articleRow = ({ id, title, text, language = "en" }: SetDocument) => ({
  id: setArticleId(id),
  slug: setArticleId(id),
  title,
  summary: "",
  body: text.trim() ? text : title,
  category: "general",
  audience: "public" as const,
  status: "published" as const,
  language,
});

export async function loadDocuments(documents: readonly SetDocument[]): Promise<void> {
  const rows = documents.map(articleRow);
  await loadRows(rows, rows.flatMap(toPassageRows));
}

export async function loadRows(
  articleRows: readonly ReturnType<typeof articleRow>[],
  passageRows: readonly PassageRow[],
): Promise<void> {
  const viewer = systemViewer("search-load");
  for (let at = 0; at < articleRows.length; at += BATCH)
    await as(viewer, (tx) => tx.insert(articles).values(articleRows.slice(at, at + BATCH)), PATIENCE_MS);
  for (let at = 0; at < passageRows.length; at += BATCH)
    await as(viewer, (tx) => tx.insert(passages).values(passageRows.slice(at, at + BATCH)), PATIENCE_MS);
}

/** Everything gone, as the owner of the tables: the product itself never removes an article. */
export async function emptyKnowledge(): Promise<void> {
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  await sql`truncate articles, passages, passage_terms, passage_postings, passage_trigrams cascade`;
  await sql.end();
}

/** What autovacuum does within a minute after so much was written. */
export async function settle(): Promise<void> {
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  await sql`vacuum (analyze) articles`;
  await sql`vacuum (analyze) passages`;
  await sql`vacuum (analyze) passage_terms`;
  await sql`vacuum (analyze) passage_postings`;
  await sql`vacuum (analyze) passage_trigrams`;
  await sql.end();
}
