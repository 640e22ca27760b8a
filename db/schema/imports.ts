/** Articles from elsewhere: what was uploaded, what was asked for, what became of each piece, and what came of what. */
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { articles } from "./knowledge";
import { createdAt, users } from "./people";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** A file that a manager has sent; goes when the import that needed it has ended. */
export const articleUploads = pgTable(
  "article_uploads",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    /** Bytes. */
    size: integer("size").notNull().default(0),
    complete: boolean("complete").notNull().default(false),
    createdBy: uuid("created_by").references(() => users.id),
    createdAt: createdAt(),
  },
  (t) => [index("article_uploads_age").on(t.createdAt)],
);

/** Its bytes, piece by piece: all but the last are equally long. */
export const articleUploadParts = pgTable(
  "article_upload_parts",
  {
    uploadId: uuid("upload_id")
      .notNull()
      .references(() => articleUploads.id, { onDelete: "cascade" }),
    n: integer("n").notNull(),
    content: bytea("content").notNull(),
  },
  (t) => [primaryKey({ columns: [t.uploadId, t.n] })],
);

export const importKinds = ["markdown", "zendesk", "intercom", "pages"] as const;
export const importStates = ["queued", "running", "done", "failed", "cancelled"] as const;
export const importPhases = ["listing", "reading", "writing"] as const;
export const importOutcomes = ["created", "updated", "unchanged", "kept", "skipped", "failed"] as const;

export const articleImports = pgTable(
  "article_imports",
  {
    id: uuid("id").primaryKey(),
    kind: text("kind", { enum: importKinds }).notNull(),
    /** The file's name, or the first address. */
    name: text("name").notNull(),
    /** Addresses that were given; what the source says of its categories. */
    source: jsonb("source").notNull(),
    options: jsonb("options").notNull(),
    uploadId: uuid("upload_id").references(() => articleUploads.id, { onDelete: "set null" }),
    state: text("state", { enum: importStates }).notNull().default("queued"),
    phase: text("phase", { enum: importPhases }).notNull().default("listing"),
    /** Worked off by the command that began it, not by the job. */
    byShell: boolean("by_shell").notNull().default(false),
    /** Items; unknown until they are listed. */
    total: integer("total"),
    read: integer("read").notNull().default(0),
    created: integer("created").notNull().default(0),
    updated: integer("updated").notNull().default(0),
    unchanged: integer("unchanged").notNull().default(0),
    kept: integer("kept").notNull().default(0),
    skipped: integer("skipped").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    /** Why it failed, or what is to be known about it as a whole. */
    note: text("note"),
    createdBy: uuid("created_by").references(() => users.id),
    createdAt: createdAt(),
    startedAt: at("started_at"),
    workedAt: at("worked_at").notNull().defaultNow(),
    endedAt: at("ended_at"),
  },
  (t) => [
    index("article_imports_history").on(t.createdAt, t.id),
    index("article_imports_upload").on(t.uploadId),
    index("article_imports_live").on(t.workedAt).where(sql`ended_at is null`),
    check("article_imports_kind_known", sql`${t.kind} in ('markdown', 'zendesk', 'intercom', 'pages')`),
    check(
      "article_imports_state_known",
      sql`${t.state} in ('queued', 'running', 'done', 'failed', 'cancelled')`,
    ),
    check("article_imports_phase_known", sql`${t.phase} in ('listing', 'reading', 'writing')`),
  ],
);

/** One article to be, in the order of the source. `content` is only kept until the outcome is known. */
export const articleImportItems = pgTable(
  "article_import_items",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => articleImports.id, { onDelete: "cascade" }),
    n: integer("n").notNull(),
    sourceKey: text("source_key").notNull(),
    /** Where it stands in the source, for people. */
    path: text("path").notNull(),
    title: text("title"),
    /** The address that it gets. */
    slug: text("slug"),
    isRead: boolean("is_read").notNull().default(false),
    content: jsonb("content"),
    outcome: text("outcome", { enum: importOutcomes }),
    message: text("message"),
    articleId: uuid("article_id").references(() => articles.id, { onDelete: "set null" }),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.n] }),
    index("article_import_items_open").on(t.importId, t.n).where(sql`outcome is null`),
    index("article_import_items_outcome").on(t.importId, t.outcome, t.n),
    index("article_import_items_article").on(t.articleId),
    check(
      "article_import_items_outcome_known",
      sql`${t.outcome} in ('created', 'updated', 'unchanged', 'kept', 'skipped', 'failed')`,
    ),
  ],
);

/** The same source again is the same article. */
export const articleSources = pgTable(
  "article_sources",
  {
    sourceKey: text("source_key").primaryKey(),
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    /** Of the source as it was imported last. */
    contentHash: text("content_hash").notNull(),
    /** Of the article as the import left it: another one means that it was edited here since. */
    writtenHash: text("written_hash").notNull(),
    /** Which file an image of the source has become, by the hash of the image or its address. */
    files: jsonb("files").notNull().default(sql`'{}'::jsonb`),
    importId: uuid("import_id").references(() => articleImports.id, { onDelete: "set null" }),
    importedAt: at("imported_at").notNull().defaultNow(),
  },
  (t) => [index("article_sources_article").on(t.articleId)],
);
