/**
 * The statements of the search, one transaction each: terms and their rarity, words to correct slips with,
 * candidates. They see what the viewer of the transaction may see, and ask for no more than `audiences`. Each says
 * which state of the index it has read, so that what was kept from an earlier one is told apart.
 *
 * Only equality and ranges of text stand in their conditions: under row security PostgreSQL uses an index for
 * nothing else (`@@` and `%` are not leak-proof).
 */
import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Audience } from "./visibility";

/** Postings that are read for all lexemes together; each may have an equal part, the most telling first. */
const POSTINGS = 19_200;
const MOST_FOR_ONE = 1_600;
/** Passages of the default language that are looked at for a translation, before the best of them are taken. */
const UNTRANSLATED_OF = 240;
/** Candidates that are ranked, for each language. */
const RANKED = 60;
/** Lexemes that are read for each three letters of a mistyped word, and that are compared with it. */
const FOR_TRIGRAM = 400;
const COMPARED = 40;

export type CandidateRow = {
  id: string;
  article_id: string;
  slug: string;
  title: string;
  summary: string;
  category: string;
  audience: Audience;
  language: string;
  updated_at: string;
  heading: string | null;
  anchor: string | null;
  text: string;
  titleLexemes: string[];
  /** Lexemes with their places, as PostgreSQL writes them. */
  vector: string;
};

/** A word or a lexeme of one language. */
export type OfLanguage = { language: string; word: string };

const list = (values: readonly string[]): SQL =>
  sql`(select array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb)))::text[]`;
const words = (given: readonly OfLanguage[]): SQL =>
  sql`jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given(language text, word text)`;
const version = sql`(select version from search_state)::float8 as version`;

/** What managers have written about synonyms, and the state of the index. */
export function readState(tx: Tx) {
  return tx.execute<{ version: number; language: string | null; line: string; enabled: boolean }>(sql`
    select ${version}, s.language, s.line, s.enabled
      from (select 1) as always left join search_synonyms s on s.enabled or s.built_in
     order by s.created_at, s.id`);
}

/** The lexemes of each word, and in how many passages each of them stands; the word "" counts the passages. */
export function readVocabulary(tx: Tx, given: readonly OfLanguage[], audiences: readonly Audience[]) {
  return tx.execute<{
    version: number;
    language: string;
    word: string;
    lexeme: string;
    documents: number;
  }>(sql`
    select ${version}, found.language, found.word, found.lexeme, coalesce(held.documents, 0)::int as documents
      from (select given.language, given.word, unnest(tsvector_to_array(baton_words(given.language, given.word))) as lexeme
              from ${words(given)}
            union all select given.language, '', '' from ${words(given)} where given.word = '') as found
      left join lateral (select sum(t.documents) as documents from passage_terms t
                          where t.lexeme = found.lexeme collate "C" and t.language = found.language
                            and t.audience = any((${list(audiences)}))) as held on true`);
}

/** In how many passages lexemes stand, as they are. */
export function readDocuments(tx: Tx, given: readonly OfLanguage[], audiences: readonly Audience[]) {
  return tx.execute<{ version: number; language: string; word: string; documents: number }>(sql`
    select ${version}, given.language, given.word, coalesce(held.documents, 0)::int as documents
      from ${words(given)}
      left join lateral (select sum(t.documents) as documents from passage_terms t
                          where t.lexeme = given.word collate "C" and t.language = given.language
                            and t.audience = any((${list(audiences)}))) as held on true`);
}

/** Lexemes that share the most letters, three in a row, with each of the given ones, and are about as long. */
export function readNeighbours(tx: Tx, given: readonly OfLanguage[], audiences: readonly Audience[]) {
  return tx.execute<{
    version: number;
    language: string;
    word: string;
    lexeme: string;
    documents: number;
  }>(sql`
    select ${version}, given.language, given.word, near.lexeme, held.documents::int as documents
      from ${words(given)}
      cross join lateral (
        select alike.lexeme, count(distinct part.trigram) as shared
          from (select distinct substr('  ' || given.word || ' ', n, 3) as trigram
                  from generate_series(1, length(given.word) + 1) n) as part
          cross join unnest(${list(audiences)}) as reader(audience)
          cross join lateral (
            select g.lexeme from passage_trigrams g
             where g.trigram = part.trigram collate "C" and g.language = given.language and g.audience = reader.audience
               and g.length between length(given.word) - 2 and length(given.word) + 2
             limit ${FOR_TRIGRAM}) as alike
         group by 1 order by 2 desc, abs(length(alike.lexeme) - length(given.word)), 1 limit ${COMPARED}) as near
      cross join lateral (select sum(t.documents) as documents from passage_terms t
                           where t.lexeme = near.lexeme collate "C" and t.language = given.language
                             and t.audience = any((${list(audiences)}))) as held
     where held.documents > 0`);
}

export type Searched = { language: string; lexeme: string; weight: number };
export type Wanted = {
  searched: readonly Searched[];
  audiences: readonly Audience[];
  /** The reader's, first; then the default one, whose articles count as far as nobody has translated them. */
  languages: readonly string[];
  category: string | undefined;
};

/** Nearest by meaning. */
const NEAREST = 40;

