/** What the assistant's tools may do, what they wait for, and what they did. */
import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { orders } from "./catalogue";
import { conversations } from "./conversations";
import { createdAt, users } from "./people";
import { runs } from "./runs";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** What managers have set for a tool; a tool without a row keeps its default. */
export const toolPolicies = pgTable(
  "tool_policies",
  {
    /** As the model names it; for a tool of an MCP server with the server's name before it. */
    tool: text("tool").primaryKey(),
    policy: text("policy", { enum: ["allow", "approve", "deny"] }).notNull(),
    /** With `approve`: only calls whose amount is above this, in cents, wait for a person. */
    approveAboveCents: integer("approve_above_cents"),
    updatedBy: uuid("updated_by").references(() => users.id),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [check("tool_policies_policy_known", sql`${t.policy} in ('allow', 'approve', 'deny')`)],
);

export const approvalStates = ["pending", "approved", "refused", "expired", "revoked"] as const;

/** One tool call that waits, or waited, for a person's decision. */
export const approvals = pgTable(
  "approvals",
  {
    id: uuid("id").primaryKey(),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    callId: text("call_id").notNull(),
    conversationId: uuid("conversation_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    /** The ownership it was asked under; a takeover revokes it. */
    epoch: integer("epoch").notNull(),
    tool: text("tool").notNull(),
    args: jsonb("args").$type<Record<string, unknown>>().notNull(),
    /** Why a person has to decide, in words for staff. */
    why: text("why").notNull(),
    state: text("state", { enum: approvalStates }).notNull().default("pending"),
    /** What the decider changed; the call is made with these. */
    editedArgs: jsonb("edited_args").$type<Record<string, unknown>>(),
    decidedBy: uuid("decided_by").references(() => users.id),
    decidedByName: text("decided_by_name"),
    /** Why it was refused; the assistant tells the customer in its own words. */
    reason: text("reason"),
    createdAt: createdAt(),
    expiresAt: at("expires_at").notNull(),
    decidedAt: at("decided_at"),
  },
  (t) => [
    foreignKey({
      name: "approvals_of_conversation",
      columns: [t.conversationId, t.customerId],
      foreignColumns: [conversations.id, conversations.customerId],
    }).onDelete("cascade"),
    uniqueIndex("approvals_call").on(t.runId, t.callId),
    index("approvals_pending").on(t.createdAt).where(sql`state = 'pending'`),
    index("approvals_conversation").on(t.conversationId, t.createdAt),
    check(
      "approvals_state_known",
      sql`${t.state} in ('pending', 'approved', 'refused', 'expired', 'revoked')`,
    ),
  ],
);

export const identityStates = ["pending", "verified", "failed", "expired", "revoked"] as const;

/** A one-time code that a customer was sent, because a tool needs to be surer of who they are. */
export const identityChecks = pgTable(
  "identity_checks",
  {
    id: uuid("id").primaryKey(),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    conversationId: uuid("conversation_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    sessionId: uuid("session_id").notNull(),
    /** Keyed hash of the code; the code itself is only in the mail. */
    codeHash: text("code_hash").notNull(),
    tries: integer("tries").notNull().default(0),
    state: text("state", { enum: identityStates }).notNull().default("pending"),
    createdAt: createdAt(),
    expiresAt: at("expires_at").notNull(),
    decidedAt: at("decided_at"),
  },
  (t) => [
    foreignKey({
      name: "identity_checks_of_conversation",
      columns: [t.conversationId, t.customerId],
      foreignColumns: [conversations.id, conversations.customerId],
    }).onDelete("cascade"),
    uniqueIndex("identity_checks_one_pending").on(t.runId).where(sql`state = 'pending'`),
    index("identity_checks_expiry").on(t.expiresAt).where(sql`state = 'pending'`),
    index("identity_checks_conversation").on(t.conversationId, t.createdAt),
    check(
      "identity_checks_state_known",
      sql`${t.state} in ('pending', 'verified', 'failed', 'expired', 'revoked')`,
    ),
  ],
);

/** How an effect can be taken back, with what was there before; see `lib/effects`. */
export type Undo = Record<string, unknown> & { kind: string };

/** What a tool call changed for a customer: written in the transaction of the change itself. */
export const toolEffects = pgTable(
  "tool_effects",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    callId: text("call_id").notNull(),
    conversationId: uuid("conversation_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    tool: text("tool").notNull(),
    /** As the customer reads it, such as "Opened ticket #1042". */
    label: text("label").notNull(),
    href: text("href"),
    undo: jsonb("undo").$type<Undo>(),
    undoneAt: at("undone_at"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.callId] }),
    foreignKey({
      name: "tool_effects_of_conversation",
      columns: [t.conversationId, t.customerId],
      foreignColumns: [conversations.id, conversations.customerId],
    }).onDelete("cascade"),
    index("tool_effects_customer").on(t.customerId, t.createdAt),
  ],
);

/** Money that goes back to a customer for an order. */
export const refunds = pgTable(
  "refunds",
  {
    id: uuid("id").primaryKey(),
    orderId: uuid("order_id")
      .notNull()
      .references(() => orders.id),
    conversationId: uuid("conversation_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    amountCents: integer("amount_cents").notNull(),
    currency: text("currency").notNull(),
    reason: text("reason").notNull(),
    /** Paid out by the shop's own books; until then the customer can take the request back. */
    state: text("state", { enum: ["granted", "withdrawn", "paid"] })
      .notNull()
      .default("granted"),
    /** Who approved it, when its amount needed that. */
    approvedBy: uuid("approved_by").references(() => users.id),
    originRunId: uuid("origin_run_id"),
    originCallId: text("origin_call_id"),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      name: "refunds_of_conversation",
      columns: [t.conversationId, t.customerId],
      foreignColumns: [conversations.id, conversations.customerId],
    }).onDelete("cascade"),
    uniqueIndex("refunds_origin").on(t.originRunId, t.originCallId),
    index("refunds_order").on(t.orderId),
    index("refunds_customer").on(t.customerId, t.createdAt),
    check("refunds_amount_positive", sql`${t.amountCents} > 0`),
    check("refunds_state_known", sql`${t.state} in ('granted', 'withdrawn', 'paid')`),
  ],
);
