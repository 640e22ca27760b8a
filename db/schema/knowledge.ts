/** Articles and the passages they are searched and cited by. */
import { sql } from "drizzle-orm";
import {
  customType,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, users } from "./people";

export const articleAudience = pgEnum("article_audience", ["public", "customers", "staff"]);
export const articleStatus = pgEnum("article_status", ["draft", "published", "archived"]);

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
/** Compared byte by byte, so that a prefix is a range of the index. */
const lexeme = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

export const articles = pgTable(
  "articles",
  {
    id: uuid("id").primaryKey(),
    slug: text("slug").notNull(),
    title: text("title").notNull(),
    summary: text("summary").notNull(),
    body: text("body").notNull(),
    category: text("category").notNull(),
    audience: articleAudience("audience").notNull().default("public"),
    status: articleStatus("status").notNull().default("draft"),
    language: text("language").notNull().default("en"),
    authorId: uuid("author_id").references(() => users.id),
    createdAt: createdAt(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    publishedAt: at("published_at"),
  },
  (t) => [uniqueIndex("articles_slug").on(t.slug), index("articles_category").on(t.category, t.title)],
);

/**
 * One retrievable part of a published article. Status and audience are repeated here so that retrieval
 * filters inside the query, never after ranking.
 */
export const passages = pgTable(
  "passages",
  {
    id: uuid("id").primaryKey(),
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    title: text("title").notNull(),
    heading: text("heading"),
    /** Fragment of the heading on the article's page. */
    anchor: text("anchor"),
    text: text("text").notNull(),
    category: text("category").notNull(),
    audience: articleAudience("audience").notNull(),
    status: articleStatus("status").notNull(),
    words: tsvector("words")
      .notNull()
      .generatedAlwaysAs(
        sql`setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', coalesce(heading, '')), 'B') || setweight(to_tsvector('english', text), 'C')`,
      ),
  },
  (t) => [uniqueIndex("passages_position").on(t.articleId, t.position)],
);

/**
 * The search index, kept by a trigger on passages: in how many published passages a lexeme stands, for each
 * audience; the empty lexeme counts the passages. Not a GIN index on `words`: row
 * security lets no index serve `@@`, but it does serve plain equality of text.
 */
export const passageTerms = pgTable(
  "passage_terms",
  {
    lexeme: lexeme("lexeme").notNull(),
    /** One of the article audiences, as text: equality of enums may not use an index under row security. */
    audience: text("audience").notNull(),
    documents: integer("documents").notNull(),
  },
  (t) => [primaryKey({ columns: [t.lexeme, t.audience] })],
);

/** Which published passages hold a lexeme, the most telling first. */
export const passagePostings = pgTable(
  "passage_postings",
  {
    lexeme: lexeme("lexeme").notNull(),
    audience: text("audience").notNull(),
    /** 0 to 1000: how much the lexeme says about the passage (weighted frequency, damped by length). */
    impact: smallint("impact").notNull(),
    passageId: uuid("passage_id")
      .notNull()
      .references(() => passages.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.passageId, t.lexeme] }),
    index("passage_postings_lexeme").on(t.lexeme, t.audience, t.impact.desc(), t.passageId),
  ],
);
