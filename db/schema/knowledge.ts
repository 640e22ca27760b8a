/** Articles and the passages they are searched and cited by. */
import { sql } from "drizzle-orm";
import {
  customType,
  index,
  integer,
  pgEnum,
  pgTable,
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
  (t) => [
    uniqueIndex("passages_position").on(t.articleId, t.position),
    index("passages_words").using("gin", t.words),
  ],
);
