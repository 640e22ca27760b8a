/** The assistant's runs: their state and lease, the journal, what a resumed run needs, and what was shown. */
import { sql } from "drizzle-orm";
import {
  bigint,
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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { conversations } from "./conversations";
import { createdAt } from "./people";

export const runState = pgEnum("run_state", [
  "queued",
  "running",
  /** Parked until somebody has decided on a tool call; nobody works on it, and it is not live. */
  "waiting",
  "completed",
  "failed",
  "cancelled",
  "superseded",
  "expired",
]);

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

export const runs = pgTable(
  "runs",
  {
    id: uuid("id").primaryKey(),
    conversationId: uuid("conversation_id")
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    customerId: uuid("customer_id").notNull(),
    /** The ownership it was started under; a later epoch fences it off. */
    epoch: integer("epoch").notNull(),
    /** The last customer message that it answers. */
    messageSeq: integer("message_seq").notNull(),
    state: runState("state").notNull().default("queued"),
    /** Claims so far. A process that was taken for dead carries an older number, and can no longer write. */
    attempt: integer("attempt").notNull().default(0),
    /** The failed run whose finished steps this one goes on from. */
    continues: uuid("continues"),
    instance: text("instance"),
    leaseUntil: at("lease_until"),
    provider: text("provider"),
    model: text("model"),
    errorCode: text("error_code"),
    /** Why the built-in model answered in place of the configured one. */
    fallbackFrom: text("fallback_from"),
    /** Who the customer was signed in as when they wrote; decides how sure the assistant may be of them. */
    sessionId: uuid("session_id"),
    /** Claims that were made before it was last parked: only later ones count against the limit. */
    claimsBefore: integer("claims_before").notNull().default(0),
    /** When it was last queued: at first, and again after each decision. Its time limits run from here. */
    queuedAt: at("queued_at").notNull().defaultNow(),
    /** Millionths of the configured currency; null when no price is configured. */
    costMicros: bigint("cost_micros", { mode: "number" }),
    usage: jsonb("usage").$type<{ requests: number; inputTokens: number; outputTokens: number }>(),
    createdAt: createdAt(),
    startedAt: at("started_at"),
    firstTokenAt: at("first_token_at"),
    endedAt: at("ended_at"),
  },
  (t) => [
    foreignKey({
      name: "runs_of_conversation",
      columns: [t.conversationId, t.customerId],
      foreignColumns: [conversations.id, conversations.customerId],
    }).onDelete("cascade"),
    uniqueIndex("runs_one_live").on(t.conversationId).where(sql`state in ('queued', 'running')`),
    index("runs_lease").on(t.leaseUntil).where(sql`state in ('queued', 'running')`),
    // Those that wait for a decision, and nothing else: every other state has a lease or an end.
    index("runs_waiting").on(t.queuedAt).where(sql`lease_until is null and ended_at is null`),
    index("runs_conversation").on(t.conversationId, t.createdAt.desc()),
  ],
);

/** The journal of a run: each model call and tool call as it happened. */
export const runSteps = pgTable(
  "run_steps",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    n: integer("n").notNull(),
    customerId: uuid("customer_id").notNull(),
    kind: text("kind", { enum: ["model", "tool"] }).notNull(),
    name: text("name").notNull(),
    callId: text("call_id"),
    args: jsonb("args"),
    result: jsonb("result"),
    state: text("state", { enum: ["running", "done", "failed"] }).notNull(),
    error: text("error"),
    tokens: integer("tokens"),
    /** Of `tokens`, those that the model read. */
    inputTokens: integer("input_tokens"),
    startedAt: at("started_at").notNull().defaultNow(),
    endedAt: at("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.n] }),
    uniqueIndex("run_steps_call").on(t.runId, t.callId).where(sql`call_id is not null`),
  ],
);

/** What a run has shown so far, as UI message stream chunks: the one source for every viewer. */
export const runChunks = pgTable(
  "run_chunks",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    n: integer("n").notNull(),
    customerId: uuid("customer_id").notNull(),
    chunks: jsonb("chunks").$type<unknown[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.n] })],
);

/**
 * What a run needs to go on in another process: the model's output as it came, and what each tool returned,
 * sealed. Written before a tool may act and after it did, so that no finished call is ever repeated.
 */
export const runItems = pgTable(
  "run_items",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    n: integer("n").notNull(),
    customerId: uuid("customer_id").notNull(),
    /** Of the sealed content; a run is only resumed from a version that the code knows. */
    version: integer("version").notNull(),
    sealed: bytes("sealed").notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.n] })],
);
