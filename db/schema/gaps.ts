/** What the knowledge base lacks, what is suggested for it, and what keeps it true. For the team's eyes only. */
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { conversations } from "./conversations";
import { articles } from "./knowledge";
import { createdAt, users } from "./people";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
/** Compared byte by byte, which is what an index may do under row security. */
const stem = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/** Questions that ask the same thing, and what is done about it. */
export const gaps = pgTable(
  "gaps",
  {
    id: uuid("id").primaryKey(),
    state: text("state", { enum: ["open", "drafted", "solved", "dismissed"] })
      .notNull()
      .default("open"),
    /** The question that speaks for the others: its words are read there, so that they go with it. */
    titleQuestionId: uuid("title_question_id"),
    /** What a search for the title found best, and how it scored. */
    foundArticleId: uuid("found_article_id").references(() => articles.id, { onDelete: "set null" }),
    foundScore: real("found_score"),
    foundAnswerable: boolean("found_answerable").notNull().default(false),
    /** The article that was drafted for it. */
    articleId: uuid("article_id").references(() => articles.id, { onDelete: "set null" }),
    /** Why it was dismissed. */
    reason: text("reason"),
    decidedBy: uuid("decided_by").references(() => users.id),
    decidedAt: at("decided_at"),
    solvedAt: at("solved_at"),
    /** When it came up again after it was solved. */
    reopenedAt: at("reopened_at"),
    createdAt: createdAt(),
  },
  (t) => [
    index("gaps_state").on(t.state),
    index("gaps_article").on(t.articleId),
    check("gaps_state_known", sql`${t.state} in ('open', 'drafted', 'solved', 'dismissed')`),
    check("gaps_reason_length", sql`length(${t.reason}) <= 300`),
  ],
);

/**
 * One question that the knowledge base did not answer: of a customer's message, once however it went on; or a search of
 * the help center, counted for a day without who asked.
 */
export const gapQuestions = pgTable(
  "gap_questions",
  {
    id: uuid("id").primaryKey(),
    gapId: uuid("gap_id").references(() => gaps.id),
    customerId: uuid("customer_id").references(() => users.id, { onDelete: "cascade" }),
    conversationId: uuid("conversation_id"),
    messageSeq: integer("message_seq"),
    day: date("day"),
    source: text("source", { enum: ["search", "rating", "person", "help_center"] }).notNull(),
    /** For `person`: why the conversation was passed on. */
    reason: text("reason"),
    text: text("text").notNull(),
    language: text("language").notNull(),
    times: integer("times").notNull().default(1),
    askedAt: at("asked_at").notNull(),
  },
  (t) => [
    foreignKey({
      name: "gap_questions_of_conversation",
      columns: [t.conversationId, t.customerId],
      foreignColumns: [conversations.id, conversations.customerId],
    }).onDelete("cascade"),
    index("gap_questions_gap").on(t.gapId, t.askedAt),
    index("gap_questions_customer").on(t.customerId),
    index("gap_questions_ungrouped").on(t.askedAt).where(sql`gap_id is null`),
    uniqueIndex("gap_questions_message")
      .on(t.conversationId, t.messageSeq)
      .where(sql`conversation_id is not null`),
    uniqueIndex("gap_questions_search").on(t.day, t.language, t.text).where(sql`day is not null`),
    check("gap_questions_source_known", sql`${t.source} in ('search', 'rating', 'person', 'help_center')`),
    check("gap_questions_text_length", sql`length(${t.text}) between 1 and 300`),
    check(
      "gap_questions_whose",
      sql`(${t.source} = 'help_center') = (${t.customerId} is null)
    and (${t.customerId} is null) = (${t.conversationId} is null)
    and (${t.customerId} is null) = (${t.messageSeq} is null)
    and (${t.customerId} is null) = (${t.day} is not null)`,
    ),
  ],
);

/** By which stems a question is found among the others. */
export const gapPostings = pgTable(
  "gap_postings",
  {
    stem: stem("stem").notNull(),
    questionId: uuid("question_id")
      .notNull()
      .references(() => gapQuestions.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.stem, t.questionId] }), index("gap_postings_question").on(t.questionId)],
);

/** Up to which event the log was read. Rows become visible in the order of `tx`, so nothing is missed. */
export const gapProgress = pgTable("gap_progress", {
  name: text("name").primaryKey(),
  tx: text("tx").notNull(),
  eventId: bigint("event_id", { mode: "number" }).notNull(),
  updatedAt: at("updated_at").notNull().defaultNow(),
});

