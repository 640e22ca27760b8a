/**
 * The shared conversation: who holds it, what was said, what happened, and the assistant's runs.
 * `customer_id` is repeated on every row that a policy guards, so that each check is one comparison.
 */
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, users } from "./people";

export const ownerKinds = ["assistant", "queue", "agent"] as const;
export const conversationStatuses = ["open", "pending", "resolved"] as const;
export const urgency = pgEnum("urgency", ["low", "medium", "high", "urgent"]);
export const authorKind = pgEnum("author_kind", ["customer", "assistant", "staff", "system"]);
export const messageKind = pgEnum("message_kind", ["message", "note", "handover", "notice"]);
export const audience = pgEnum("audience", ["everyone", "staff"]);
const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });

/**
 * What an agent needs to go on: see `lib/conversations/schema.ts` for its shape. What is optional came later; packages
 * of older releases lack it.
 */
export type HandoverPackage = {
  reason: string;
  urgency: "low" | "medium" | "high" | "urgent";
  question: string;
  tried: { tool: string; label: string; ok: boolean; result?: string | null }[];
  sources: { title: string; href: string; quote?: string | null }[];
  openQuestion: string | null;
  nextStep: string;
  requestedBy: "customer" | "assistant" | "system";
  at: string;
  /** The rule that passed the conversation on, when it was one. */
  rule?: string | null;
  customer?: { name: string; signedInAt: string | null; verifiedAt: string | null };
  /** What the assistant said that it or somebody would do or has done; `backed`: and a tool did it. */
  promises?: { text: string; backed: boolean }[];
  mood?: MessageReading["mood"] | null;
  /** What could be done next, ready to be sent: an instruction for the assistant and its tool, or a reply. */
  suggestion?:
    | { kind: "tool"; tool: string; args: Record<string, unknown>; instruction: string }
    | { kind: "reply"; draft: string }
    | null;
  /** The assistant's last run before the handover: where the trace begins. */
  runId?: string | null;
};

/** How one customer message was understood. `confidence` 0 to 1; `topic` names an entry of the dialogue's topics. */
export type MessageReading = {
  intent: string;
  confidence: number;
  topic: string | null;
  mood: "calm" | "pleased" | "upset" | "angry";
};

export type Citation = {
  n: number;
  passageId: string;
  title: string;
  heading: string | null;
  href: string;
  /** Of the passage as it was read; see `lib/knowledge/citing.ts`. Absent from answers of older releases. */
  hash?: string;
};

/** What was done for the customer, in words they can read. */
export type Receipt = {
  callId: string;
  tool: string;
  label: string;
  href: string | null;
  state: "running" | "waiting" | "done" | "failed";
};

/** One earlier episode in a few lines: enough to know it, too little to go on with it. */
export type EpisodeSummary = {
  episode: number;
  resolvedAt: string;
  resolution: "confirmed" | "assumed" | null;
  subject: string | null;
  question: string | null;
  outcome: string | null;
  tickets: number[];
};

type Holder = { kind: "assistant" | "queue" | "agent"; name: string | null };
/** One change of owner, as the thread tells it. */
export type Passed = { from: Holder; to: Holder; by: string; reason: string | null };

