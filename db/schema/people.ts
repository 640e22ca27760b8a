/** Who exists: users, how they prove it, their sessions, and what a customer belongs to. */
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgEnum,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

export const userRole = pgEnum("user_role", ["customer", "agent", "manager"]);
export const userStatus = pgEnum("user_status", ["active", "disabled"]);
export const contactMethod = pgEnum("contact_method", ["email", "in_app"]);

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
export const createdAt = () => at("created_at").notNull().defaultNow();

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    /** Lower-case, ASCII, normalised by `lib/auth/email.ts`. */
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: userRole("role").notNull(),
    status: userStatus("status").notNull().default("active"),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("users_email").on(t.email), index("users_role").on(t.role, t.name)],
);

/** Secrets live apart from people, so that no query about people can ever select one. */
export const credentials = pgTable("credentials", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  passwordHash: text("password_hash").notNull(),
  changedAt: at("changed_at").notNull().defaultNow(),
});

export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    userAgent: text("user_agent"),
    createdAt: createdAt(),
    lastSeenAt: at("last_seen_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
    revokedAt: at("revoked_at"),
    /** When its owner last proved, by a code, that it is them; see `lib/identity`. */
    verifiedAt: at("verified_at"),
  },
  (t) => [index("sessions_user").on(t.userId)],
);

export const organizations = pgTable("organizations", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  domain: text("domain"),
  plan: text("plan").notNull().default("basic"),
  createdAt: createdAt(),
});

/** What the company knows about a customer beyond the account itself. */
export const customers = pgTable(
  "customers",
  {
    userId: uuid("user_id")
      .primaryKey()
      .references(() => users.id, { onDelete: "cascade" }),
    organizationId: uuid("organization_id").references(() => organizations.id),
    plan: text("plan").notNull().default("basic"),
    phone: text("phone"),
    /** Where orders go, as the customer writes it. */
    address: text("address"),
    /** False: the assistant keeps no facts about this customer, and is given none. */
    memoryEnabled: boolean("memory_enabled").notNull().default(true),
    language: text("language").notNull().default("en"),
    timeZone: text("time_zone"),
    contactMethod: contactMethod("contact_method").notNull().default("email"),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [index("customers_organization").on(t.organizationId)],
);

/** What a person was told outside a conversation; e-mail leaves through `lib/jobs`. */
export const notifications = pgTable(
  "notifications",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    method: contactMethod("method").notNull(),
    subject: text("subject").notNull(),
    body: text("body").notNull(),
    conversationId: uuid("conversation_id"),
    /** `sent`: handed to the mail server; `unsent`: no mail server is configured. */
    state: text("state", { enum: ["pending", "sent", "failed", "unsent"] })
      .notNull()
      .default("pending"),
    /** A run's tool call notifies once, however often it is replayed. */
    dedupeKey: text("dedupe_key"),
    createdAt: createdAt(),
    readAt: at("read_at"),
  },
  (t) => [
    index("notifications_user").on(t.userId, t.createdAt.desc()),
    uniqueIndex("notifications_dedupe").on(t.dedupeKey),
  ],
);

/** Counters of `lib/core/limits.ts`: one row per key and window, on the database's clock. */
export const limits = pgTable(
  "limits",
  {
    key: text("key").primaryKey(),
    used: integer("used").notNull().default(0),
    windowStart: at("window_start").notNull(),
  },
  (t) => [index("limits_window").on(t.windowStart), check("limits_key_length", sql`length(${t.key}) <= 200`)],
);
