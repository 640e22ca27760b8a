/** Tracked issues. A ticket always belongs to a conversation and, through it, to one customer. */
import { sql } from "drizzle-orm";
import {
  check,
  customType,
  foreignKey,
  index,
  integer,
  pgSequence,
  pgTable,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { audience, authorKind, conversations, urgency } from "./conversations";
import { createdAt, organizations, users } from "./people";

export const ticketNumbers = pgSequence("ticket_numbers", { startWith: 1001 });

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

export const tickets = pgTable(
  "tickets",
  {
    id: uuid("id").primaryKey(),
    number: integer("number").notNull().default(sql`nextval('ticket_numbers')`),
    conversationId: uuid("conversation_id")
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    customerId: uuid("customer_id")
      .notNull()
      .references(() => users.id),
    organizationId: uuid("organization_id").references(() => organizations.id),
    subject: text("subject").notNull(),
    description: text("description").notNull(),
    category: text("category").notNull().default("general"),
    priority: urgency("priority").notNull().default("medium"),
    /** Urgent is 3. Under row security an index serves the equality of numbers and text, not of enums. */
    priorityRank: smallint("priority_rank")
      .notNull()
      .generatedAlwaysAs(
        sql`case priority when 'urgent' then 3 when 'high' then 2 when 'medium' then 1 else 0 end`,
      ),
    /** Text for the same reason; the check below closes the list. */
    status: text("status", { enum: ["open", "pending", "resolved", "closed"] })
      .notNull()
      .default("open"),
    assigneeId: uuid("assignee_id").references(() => users.id),
    tags: text("tags").array().notNull().default([]),
    openedBy: authorKind("opened_by").notNull(),
    /** (run, call) of the assistant's tool call that opened it: a replayed call opens nothing. */
    originRunId: uuid("origin_run_id"),
    originCallId: text("origin_call_id"),
    createdAt: createdAt(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    closedAt: at("closed_at"),
    /** Searched only through `baton_ticket_matches`, because row security lets no index serve `@@`. */
    words: tsvector("words")
      .notNull()
      .generatedAlwaysAs(
        sql`setweight(to_tsvector('english', subject), 'A') || setweight(to_tsvector('english', description), 'B')`,
      ),
  },
  (t) => [
    foreignKey({
      name: "tickets_of_conversation",
      columns: [t.conversationId, t.customerId],
      foreignColumns: [conversations.id, conversations.customerId],
    }).onDelete("cascade"),
    uniqueIndex("tickets_number").on(t.number),
    uniqueIndex("tickets_origin").on(t.originRunId, t.originCallId),
    index("tickets_recent").on(t.updatedAt.desc(), t.id.desc()),
    index("tickets_status").on(t.status, t.updatedAt.desc(), t.id.desc()),
    index("tickets_category").on(t.category, t.updatedAt.desc(), t.id.desc()),
    index("tickets_assignee").on(t.assigneeId, t.updatedAt.desc(), t.id.desc()),
    index("tickets_customer").on(t.customerId, t.updatedAt.desc(), t.id.desc()),
    index("tickets_conversation").on(t.conversationId),
    index("tickets_created").on(t.createdAt.desc(), t.id.desc()),
    index("tickets_priority").on(t.priorityRank.desc(), t.updatedAt.desc(), t.id.desc()),
    index("tickets_words").using("gin", t.words),
    check("tickets_status_known", sql`${t.status} in ('open', 'pending', 'resolved', 'closed')`),
  ],
);

export const ticketComments = pgTable(
  "ticket_comments",
  {
    id: uuid("id").primaryKey(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    customerId: uuid("customer_id").notNull(),
    authorKind: authorKind("author_kind").notNull(),
    authorId: uuid("author_id").references(() => users.id),
    authorName: text("author_name").notNull(),
    audience: audience("audience").notNull().default("everyone"),
    text: text("text").notNull(),
    originRunId: uuid("origin_run_id"),
    originCallId: text("origin_call_id"),
    createdAt: createdAt(),
  },
  (t) => [
    index("ticket_comments_ticket").on(t.ticketId, t.createdAt, t.id),
    uniqueIndex("ticket_comments_origin").on(t.originRunId, t.originCallId),
  ],
);