/** An article, or a change to one, that somebody may make a draft of. */
export const articleSuggestions = pgTable(
  "article_suggestions",
  {
    id: uuid("id").primaryKey(),
    gapId: uuid("gap_id").references(() => gaps.id, { onDelete: "cascade" }),
    conversationId: uuid("conversation_id"),
    customerId: uuid("customer_id"),
    /** For a change: which article. */
    articleId: uuid("article_id").references(() => articles.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: ["new", "change"] }).notNull(),
    state: text("state", { enum: ["ready", "accepted", "dismissed"] })
      .notNull()
      .default("ready"),
    writer: text("writer", { enum: ["rules", "model", "person"] })
      .notNull()
      .default("rules"),
    /** A model is to write it anew, unless a person does so first. */
    wanted: boolean("wanted").notNull().default(false),
    /** Kept as a test case once it is accepted. */
    question: text("question").notNull(),
    title: text("title").notNull(),
    summary: text("summary").notNull(),
    body: text("body").notNull(),
    /** For a change: the article's text that it was made of. */
    before: text("before"),
    category: text("category").notNull(),
    audience: text("audience", { enum: ["public", "customers", "staff"] }).notNull(),
    language: text("language").notNull(),
    revision: integer("revision").notNull().default(1),
    draftArticleId: uuid("draft_article_id").references(() => articles.id, { onDelete: "set null" }),
    madeBy: uuid("made_by").references(() => users.id),
    decidedBy: uuid("decided_by").references(() => users.id),
    decidedAt: at("decided_at"),
    reason: text("reason"),
    createdAt: createdAt(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      name: "article_suggestions_of_conversation",
      columns: [t.conversationId, t.customerId],
      foreignColumns: [conversations.id, conversations.customerId],
    }).onDelete("cascade"),
    index("article_suggestions_gap").on(t.gapId, t.createdAt),
    index("article_suggestions_conversation").on(t.conversationId, t.createdAt),
    index("article_suggestions_wanted").on(t.createdAt).where(sql`wanted`),
    check("article_suggestions_kind_known", sql`${t.kind} in ('new', 'change')`),
    check("article_suggestions_state_known", sql`${t.state} in ('ready', 'accepted', 'dismissed')`),
    check("article_suggestions_writer_known", sql`${t.writer} in ('rules', 'model', 'person')`),
    check("article_suggestions_audience_known", sql`${t.audience} in ('public', 'customers', 'staff')`),
    check("article_suggestions_whose", sql`(${t.customerId} is null) = (${t.conversationId} is null)`),
  ],
);

/** What a search found, for a case that failed. */
export type FoundArticle = { id: string; slug: string; title: string; score: number };

/** A question that search must answer with this article. */
export const searchCases = pgTable(
  "search_cases",
  {
    id: uuid("id").primaryKey(),
    question: text("question").notNull(),
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    gapId: uuid("gap_id").references(() => gaps.id, { onDelete: "set null" }),
    addedFrom: text("added_from", { enum: ["suggestion", "hand"] }).notNull(),
    addedBy: uuid("added_by").references(() => users.id),
    /** Null until it was checked for the first time. */
    passed: boolean("passed"),
    /** 1 for the first; null when it was not among those found. */
    rank: integer("rank"),
    answerable: boolean("answerable"),
    found: jsonb("found").$type<FoundArticle[]>().notNull().default([]),
    checkedAt: at("checked_at"),
    failingSince: at("failing_since"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("search_cases_question").on(t.articleId, sql`lower(${t.question})`),
    index("search_cases_failing").on(t.failingSince).where(sql`passed = false`),
    check("search_cases_from_known", sql`${t.addedFrom} in ('suggestion', 'hand')`),
    check("search_cases_question_length", sql`length(${t.question}) between 1 and 300`),
  ],
);

/** One side of a conflict as it was read: the text, and `[start, end)` of the words that differ. */
export type ConflictSide = {
  heading: string | null;
  anchor: string | null;
  text: string;
  marks: [number, number][];
};

/** Two passages that say nearly the same, or what cannot both be true. */
export const passageConflicts = pgTable(
  "passage_conflicts",
  {
    id: uuid("id").primaryKey(),
    /** Of the two texts, whichever way round: what was decided holds for these words and no others. */
    pair: uuid("pair").notNull(),
    kind: text("kind", { enum: ["duplicate", "contradiction"] }).notNull(),
    because: text("because", { enum: ["number", "date", "price", "denial"] }),
    state: text("state", { enum: ["open", "dismissed", "resolved"] })
      .notNull()
      .default("open"),
    score: real("score").notNull(),
    articleA: uuid("article_a")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    articleB: uuid("article_b")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    /** Without references: passages are written anew with every publication. */
    passageA: uuid("passage_a").notNull(),
    passageB: uuid("passage_b").notNull(),
    shown: jsonb("shown").$type<{ a: ConflictSide; b: ConflictSide }>().notNull(),
    decidedBy: uuid("decided_by").references(() => users.id),
    decidedAt: at("decided_at"),
    foundAt: at("found_at").notNull().defaultNow(),
    resolvedAt: at("resolved_at"),
  },
  (t) => [
    uniqueIndex("passage_conflicts_pair").on(t.pair, t.kind),
    index("passage_conflicts_open").on(t.state, t.foundAt),
    index("passage_conflicts_a").on(t.articleA),
    index("passage_conflicts_b").on(t.articleB),
    check("passage_conflicts_kind_known", sql`${t.kind} in ('duplicate', 'contradiction')`),
    check("passage_conflicts_state_known", sql`${t.state} in ('open', 'dismissed', 'resolved')`),
  ],
);

/** Which answers cite which article; written by a trigger on messages. */
export const articleCitations = pgTable(
  "article_citations",
  {
    conversationId: uuid("conversation_id").notNull(),
    messageId: uuid("message_id").notNull(),
    messageSeq: integer("message_seq").notNull(),
    customerId: uuid("customer_id").notNull(),
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    passageId: uuid("passage_id").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.conversationId, t.messageId, t.passageId] }),
    foreignKey({
      name: "article_citations_of_conversation",
      columns: [t.conversationId, t.customerId],
      foreignColumns: [conversations.id, conversations.customerId],
    }).onDelete("cascade"),
    index("article_citations_article").on(t.articleId, t.createdAt),
    index("article_citations_recent").on(t.createdAt),
  ],
);