export const conversations = pgTable(
  "conversations",
  {
    id: uuid("id").primaryKey(),
    customerId: uuid("customer_id")
      .notNull()
      .references(() => users.id),
    subject: text("subject"),
    /** Text, as `status` is: under row security an index can serve a comparison of texts, not of enums. */
    ownerKind: text("owner_kind", { enum: ownerKinds }).notNull().default("assistant"),
    ownerId: uuid("owner_id").references(() => users.id),
    status: text("status", { enum: conversationStatuses }).notNull().default("open"),
    /** Grows with every change of owner; every write of the assistant checks it. */
    epoch: integer("epoch").notNull().default(1),
    /** Last sequence number given out; taken only under this row's lock. */
    seq: integer("seq").notNull().default(0),
    episode: integer("episode").notNull().default(1),
    /** The number after which the present episode began; the model reads only what came later. */
    episodeSeq: integer("episode_seq").notNull().default(0),
    /** What earlier episodes came to, for the assistant; see `lib/conversations/episodes.ts`. */
    previously: jsonb("previously").$type<EpisodeSummary[]>().notNull().default([]),
    urgency: urgency("urgency").notNull().default("medium"),
    handover: jsonb("handover").$type<HandoverPackage>(),
    /** Where the dialogue with the assistant stands: topics, pending request; see `lib/assistant/conversation/`. */
    dialogue: jsonb("dialogue"),
    /** What the last agent asked of the assistant on handing back. */
    instruction: text("instruction"),
    /** Since when the customer waits for a person or a reply. */
    waitingSince: at("waiting_since"),
    /** When staff and the customer were last told that the wait is longer than promised. */
    waitToldAt: at("wait_told_at"),
    /** True once a public customer message has no answer after it. */
    awaitingReply: boolean("awaiting_reply").notNull().default(false),
    lastMessageAt: at("last_message_at").notNull().defaultNow(),
    lastAuthor: authorKind("last_author"),
    lastExcerpt: text("last_excerpt"),
    customerReadSeq: integer("customer_read_seq").notNull().default(0),
    staffReadSeq: integer("staff_read_seq").notNull().default(0),
    resolution: text("resolution", { enum: ["confirmed", "assumed"] }),
    resolvedAt: at("resolved_at"),
    createdAt: createdAt(),
  },
  (t) => [
    // Ascending: read backwards they give `desc`, nulls first, which is what an ordinary query asks for.
    index("conversations_customer").on(t.customerId, t.lastMessageAt, t.id),
    index("conversations_recent").on(t.lastMessageAt, t.id),
    index("conversations_status").on(t.status, t.lastMessageAt, t.id),
    index("conversations_agent").on(t.ownerId, t.lastMessageAt, t.id),
    // What an agent has left unanswered, longest first.
    index("conversations_unanswered")
      .on(t.waitingSince)
      .where(sql`owner_kind = 'agent' and awaiting_reply and status <> 'resolved'`),
    index("conversations_queue").on(t.waitingSince).where(sql`owner_kind = 'queue' and status <> 'resolved'`),
    check("conversations_owner_kind", sql`owner_kind in ('assistant', 'queue', 'agent')`),
    check("conversations_status_known", sql`status in ('open', 'pending', 'resolved')`),
    // What belongs to a conversation belongs to its customer: messages, events, runs and tickets refer to both.
    unique("conversations_of_customer").on(t.id, t.customerId),
    check("conversations_owner_shape", sql`(owner_kind = 'agent') = (owner_id is not null)`),
  ],
);

export const messages = pgTable(
  "messages",
  {
    conversationId: uuid("conversation_id")
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    /** Made by the sender, so that a repeated send is recognised. */
    id: uuid("id").notNull(),
    seq: integer("seq").notNull(),
    customerId: uuid("customer_id").notNull(),
    authorKind: authorKind("author_kind").notNull(),
    authorId: uuid("author_id").references(() => users.id),
    /** The author's name when it was written; people leave, threads stay readable. */
    authorName: text("author_name").notNull(),
    kind: messageKind("kind").notNull().default("message"),
    text: text("text").notNull(),
    citations: jsonb("citations").$type<Citation[]>().notNull().default([]),
    receipts: jsonb("receipts").$type<Receipt[]>().notNull().default([]),
    /** An answer that was cut short keeps what was shown and says so. */
    incomplete: text("incomplete", { enum: ["stopped", "failed"] }),
    /** For `handover` lines: who passed the baton to whom, and why. */
    passed: jsonb("passed").$type<Passed>(),
    runId: uuid("run_id"),
    /** True when the built-in model answered because the configured one could not. */
    fallback: boolean("fallback").notNull().default(false),
    /** How the assistant understood a customer's message: intent, confidence, topic, mood. For staff. */
    reading: jsonb("reading").$type<MessageReading>(),
    rating: text("rating", { enum: ["helpful", "not_helpful"] }),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.conversationId, t.id] }),
    foreignKey({
      name: "messages_of_conversation",
      columns: [t.conversationId, t.customerId],
      foreignColumns: [conversations.id, conversations.customerId],
    }).onDelete("cascade"),
    uniqueIndex("messages_seq").on(t.conversationId, t.seq),
    uniqueIndex("messages_run").on(t.runId).where(sql`run_id is not null and author_kind = 'assistant'`),
  ],
);

/** Append-only. Feeds live updates, audit, notifications. Never updated, never deleted by the app. */
export const events = pgTable(
  "events",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /** The writing transaction: rows become visible in commit order, ids do not. */
    tx: xid8("tx").notNull().default(sql`pg_current_xact_id()`),
    conversationId: uuid("conversation_id").references(() => conversations.id, { onDelete: "cascade" }),
    seq: integer("seq"),
    type: text("type").notNull(),
    audience: audience("audience").notNull().default("everyone"),
    customerId: uuid("customer_id"),
    actorKind: authorKind("actor_kind").notNull(),
    actorId: uuid("actor_id"),
    subjectType: text("subject_type"),
    subjectId: text("subject_id"),
    data: jsonb("data").$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      name: "events_of_conversation",
      columns: [t.conversationId, t.customerId],
      foreignColumns: [conversations.id, conversations.customerId],
    }).onDelete("cascade"),
    uniqueIndex("events_seq").on(t.conversationId, t.seq),
    index("events_tx").on(t.tx, t.id),
    index("events_customer").on(t.customerId, t.tx, t.id),
    index("events_subject").on(t.subjectType, t.subjectId, t.id),
  ],
);