/** Whether nobody has translated the article `o`, for readers who would read that. */
const isUntranslated = (reader: string, audiences: readonly Audience[]): SQL => sql`not exists (
  select from articles t where t.group_id = o.group_id and t.id <> o.id and t.status = 'published'
     and baton_language(t.language) = ${reader} and t.audience::text = any((${list(audiences)})))`;

const columns = sql`p.id, p.article_id, o.slug, p.title, o.summary, p.category, p.audience,
  baton_language(p.language) as language, o.updated_at, p.heading, p.anchor, p.text,
  tsvector_to_array(ts_filter(p.words, '{a}')) as "titleLexemes", p.words::text as vector`;
const isReadable = (
  audiences: readonly Audience[],
): SQL => sql`p.status = 'published' and o.status = 'published'
  and p.audience::text = any((${list(audiences)})) and o.audience::text = any((${list(audiences)}))`;

/** Postings of one lexeme that are read, written out so that a plan is made for each. */
const parts = [
  { most: 1_600, limit: sql`1600` },
  { most: 800, limit: sql`800` },
  { most: 400, limit: sql`400` },
  { most: 200, limit: sql`200` },
  { most: 100, limit: sql`100` },
];

/** The passages that say most about the lexemes; one row without a passage when there is none. */
export function readCandidates(tx: Tx, { searched, audiences, languages, category }: Wanted) {
  const each = POSTINGS / Math.max(1, searched.length * audiences.length);
  const limit = (parts.find(({ most }) => most <= Math.min(each, MOST_FOR_ONE)) ?? parts.at(-1))?.limit;
  const [reader = "", fallback] = languages;
  const ofCategory =
    category === undefined
      ? sql``
      : sql`where exists (select from passages c where c.id = hits.passage_id and c.category = ${category})`;
  const untranslated =
    fallback === undefined
      ? sql``
      : sql`union all (
          select often.passage_id, often.impact from (
            select passage_id, impact from kept where language = ${fallback} order by impact desc, passage_id limit ${UNTRANSLATED_OF}) as often
            join passages q on q.id = often.passage_id join articles o on o.id = q.article_id
           where ${isUntranslated(reader, audiences)}
           order by often.impact desc, often.passage_id limit ${RANKED})`;
  return tx.execute<{ version: number; postings: number } & (CandidateRow | { id: null })>(sql`
    with hits as materialized (
      select hit.passage_id, term.language, sum(term.weight * hit.impact) as impact, count(*) as postings
        from jsonb_to_recordset(${JSON.stringify(searched)}::jsonb) as term(language text, lexeme text, weight float8)
        cross join unnest(${list(audiences)}) as reader(audience)
        cross join lateral (
          select x.passage_id, x.impact from passage_postings x
           where x.lexeme = term.lexeme collate "C" and x.language = term.language and x.audience = reader.audience
           order by x.impact desc nulls last, x.passage_id limit ${limit}) as hit
       group by 1, 2),
    kept as (select * from hits ${ofCategory}),
    best as materialized (
      (select passage_id, impact from kept where language = ${reader} order by impact desc, passage_id limit ${RANKED})
      ${untranslated}),
    found as (
      select ${columns} from best join passages p on p.id = best.passage_id join articles o on o.id = p.article_id
       where ${isReadable(audiences)})
    select ${version}, (select coalesce(sum(postings), 0) from hits)::int as postings, found.*
      from (select 1) as always left join found on true`);
}

export type NearRow = CandidateRow & { similarity: number };

/**
 * The passages nearest by meaning, nearest first; only where vectors are kept. The index goes on looking until it has
 * enough that this reader may read.
 */
export async function readNearest(
  tx: Tx,
  meaning: { model: string; vector: string },
  { audiences, languages, category }: Omit<Wanted, "searched">,
): Promise<readonly ({ version: number } & NearRow)[]> {
  const [reader = "", fallback] = languages;
  const ofLanguage =
    fallback === undefined
      ? sql`baton_language(p.language) = ${reader}`
      : sql`(baton_language(p.language) = ${reader}
             or (baton_language(p.language) = ${fallback} and ${isUntranslated(reader, audiences)}))`;
  const ofCategory = category === undefined ? sql`` : sql`and p.category = ${category}`;
  // Walked along the index until enough are read: the planner would rather read and sort all there are.
  const nearest = sql`
    select v.passage_id, v.embedding <=> ${meaning.vector}::halfvec as distance from passage_vectors v
     where v.model = ${meaning.model} order by v.embedding <=> ${meaning.vector}::halfvec`;
  const [, rows] = await Promise.all([
    tx.execute(sql`
      select set_config('hnsw.iterative_scan', 'strict_order', true), set_config('enable_sort', 'off', true)`),
    tx.execute<{ version: number } & NearRow>(sql`
      select ${version}, one.*, 1 - near.distance as similarity
        from (${nearest}) as near cross join lateral (
          select ${columns} from passages p join articles o on o.id = p.article_id
           where p.id = near.passage_id and ${isReadable(audiences)} and ${ofLanguage} ${ofCategory} offset 0) as one
       limit ${NEAREST}`),
  ]);
  return rows;
}
