CREATE TABLE "article_categories" (
	"id" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"about" text DEFAULT '' NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
INSERT INTO "article_categories" ("id", "label", "about", "position") VALUES
	('orders', 'Orders', 'Follow, change or cancel an order', 1),
	('delivery', 'Delivery', 'Times, fees and appointments', 2),
	('returns', 'Returns and refunds', 'Send something back and get your money', 3),
	('warranty', 'Warranty', 'What is covered, claims and spare parts', 4),
	('assembly', 'Assembly', 'Put it together, or have it done', 5),
	('products', 'Products', 'Use, care and repair', 6),
	('billing', 'Payment and billing', 'Ways to pay, invoices and gift cards', 7),
	('membership', 'Membership', 'Plans, benefits and their price', 8),
	('account', 'Account and privacy', 'Sign-in, profile and your data', 9),
	('organizations', 'Organizations', 'Studio accounts for companies', 10),
	('general', 'General', 'Everything else', 11);
--> statement-breakpoint
-- Rows are changed here by the owner of the tables, which the policies, made for the product's role, would keep from them.
ALTER TABLE "articles" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Whatever else an installation has filed its articles under becomes a category behind the built-in ones.
INSERT INTO "article_categories" ("id", "label", "position")
	SELECT "category", initcap(replace("category", '-', ' ')), 11 + (row_number() OVER (ORDER BY "category"))::int
	  FROM (SELECT DISTINCT "category" FROM "articles") used
	ON CONFLICT DO NOTHING;
--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "group_id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "owner_id" uuid;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "review_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "reviewed_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "articles" SET "group_id" = "id", "version" = CASE WHEN "status" = 'draft' THEN 0 ELSE 1 END, "language" = lower("language");
--> statement-breakpoint
CREATE SEQUENCE "article_revisions" AS integer;
--> statement-breakpoint
CREATE TABLE "article_drafts" (
	"article_id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"body" text NOT NULL,
	"category" text NOT NULL,
	"audience" "article_audience" NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"publish_at" timestamp (3) with time zone,
	"scheduled_by" uuid,
	"note" text,
	"origin" text DEFAULT 'edit' NOT NULL,
	"revision" integer DEFAULT nextval('article_revisions') NOT NULL,
	"base_version" integer NOT NULL,
	"edited_by" uuid,
	"edited_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "article_drafts_state_known" CHECK ("article_drafts"."state" in ('draft', 'in_review'))
);
--> statement-breakpoint
CREATE TABLE "article_versions" (
	"article_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"body" text NOT NULL,
	"category" text NOT NULL,
	"audience" "article_audience" NOT NULL,
	"published_by" uuid,
	"published_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"origin" text NOT NULL,
	"note" text,
	CONSTRAINT "article_versions_article_id_version_pk" PRIMARY KEY("article_id","version"),
	CONSTRAINT "article_versions_origin_known" CHECK ("article_versions"."origin" in ('edit', 'import', 'restore', 'suggestion', 'seed'))
);
--> statement-breakpoint
CREATE TABLE "article_redirects" (
	"slug" text PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "article_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"width" integer,
	"height" integer,
	"sha256" text NOT NULL,
	"content" "bytea" NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "article_files_type_known" CHECK ("article_files"."type" in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
	CONSTRAINT "article_files_size_true" CHECK ("article_files"."size" = octet_length("article_files"."content") and "article_files"."size" <= 5242880)
);
--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_category_article_categories_id_fk" FOREIGN KEY ("category") REFERENCES "public"."article_categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_drafts" ADD CONSTRAINT "article_drafts_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_drafts" ADD CONSTRAINT "article_drafts_category_article_categories_id_fk" FOREIGN KEY ("category") REFERENCES "public"."article_categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_drafts" ADD CONSTRAINT "article_drafts_scheduled_by_users_id_fk" FOREIGN KEY ("scheduled_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_drafts" ADD CONSTRAINT "article_drafts_edited_by_users_id_fk" FOREIGN KEY ("edited_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_versions" ADD CONSTRAINT "article_versions_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_versions" ADD CONSTRAINT "article_versions_published_by_users_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_redirects" ADD CONSTRAINT "article_redirects_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_files" ADD CONSTRAINT "article_files_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_files" ADD CONSTRAINT "article_files_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "articles_group_language" ON "articles" USING btree ("group_id","language");--> statement-breakpoint
CREATE INDEX "articles_review" ON "articles" USING btree ("review_at") WHERE review_at is not null;--> statement-breakpoint
CREATE INDEX "articles_owner" ON "articles" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "article_drafts_category" ON "article_drafts" USING btree ("category");--> statement-breakpoint
CREATE INDEX "article_drafts_due" ON "article_drafts" USING btree ("publish_at") WHERE publish_at is not null;--> statement-breakpoint
CREATE INDEX "article_redirects_article" ON "article_redirects" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "article_files_article" ON "article_files" USING btree ("article_id","created_at");--> statement-breakpoint
-- What readers see today is the first version of each article; what was never published is its own draft.
INSERT INTO "article_versions" ("article_id", "version", "slug", "title", "summary", "body", "category", "audience", "published_by", "published_at", "origin")
	SELECT "id", 1, "slug", "title", "summary", "body", "category", "audience", "author_id", coalesce("published_at", "updated_at"), 'seed'
	  FROM "articles" WHERE "version" = 1;
--> statement-breakpoint
INSERT INTO "article_drafts" ("article_id", "slug", "title", "summary", "body", "category", "audience", "base_version", "edited_by", "edited_at")
	SELECT "id", "slug", "title", "summary", "body", "category", "audience", 0, "author_id", "updated_at"
	  FROM "articles" WHERE "version" = 0;
--> statement-breakpoint
ALTER TABLE "articles" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['article_categories', 'article_drafts', 'article_versions', 'article_redirects', 'article_files']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO baton_app', t);
  END LOOP;
END
$$;
--> statement-breakpoint
-- Versions are kept as they were published: nothing changes or removes one.
GRANT UPDATE, DELETE ON article_categories, article_drafts, article_redirects TO baton_app;
--> statement-breakpoint
GRANT DELETE ON articles, article_files TO baton_app;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE article_revisions TO baton_app;
--> statement-breakpoint
-- What readers see is changed by managers and jobs; an agent can begin an article, and rename or drop it while nobody
-- has ever read it.
DROP POLICY articles_write ON articles;
--> statement-breakpoint
CREATE POLICY articles_add ON articles FOR INSERT TO baton_app
  WITH CHECK (baton_viewer() IN ('manager', 'system') OR (baton_viewer() = 'agent' AND status = 'draft' AND version = 0));
--> statement-breakpoint
CREATE POLICY articles_change ON articles FOR UPDATE TO baton_app
  USING (baton_viewer() IN ('manager', 'system') OR (baton_viewer() = 'agent' AND status = 'draft' AND version = 0))
  WITH CHECK (baton_viewer() IN ('manager', 'system') OR (baton_viewer() = 'agent' AND status = 'draft' AND version = 0));
--> statement-breakpoint
CREATE POLICY articles_drop ON articles FOR DELETE TO baton_app
  USING (baton_is_staff() AND status = 'draft' AND version = 0);
--> statement-breakpoint
CREATE POLICY article_categories_read ON article_categories FOR SELECT TO baton_app USING (baton_viewer() IS NOT NULL);
--> statement-breakpoint
CREATE POLICY article_categories_write ON article_categories FOR ALL TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE POLICY article_drafts_of_staff ON article_drafts FOR ALL TO baton_app
  USING (baton_is_staff()) WITH CHECK (baton_is_staff());
--> statement-breakpoint
CREATE POLICY article_versions_read ON article_versions FOR SELECT TO baton_app USING (baton_is_staff());
--> statement-breakpoint
CREATE POLICY article_versions_add ON article_versions FOR INSERT TO baton_app
  WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
-- Redirects and files follow their article: the row security of articles decides inside these conditions, too.
CREATE POLICY article_redirects_read ON article_redirects FOR SELECT TO baton_app
  USING (EXISTS (SELECT 1 FROM articles a WHERE a.id = article_id));
--> statement-breakpoint
CREATE POLICY article_redirects_write ON article_redirects FOR ALL TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE POLICY article_files_read ON article_files FOR SELECT TO baton_app
  USING (EXISTS (SELECT 1 FROM articles a WHERE a.id = article_id));
--> statement-breakpoint
CREATE POLICY article_files_add ON article_files FOR INSERT TO baton_app WITH CHECK (baton_is_staff());
--> statement-breakpoint
CREATE POLICY article_files_drop ON article_files FOR DELETE TO baton_app USING (baton_is_staff());
