CREATE TABLE "article_feedback" (
	"id" uuid PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"voter" text NOT NULL,
	"customer_id" uuid,
	"helpful" boolean NOT NULL,
	"comment" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "article_feedback_comment_length" CHECK (length("article_feedback"."comment") between 1 and 2000),
	CONSTRAINT "article_feedback_voter_is_customer" CHECK (("article_feedback"."customer_id" is null) = ("article_feedback"."voter" like 'visitor:%'))
);
--> statement-breakpoint
ALTER TABLE "article_feedback" ADD CONSTRAINT "article_feedback_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_feedback" ADD CONSTRAINT "article_feedback_customer_id_users_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "article_feedback_voter" ON "article_feedback" USING btree ("article_id","voter");--> statement-breakpoint
CREATE INDEX "article_feedback_comments" ON "article_feedback" USING btree ("article_id","updated_at" DESC,"id" DESC) WHERE comment is not null;--> statement-breakpoint
CREATE INDEX "article_feedback_customer" ON "article_feedback" USING btree ("customer_id");--> statement-breakpoint
ALTER TABLE "article_feedback" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "article_feedback" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT ON "article_feedback" TO baton_app;--> statement-breakpoint
-- Whose verdict it is, and on what, never changes.
GRANT UPDATE ("version", "helpful", "comment", "updated_at") ON "article_feedback" TO baton_app;--> statement-breakpoint
CREATE POLICY article_feedback_read ON article_feedback FOR SELECT TO baton_app
  USING (baton_is_staff() OR baton_is_customer(customer_id));
--> statement-breakpoint
-- Visitors have no row of their own to be recognised by: the help center writes theirs, as the system.
CREATE POLICY article_feedback_add ON article_feedback FOR INSERT TO baton_app
  WITH CHECK (baton_viewer() = 'system' OR (baton_viewer() = 'customer' AND customer_id = baton_customer()));
--> statement-breakpoint
CREATE POLICY article_feedback_change ON article_feedback FOR UPDATE TO baton_app
  USING (baton_viewer() = 'system' OR (baton_viewer() = 'customer' AND customer_id = baton_customer()))
  WITH CHECK (baton_viewer() = 'system' OR (baton_viewer() = 'customer' AND customer_id = baton_customer()));
