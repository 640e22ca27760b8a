-- Articles from elsewhere. An upload is kept in parts, so that nothing ever holds all of it, until what needs it ends.
CREATE TABLE "article_uploads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"size" integer DEFAULT 0 NOT NULL,
	"complete" boolean DEFAULT false NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "article_upload_parts" (
	"upload_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "article_upload_parts_upload_id_n_pk" PRIMARY KEY("upload_id","n")
);
--> statement-breakpoint
CREATE TABLE "article_imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"source" jsonb NOT NULL,
	"options" jsonb NOT NULL,
	"upload_id" uuid,
	"state" text DEFAULT 'queued' NOT NULL,
	"phase" text DEFAULT 'listing' NOT NULL,
	"by_shell" boolean DEFAULT false NOT NULL,
	"total" integer,
	"read" integer DEFAULT 0 NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"kept" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"note" text,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"worked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "article_imports_kind_known" CHECK ("article_imports"."kind" in ('markdown', 'zendesk', 'intercom', 'pages')),
	CONSTRAINT "article_imports_state_known" CHECK ("article_imports"."state" in ('queued', 'running', 'done', 'failed', 'cancelled')),
	CONSTRAINT "article_imports_phase_known" CHECK ("article_imports"."phase" in ('listing', 'reading', 'writing'))
);
--> statement-breakpoint
CREATE TABLE "article_import_items" (
	"import_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"source_key" text NOT NULL,
	"path" text NOT NULL,
	"title" text,
	"slug" text,
	"is_read" boolean DEFAULT false NOT NULL,
	"content" jsonb,
	"outcome" text,
	"message" text,
	"article_id" uuid,
	CONSTRAINT "article_import_items_import_id_n_pk" PRIMARY KEY("import_id","n"),
	CONSTRAINT "article_import_items_outcome_known" CHECK ("article_import_items"."outcome" in ('created', 'updated', 'unchanged', 'kept', 'skipped', 'failed'))
);
--> statement-breakpoint
-- Which article came of what, so that the same source again is the same article.
CREATE TABLE "article_sources" (
	"source_key" text PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"content_hash" text NOT NULL,
	"written_hash" text NOT NULL,
	"files" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"import_id" uuid,
	"imported_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "article_uploads" ADD CONSTRAINT "article_uploads_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_upload_parts" ADD CONSTRAINT "article_upload_parts_upload_id_article_uploads_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."article_uploads"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_imports" ADD CONSTRAINT "article_imports_upload_id_article_uploads_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."article_uploads"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_imports" ADD CONSTRAINT "article_imports_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_import_items" ADD CONSTRAINT "article_import_items_import_id_article_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."article_imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_import_items" ADD CONSTRAINT "article_import_items_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_sources" ADD CONSTRAINT "article_sources_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_sources" ADD CONSTRAINT "article_sources_import_id_article_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."article_imports"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_uploads_age" ON "article_uploads" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "article_imports_history" ON "article_imports" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "article_imports_upload" ON "article_imports" USING btree ("upload_id");--> statement-breakpoint
CREATE INDEX "article_imports_live" ON "article_imports" USING btree ("worked_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "article_import_items_open" ON "article_import_items" USING btree ("import_id","n") WHERE outcome is null;--> statement-breakpoint
CREATE INDEX "article_import_items_outcome" ON "article_import_items" USING btree ("import_id","outcome","n");--> statement-breakpoint
CREATE INDEX "article_import_items_article" ON "article_import_items" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "article_sources_article" ON "article_sources" USING btree ("article_id");--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['article_uploads', 'article_upload_parts', 'article_imports', 'article_import_items', 'article_sources']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO baton_app', t);
  END LOOP;
END
$$;
--> statement-breakpoint
GRANT UPDATE, DELETE ON article_uploads, article_sources TO baton_app;
--> statement-breakpoint
GRANT DELETE ON article_upload_parts TO baton_app;
--> statement-breakpoint
-- What was asked for stays as it was asked.
GRANT UPDATE (source, upload_id, state, phase, total, read, created, updated, unchanged, kept, skipped, failed, note,
  started_at, worked_at, ended_at) ON article_imports TO baton_app;
--> statement-breakpoint
GRANT UPDATE (title, slug, is_read, content, outcome, message, article_id) ON article_import_items TO baton_app;
--> statement-breakpoint
-- The team sees what came in; managers and the job bring it in. Nobody but them has business with the bytes.
CREATE POLICY article_uploads_of_managers ON article_uploads FOR ALL TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE POLICY article_upload_parts_of_managers ON article_upload_parts FOR ALL TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE POLICY article_imports_read ON article_imports FOR SELECT TO baton_app USING (baton_is_staff());
--> statement-breakpoint
CREATE POLICY article_imports_write ON article_imports FOR ALL TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE POLICY article_import_items_read ON article_import_items FOR SELECT TO baton_app USING (baton_is_staff());
--> statement-breakpoint
CREATE POLICY article_import_items_write ON article_import_items FOR ALL TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE POLICY article_sources_read ON article_sources FOR SELECT TO baton_app USING (baton_is_staff());
--> statement-breakpoint
CREATE POLICY article_sources_write ON article_sources FOR ALL TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE OR REPLACE FUNCTION baton_enqueue(task text, payload jsonb, job_key text DEFAULT NULL) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF task NOT IN ('send-email', 'remember-episode', 'import-articles') THEN
    RAISE EXCEPTION 'unknown task %', task USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF current_setting('baton.viewer', true) IN ('customer', 'agent', 'manager', 'assistant', 'system') THEN
    PERFORM graphile_worker.add_job(task, payload::json, job_key => baton_enqueue.job_key, max_attempts => 8);
  ELSE
    RAISE EXCEPTION 'nobody is asking' USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;
