/** Articles, what is behind each of them, and the passages they are searched and cited by. */
import { sql } from "drizzle-orm";
import {
  check,
  customType,
  index,
  integer,
  jsonb,
  pgEnum,
  pgSequence,
  pgTable,
  primaryKey,
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
const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** What articles are filed under, in the order in which the help center shows them. */
export const articleCategories = pgTable("article_categories", {
  id: text("id").primaryKey(),
  label: text("label").notNull(),
  about: text("about").notNull().default(""),
  position: integer("position").notNull(),
  /** By language tag: how readers of that language find it named. */
  names: jsonb("names").$type<Record<string, { label: string; about: string }>>().notNull().default({}),
});

/** What readers see: the text here is live, or was when the article is archived. */
export const articles = pgTable(
  "articles",
  {
    id: uuid("id").primaryKey(),
    /** Shared by the translations of one article. */
    groupId: uuid("group_id").notNull().defaultRandom(),
    slug: text("slug").notNull(),
    title: text("title").notNull(),
    summary: text("summary").notNull(),
    body: text("body").notNull(),
    category: text("category")
      .notNull()
      .references(() => articleCategories.id),
    audience: articleAudience("audience").notNull().default("public"),
    /** `draft`: it has never been published. */
    status: articleStatus("status").notNull().default("draft"),
    language: text("language").notNull().default("en"),
    /** Of the live text; 0: never published. */
    version: integer("version").notNull().default(0),
    authorId: uuid("author_id").references(() => users.id),
    /** Who keeps it true. */
    ownerId: uuid("owner_id").references(() => users.id),
    /** When it is to be looked over again. */
    reviewAt: at("review_at"),
    reviewedAt: at("reviewed_at"),
    createdAt: createdAt(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    publishedAt: at("published_at"),
  },
  (t) => [
    uniqueIndex("articles_slug").on(t.slug),
    index("articles_category").on(t.category, t.title),
    uniqueIndex("articles_group_language").on(t.groupId, t.language),
    index("articles_review").on(t.reviewAt).where(sql`review_at is not null`),
    index("articles_owner").on(t.ownerId),
  ],
);

/** Numbers of saved drafts: one number is never given twice, so that an editor that is behind always shows. */
export const articleRevisions = pgSequence("article_revisions");

/** The one working copy of an article, beside what is live. Readers and search never see it. */
export const articleDrafts = pgTable(
  "article_drafts",
  {
    articleId: uuid("article_id")
      .primaryKey()
      .references(() => articles.id, { onDelete: "cascade" }),
    slug: text("slug").notNull(),
    title: text("title").notNull(),
    summary: text("summary").notNull(),
    body: text("body").notNull(),
    category: text("category")
      .notNull()
      .references(() => articleCategories.id),
    audience: articleAudience("audience").notNull(),
    state: text("state", { enum: ["draft", "in_review"] })
      .notNull()
      .default("draft"),
    /** When it publishes itself. */
    publishAt: at("publish_at"),
    scheduledBy: uuid("scheduled_by").references(() => users.id),
    /** What changed and why; becomes the note of the version. */
    note: text("note"),
    /** What the version will say it came of. */
    origin: text("origin", { enum: ["edit", "import", "restore", "suggestion", "seed"] })
      .notNull()
      .default("edit"),
    revision: integer("revision").notNull().default(sql`nextval('article_revisions')`),
    /** The version that was live when these changes began. */
    baseVersion: integer("base_version").notNull(),
    editedBy: uuid("edited_by").references(() => users.id),
    editedAt: at("edited_at").notNull().defaultNow(),
  },
  (t) => [
    index("article_drafts_category").on(t.category),
    index("article_drafts_due").on(t.publishAt).where(sql`publish_at is not null`),
    check("article_drafts_state_known", sql`${t.state} in ('draft', 'in_review')`),
  ],
);

/** Every publication as it was; rows are only ever added. */
export const articleVersions = pgTable(
  "article_versions",
  {
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    version: integer("version").notNull(),
    slug: text("slug").notNull(),
    title: text("title").notNull(),
    summary: text("summary").notNull(),
    body: text("body").notNull(),
    category: text("category").notNull(),
    audience: articleAudience("audience").notNull(),
    publishedBy: uuid("published_by").references(() => users.id),
    publishedAt: at("published_at").notNull().defaultNow(),
    origin: text("origin", { enum: ["edit", "import", "restore", "suggestion", "seed"] }).notNull(),
    note: text("note"),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.version] }),
    check(
      "article_versions_origin_known",
      sql`${t.origin} in ('edit', 'import', 'restore', 'suggestion', 'seed')`,
    ),
  ],
);

/** Old and hand-made addresses. They lead to an article, never to an address, so they cannot run in a circle. */
export const articleRedirects = pgTable(
  "article_redirects",
  {
    slug: text("slug").primaryKey(),
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (t) => [index("article_redirects_article").on(t.articleId)],
);

/** Images and documents of an article; read by whoever may read it. */
export const articleFiles = pgTable(
  "article_files",
  {
    id: uuid("id").primaryKey(),
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    type: text("type", { enum: ["image/jpeg", "image/png", "image/webp", "application/pdf"] }).notNull(),
    /** Bytes. */
    size: integer("size").notNull(),
    width: integer("width"),
    height: integer("height"),
    sha256: text("sha256").notNull(),
    content: bytea("content").notNull(),
    createdBy: uuid("created_by").references(() => users.id),
    createdAt: createdAt(),
  },
  (t) => [
    index("article_files_article").on(t.articleId, t.createdAt),
    check(
      "article_files_type_known",
      sql`${t.type} in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')`,
    ),
    check("article_files_size_true", sql`${t.size} = octet_length(${t.content}) and ${t.size} <= 5242880`),
  ],
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
    language: text("language").notNull().default("en"),
    words: tsvector("words")
      .notNull()
      .generatedAlwaysAs(
        sql`setweight(baton_words(language, title), 'A') || setweight(baton_words(language, coalesce(heading, '')), 'B')
  || setweight(baton_words(language, text), 'C')`,
      ),
  },
  (t) => [uniqueIndex("passages_position").on(t.articleId, t.position)],
);
