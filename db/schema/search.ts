/** What the search keeps of the passages, and what managers teach it. Written by triggers, but for the synonyms. */
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { passages } from "./knowledge";
import { createdAt, users } from "./people";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
/** Compared byte by byte, whatever the language. */
const lexeme = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/**
 * The search index, kept by a trigger on passages: in how many published passages a lexeme stands, for each language
 * and audience; the empty lexeme counts the passages. Not a GIN index on `words`: row security lets no index serve
 * `@@`, but it does serve plain equality of text.
 */
export const passageTerms = pgTable(
  "passage_terms",
  {
    lexeme: lexeme("lexeme").notNull(),
    /** Without its region: `baton_language` of the passage's. */
    language: text("language").notNull(),
    /** One of the article audiences, as text: equality of enums may not use an index under row security. */
    audience: text("audience").notNull(),
    documents: integer("documents").notNull(),
  },
  (t) => [primaryKey({ columns: [t.lexeme, t.language, t.audience] })],
);

/** Which published passages hold a lexeme, the most telling first. */
export const passagePostings = pgTable(
  "passage_postings",
  {
    lexeme: lexeme("lexeme").notNull(),
    language: text("language").notNull(),
    audience: text("audience").notNull(),
    /** 0 to 1000: how much the lexeme says about the passage (weighted frequency, damped by length). */
    impact: smallint("impact").notNull(),
    passageId: uuid("passage_id")
      .notNull()
      .references(() => passages.id, { onDelete: "cascade" }),
  },
  (t) => [
    index("passage_postings_lexeme").on(t.lexeme, t.language, t.audience, t.impact.desc(), t.passageId),
    index("passage_postings_passage").on(t.passageId),
  ],
);

/** The lexemes by each three letters in a row: what a mistyped word may have been meant to be. */
export const passageTrigrams = pgTable(
  "passage_trigrams",
  {
    trigram: lexeme("trigram").notNull(),
    language: text("language").notNull(),
    audience: text("audience").notNull(),
    length: smallint("length").notNull(),
    lexeme: lexeme("lexeme").notNull(),
  },
  (t) => [
    primaryKey({
      name: "passage_trigrams_pk",
      columns: [t.trigram, t.language, t.audience, t.length, t.lexeme],
    }),
  ],
);

/** One row: grows with every change of what the search finds, so that what is kept in memory knows its age. */
export const searchState = pgTable(
  "search_state",
  {
    id: boolean("id").primaryKey().default(true),
    version: bigint("version", { mode: "number" }).notNull(),
  },
  (t) => [check("search_state_single", sql`${t.id}`)],
);

/** Lines of synonyms that managers wrote; of a built-in line, only that it was switched off. */
export const searchSynonyms = pgTable(
  "search_synonyms",
  {
    id: uuid("id").primaryKey(),
    /** Without its region. */
    language: text("language").notNull(),
    /** In the notation of lib/knowledge/synonyms.ts. */
    line: text("line").notNull(),
    enabled: boolean("enabled").notNull().default(true),
    builtIn: boolean("built_in").notNull().default(false),
    editedBy: uuid("edited_by").references(() => users.id),
    createdAt: createdAt(),
    editedAt: at("edited_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("search_synonyms_line").on(t.language, t.line),
    check("search_synonyms_line_length", sql`length(${t.line}) between 1 and 200`),
    check("search_synonyms_built_in_off", sql`not (${t.builtIn} and ${t.enabled})`),
  ],
);
