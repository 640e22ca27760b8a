/** What readers say about articles: one verdict of each reader on each article. */
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { articles } from "./knowledge";
import { createdAt, users } from "./people";

export const articleFeedback = pgTable(
  "article_feedback",
  {
    id: uuid("id").primaryKey(),
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    /** Of the article, as it was read. */
    version: integer("version").notNull(),
    /** `customer:` and their id, or `visitor:` and the random id that their browser keeps. */
    voter: text("voter").notNull(),
    customerId: uuid("customer_id").references(() => users.id, { onDelete: "cascade" }),
    helpful: boolean("helpful").notNull(),
    comment: text("comment"),
    createdAt: createdAt(),
    updatedAt: timestamp("updated_at", { withTimezone: true, precision: 3 }).notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("article_feedback_voter").on(t.articleId, t.voter),
    index("article_feedback_comments")
      .on(t.articleId, t.updatedAt.desc(), t.id.desc())
      .where(sql`comment is not null`),
    index("article_feedback_customer").on(t.customerId),
    // Longer than what may be typed: what is taken out of a comment is replaced by words.
    check("article_feedback_comment_length", sql`length(${t.comment}) between 1 and 2000`),
    check(
      "article_feedback_voter_is_customer",
      sql`(${t.customerId} is null) = (${t.voter} like 'visitor:%')`,
    ),
  ],
);
