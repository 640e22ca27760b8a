/** What the assistant remembers about a customer: short dated facts, each with its source. */
import { sql } from "drizzle-orm";
import { check, index, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, users } from "./people";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const factKinds = ["preference", "profile", "problem", "note"] as const;

export const memoryFacts = pgTable(
  "memory_facts",
  {
    id: uuid("id").primaryKey(),
    customerId: uuid("customer_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: factKinds }).notNull(),
    /** What it is about, such as `tone` or `ticket:1042`: a newer fact about the same replaces it. */
    about: text("about").notNull(),
    text: text("text").notNull(),
    /** For problems: what solved it. */
    solution: text("solution"),
    /** Where it comes from; kept without a reference, because facts may outlive their conversation's row. */
    conversationId: uuid("conversation_id"),
    runId: uuid("run_id"),
    /** Who wrote it last: the assistant, or the customer who corrected it. */
    writtenBy: text("written_by", { enum: ["assistant", "customer", "system"] }).notNull(),
    createdAt: createdAt(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
  },
  (t) => [
    uniqueIndex("memory_facts_about").on(t.customerId, t.kind, t.about),
    index("memory_facts_customer").on(t.customerId, t.updatedAt),
    index("memory_facts_expiry").on(t.expiresAt),
    check("memory_facts_text_length", sql`length(${t.text}) between 1 and 300`),
    check("memory_facts_solution_length", sql`length(${t.solution}) <= 300`),
  ],
);
