/**
 * The statements of the search: terms and their rarity, candidates, words to correct slips with. They see what the
 * viewer of the transaction may see, and ask for no more than `audiences`.
 *
 * Only equality and ranges of text stand in their conditions: under row security PostgreSQL uses an index for
 * nothing else (`@@` and `%` are not leak-proof).
 */
import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Audience } from "./visibility";

/** Candidates taken for each lexeme and audience, the most telling first. */
const CANDIDATES_PER_LEXEME = 400;
/** Candidates that are ranked. */
const RANKED = 60;

export type CandidateRow = {
  id: string;
  article_id: string;
  slug: string;
  title: string;
  summary: string;
  category: string;
  audience: Audience;
  updated_at: string;
  heading: string | null;
  anchor: string | null;
  text: string;
  /** Lexemes with their places, as PostgreSQL writes them: of the title, and of all. */
  titleVector: string;
  vector: string;
};

/** What the knowledge base knows of some words. */
export type Vocabulary = {
  /** The lexemes of each word; none for a stop word. */
  lexemes: ReadonlyMap<string, readonly string[]>;
  /** Passages that hold a lexeme; one that is not here is in none. */
  documents: ReadonlyMap<string, number>;
  /** Passages there are. */
  all: number;
};

const list = (values: readonly string[]): SQL =>
  sql`(select array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb)))::text[]`;

export async function readVocabulary(
  tx: Tx,
  words: readonly string[],
  audiences: readonly Audience[],
): Promise<Vocabulary> {
  const rows = await tx.execute<{ word: string; lexeme: string; documents: number }>(sql`
    select given.word, found.lexeme, coalesce(held.documents, 0)::int as documents
      from (select word, unnest(tsvector_to_array(to_tsvector('english', word))) as lexeme
              from unnest(${list(words)}) as word union all select '', '') as found(word, lexeme)
      cross join lateral (select found.word) as given
      left join lateral (select sum(t.documents) as documents from passage_terms t
                          where t.lexeme = found.lexeme collate "C" and t.audience = any((${list(audiences)}))) as held on true`);
  const lexemes = new Map<string, string[]>();
  const documents = new Map<string, number>();
  for (const row of rows) {
    if (row.documents > 0) documents.set(row.lexeme, row.documents);
    if (row.lexeme) lexemes.set(row.word, [...(lexemes.get(row.word) ?? []), row.lexeme]);
  }
  const all = documents.get("") ?? 0;
  documents.delete("");
  return { lexemes, documents, all };
}

/** Passages that hold each lexeme; for the words of titles, which are lexemes already. */
export async function readDocuments(
  tx: Tx,
  lexemes: readonly string[],
  audiences: readonly Audience[],
): Promise<Map<string, number>> {
  if (lexemes.length === 0) return new Map();
  const rows = await tx.execute<{ lexeme: string; documents: number }>(sql`
    select t.lexeme, sum(t.documents)::int as documents
      from unnest(${list(lexemes)}) as given(lexeme)
      join passage_terms t on t.lexeme = given.lexeme collate "C" and t.audience = any((${list(audiences)}))
     group by 1`);
  return new Map(rows.map((row) => [row.lexeme, row.documents]));
}

/**
 * Lexemes that begin like one of the given (its first two letters, in either order) and are about as long: among
 * them is what a slip was meant to be.
 */
export async function readNeighbours(
  tx: Tx,
  lexemes: readonly string[],
  audiences: readonly Audience[],
): Promise<Map<string, number>> {
  const starts = new Set(lexemes.flatMap(([first = "", second = ""]) => [first + second, second + first]));
  const lengths = lexemes.map((lexeme) => lexeme.length);
  // Ranges between constants: the planner knows how few rows they are, and takes the index.
  const ranges = [...starts].map(
    (start) => sql`(t.lexeme >= ${start} collate "C" and t.lexeme < ${`${start}\u{10ffff}`} collate "C")`,
  );
  const rows = await tx.execute<{ lexeme: string; documents: number }>(sql`
    select t.lexeme, sum(t.documents)::int as documents from passage_terms t
     where (${sql.join(ranges, sql` or `)}) and t.audience = any((${list(audiences)})) and t.documents > 0
       and length(t.lexeme) between ${Math.min(...lengths) - 2}::int and ${Math.max(...lengths) + 2}::int
     group by 1`);
  return new Map(rows.map((row) => [row.lexeme, row.documents]));
}

/** The passages that say most about the lexemes. */
export async function readCandidates(
  tx: Tx,
  searched: ReadonlyMap<string, number>,
  audiences: readonly Audience[],
  category: string | undefined,
): Promise<CandidateRow[]> {
  const terms = JSON.stringify([...searched].map(([lexeme, weight]) => ({ lexeme, weight })));
  const ofCategory =
    category === undefined ? sql`` : sql`join passages q on q.id = x.passage_id and q.category = ${category}`;
  const rows = await tx.execute<CandidateRow>(sql`
    with hits as materialized (
      select hit.passage_id, sum(term.weight * hit.impact) as impact
        from jsonb_to_recordset(${terms}::jsonb) as term(lexeme text, weight float8)
        cross join unnest(${list(audiences)}) as reader(audience)
        cross join lateral (
          select x.passage_id, x.impact from passage_postings x ${ofCategory}
           where x.lexeme = term.lexeme collate "C" and x.audience = reader.audience
           order by x.impact desc nulls last, x.passage_id limit ${CANDIDATES_PER_LEXEME}) as hit
       group by 1 order by 2 desc, 1 limit ${RANKED})
    select p.id, p.article_id, a.slug, p.title, a.summary, p.category, p.audience, a.updated_at, p.heading, p.anchor,
           p.text, ts_filter(p.words, '{a}')::text as "titleVector", p.words::text as vector
      from hits join passages p on p.id = hits.passage_id join articles a on a.id = p.article_id
     where p.status = 'published' and a.status = 'published'
       and p.audience::text = any((${list(audiences)})) and a.audience::text = any((${list(audiences)}))`);
  return [...rows];
}
