CREATE TABLE "gaps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"title_question_id" uuid,
	"found_article_id" uuid,
	"found_score" real,
	"found_answerable" boolean DEFAULT false NOT NULL,
	"article_id" uuid,
	"reason" text,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"solved_at" timestamp (3) with time zone,
	"reopened_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "gaps_state_known" CHECK ("gaps"."state" in ('open', 'drafted', 'solved', 'dismissed')),
	CONSTRAINT "gaps_reason_length" CHECK (length("gaps"."reason") <= 300)
);
--> statement-breakpoint
CREATE TABLE "gap_questions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"gap_id" uuid,
	"customer_id" uuid,
	"conversation_id" uuid,
	"message_seq" integer,
	"day" date,
	"source" text NOT NULL,
	"reason" text,
	"text" text NOT NULL,
	"language" text NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "gap_questions_source_known" CHECK ("gap_questions"."source" in ('search', 'rating', 'person', 'help_center')),
	CONSTRAINT "gap_questions_text_length" CHECK (length("gap_questions"."text") between 1 and 300),
	CONSTRAINT "gap_questions_whose" CHECK (("gap_questions"."source" = 'help_center') = ("gap_questions"."customer_id" is null)
    and ("gap_questions"."customer_id" is null) = ("gap_questions"."conversation_id" is null)
    and ("gap_questions"."customer_id" is null) = ("gap_questions"."message_seq" is null)
    and ("gap_questions"."customer_id" is null) = ("gap_questions"."day" is not null))
);
--> statement-breakpoint
CREATE TABLE "gap_postings" (
	"stem" text collate "C" NOT NULL,
	"question_id" uuid NOT NULL,
	CONSTRAINT "gap_postings_stem_question_id_pk" PRIMARY KEY("stem","question_id")
);
--> statement-breakpoint
CREATE TABLE "gap_progress" (
	"name" text PRIMARY KEY NOT NULL,
	"tx" text NOT NULL,
	"event_id" bigint NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "article_suggestions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"gap_id" uuid,
	"conversation_id" uuid,
	"customer_id" uuid,
	"article_id" uuid,
	"kind" text NOT NULL,
	"state" text DEFAULT 'ready' NOT NULL,
	"writer" text DEFAULT 'rules' NOT NULL,
	"wanted" boolean DEFAULT false NOT NULL,
	"question" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"body" text NOT NULL,
	"before" text,
	"category" text NOT NULL,
	"audience" text NOT NULL,
	"language" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"draft_article_id" uuid,
	"made_by" uuid,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"reason" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "article_suggestions_kind_known" CHECK ("article_suggestions"."kind" in ('new', 'change')),
	CONSTRAINT "article_suggestions_state_known" CHECK ("article_suggestions"."state" in ('ready', 'accepted', 'dismissed')),
	CONSTRAINT "article_suggestions_writer_known" CHECK ("article_suggestions"."writer" in ('rules', 'model', 'person')),
	CONSTRAINT "article_suggestions_audience_known" CHECK ("article_suggestions"."audience" in ('public', 'customers', 'staff')),
	CONSTRAINT "article_suggestions_whose" CHECK (("article_suggestions"."customer_id" is null) = ("article_suggestions"."conversation_id" is null))
);
--> statement-breakpoint
CREATE TABLE "search_cases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"question" text NOT NULL,
	"article_id" uuid NOT NULL,
	"gap_id" uuid,
	"added_from" text NOT NULL,
	"added_by" uuid,
	"passed" boolean,
	"rank" integer,
	"answerable" boolean,
	"found" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"checked_at" timestamp (3) with time zone,
	"failing_since" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "search_cases_from_known" CHECK ("search_cases"."added_from" in ('suggestion', 'hand')),
	CONSTRAINT "search_cases_question_length" CHECK (length("search_cases"."question") between 1 and 300)
);
--> statement-breakpoint
CREATE TABLE "passage_conflicts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pair" uuid NOT NULL,
	"kind" text NOT NULL,
	"because" text,
	"state" text DEFAULT 'open' NOT NULL,
	"score" real NOT NULL,
	"article_a" uuid NOT NULL,
	"article_b" uuid NOT NULL,
	"passage_a" uuid NOT NULL,
	"passage_b" uuid NOT NULL,
	"shown" jsonb NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"found_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	CONSTRAINT "passage_conflicts_kind_known" CHECK ("passage_conflicts"."kind" in ('duplicate', 'contradiction')),
	CONSTRAINT "passage_conflicts_state_known" CHECK ("passage_conflicts"."state" in ('open', 'dismissed', 'resolved'))
);
--> statement-breakpoint
CREATE TABLE "article_citations" (
	"conversation_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"message_seq" integer NOT NULL,
	"customer_id" uuid NOT NULL,
	"article_id" uuid NOT NULL,
	"passage_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "article_citations_conversation_id_message_id_passage_id_pk" PRIMARY KEY("conversation_id","message_id","passage_id")
);
--> statement-breakpoint
ALTER TABLE "gap_questions" ADD CONSTRAINT "gap_questions_gap_id_gaps_id_fk" FOREIGN KEY ("gap_id") REFERENCES "public"."gaps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gap_questions" ADD CONSTRAINT "gap_questions_of_conversation" FOREIGN KEY ("conversation_id","customer_id") REFERENCES "public"."conversations"("id","customer_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gap_questions" ADD CONSTRAINT "gap_questions_customer_id_users_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gaps" ADD CONSTRAINT "gaps_title_question_id_fk" FOREIGN KEY ("title_question_id") REFERENCES "public"."gap_questions"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gaps" ADD CONSTRAINT "gaps_found_article_id_articles_id_fk" FOREIGN KEY ("found_article_id") REFERENCES "public"."articles"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gaps" ADD CONSTRAINT "gaps_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gaps" ADD CONSTRAINT "gaps_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gap_postings" ADD CONSTRAINT "gap_postings_question_id_gap_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."gap_questions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_suggestions" ADD CONSTRAINT "article_suggestions_gap_id_gaps_id_fk" FOREIGN KEY ("gap_id") REFERENCES "public"."gaps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_suggestions" ADD CONSTRAINT "article_suggestions_of_conversation" FOREIGN KEY ("conversation_id","customer_id") REFERENCES "public"."conversations"("id","customer_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_suggestions" ADD CONSTRAINT "article_suggestions_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_suggestions" ADD CONSTRAINT "article_suggestions_draft_article_id_articles_id_fk" FOREIGN KEY ("draft_article_id") REFERENCES "public"."articles"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_suggestions" ADD CONSTRAINT "article_suggestions_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_suggestions" ADD CONSTRAINT "article_suggestions_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_cases" ADD CONSTRAINT "search_cases_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_cases" ADD CONSTRAINT "search_cases_gap_id_gaps_id_fk" FOREIGN KEY ("gap_id") REFERENCES "public"."gaps"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_cases" ADD CONSTRAINT "search_cases_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passage_conflicts" ADD CONSTRAINT "passage_conflicts_article_a_articles_id_fk" FOREIGN KEY ("article_a") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passage_conflicts" ADD CONSTRAINT "passage_conflicts_article_b_articles_id_fk" FOREIGN KEY ("article_b") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passage_conflicts" ADD CONSTRAINT "passage_conflicts_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_citations" ADD CONSTRAINT "article_citations_of_conversation" FOREIGN KEY ("conversation_id","customer_id") REFERENCES "public"."conversations"("id","customer_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_citations" ADD CONSTRAINT "article_citations_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gaps_state" ON "gaps" USING btree ("state");--> statement-breakpoint
CREATE INDEX "gaps_article" ON "gaps" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "gap_questions_gap" ON "gap_questions" USING btree ("gap_id","asked_at");--> statement-breakpoint
CREATE INDEX "gap_questions_customer" ON "gap_questions" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "gap_questions_ungrouped" ON "gap_questions" USING btree ("asked_at") WHERE gap_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "gap_questions_message" ON "gap_questions" USING btree ("conversation_id","message_seq") WHERE conversation_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "gap_questions_search" ON "gap_questions" USING btree ("day","language","text") WHERE day is not null;--> statement-breakpoint
CREATE INDEX "gap_postings_question" ON "gap_postings" USING btree ("question_id");--> statement-breakpoint
CREATE INDEX "article_suggestions_gap" ON "article_suggestions" USING btree ("gap_id","created_at");--> statement-breakpoint
CREATE INDEX "article_suggestions_conversation" ON "article_suggestions" USING btree ("conversation_id","created_at");--> statement-breakpoint
CREATE INDEX "article_suggestions_wanted" ON "article_suggestions" USING btree ("created_at") WHERE wanted;--> statement-breakpoint
CREATE UNIQUE INDEX "search_cases_question" ON "search_cases" USING btree ("article_id",lower("question"));--> statement-breakpoint
CREATE INDEX "search_cases_failing" ON "search_cases" USING btree ("failing_since") WHERE passed = false;--> statement-breakpoint
CREATE UNIQUE INDEX "passage_conflicts_pair" ON "passage_conflicts" USING btree ("pair","kind");--> statement-breakpoint
CREATE INDEX "passage_conflicts_open" ON "passage_conflicts" USING btree ("state","found_at");--> statement-breakpoint
CREATE INDEX "passage_conflicts_a" ON "passage_conflicts" USING btree ("article_a");--> statement-breakpoint
CREATE INDEX "passage_conflicts_b" ON "passage_conflicts" USING btree ("article_b");--> statement-breakpoint
CREATE INDEX "article_citations_article" ON "article_citations" USING btree ("article_id","created_at");--> statement-breakpoint
CREATE INDEX "article_citations_recent" ON "article_citations" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "messages_not_helpful" ON "messages" USING btree ("created_at") WHERE rating = 'not_helpful';--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['gaps', 'gap_questions', 'gap_postings', 'gap_progress', 'article_suggestions',
    'search_cases', 'passage_conflicts', 'article_citations']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO baton_app', t);
  END LOOP;
END
$$;
--> statement-breakpoint
GRANT UPDATE ON gaps, gap_questions, gap_progress, article_suggestions, search_cases, passage_conflicts TO baton_app;
--> statement-breakpoint
GRANT DELETE ON gaps, gap_questions, search_cases TO baton_app;
--> statement-breakpoint
-- What the team works on. Customers and their assistant see nothing of it, not even what they asked themselves: it is
-- the team's list of what its knowledge base lacks.
CREATE POLICY gaps_of_staff ON gaps FOR ALL TO baton_app USING (baton_is_staff()) WITH CHECK (baton_is_staff());
--> statement-breakpoint
CREATE POLICY gap_questions_of_staff ON gap_questions FOR ALL TO baton_app
  USING (baton_is_staff()) WITH CHECK (baton_is_staff());
--> statement-breakpoint
CREATE POLICY gap_postings_of_staff ON gap_postings FOR ALL TO baton_app
  USING (baton_is_staff()) WITH CHECK (baton_is_staff());
--> statement-breakpoint
CREATE POLICY gap_progress_of_system ON gap_progress FOR ALL TO baton_app
  USING (baton_viewer() = 'system') WITH CHECK (baton_viewer() = 'system');
--> statement-breakpoint
CREATE POLICY article_suggestions_of_staff ON article_suggestions FOR ALL TO baton_app
  USING (baton_is_staff()) WITH CHECK (baton_is_staff());
--> statement-breakpoint
CREATE POLICY search_cases_of_staff ON search_cases FOR ALL TO baton_app
  USING (baton_is_staff()) WITH CHECK (baton_is_staff());
--> statement-breakpoint
CREATE POLICY passage_conflicts_of_staff ON passage_conflicts FOR ALL TO baton_app
  USING (baton_is_staff()) WITH CHECK (baton_is_staff());
--> statement-breakpoint
CREATE POLICY article_citations_read ON article_citations FOR SELECT TO baton_app USING (baton_is_staff());
--> statement-breakpoint
CREATE POLICY article_citations_add ON article_citations FOR INSERT TO baton_app
  WITH CHECK (baton_is_staff() OR coalesce(baton_viewer() = 'assistant' AND customer_id = baton_customer()
    AND conversation_id = baton_conversation(), false));
--> statement-breakpoint
-- Null for what is none: an answer must never fail for what it cites.
CREATE FUNCTION baton_uuid(given text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN given ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' THEN given::uuid END;
--> statement-breakpoint
-- What an answer cites is noted in the transaction that writes the answer, whoever writes it. A passage that was
-- published anew in between is found by the address that the citation carries.
CREATE FUNCTION baton_note_citations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO article_citations (conversation_id, message_id, message_seq, customer_id, article_id, passage_id, created_at)
    SELECT DISTINCT ON (cited.passage) NEW.conversation_id, NEW.id, NEW.seq, NEW.customer_id,
           coalesce(p.article_id, a.id), cited.passage, NEW.created_at
      FROM jsonb_to_recordset(NEW.citations) AS c("passageId" text, href text)
      CROSS JOIN LATERAL (SELECT baton_uuid(c."passageId"), substring(c.href from '^/help/([^/?#]+)')) AS cited(passage, slug)
      LEFT JOIN passages p ON p.id = cited.passage
      LEFT JOIN articles a ON a.slug = cited.slug
     WHERE cited.passage IS NOT NULL AND coalesce(p.article_id, a.id) IS NOT NULL;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER messages_note_citations AFTER INSERT ON messages FOR EACH ROW
  WHEN (jsonb_array_length(NEW.citations) > 0) EXECUTE FUNCTION baton_note_citations();
--> statement-breakpoint
-- What was cited before, as far as its passage still exists. The owner of the tables reads past row security only
-- where it is not forced.
ALTER TABLE messages NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE passages NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE article_citations NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO article_citations (conversation_id, message_id, message_seq, customer_id, article_id, passage_id, created_at)
  SELECT DISTINCT ON (m.conversation_id, m.id, p.id) m.conversation_id, m.id, m.seq, m.customer_id, p.article_id, p.id, m.created_at
    FROM messages m
    CROSS JOIN LATERAL jsonb_to_recordset(m.citations) AS c("passageId" text)
    JOIN passages p ON p.id = baton_uuid(c."passageId")
   WHERE jsonb_array_length(m.citations) > 0;
--> statement-breakpoint
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE passages FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE article_citations FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- An article that was published, archived or brought back is checked in the background: once, however often it changes
-- while the check waits.
CREATE OR REPLACE FUNCTION baton_enqueue(task text, payload jsonb, job_key text DEFAULT NULL) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF task NOT IN ('send-email', 'remember-episode', 'import-articles', 'check-article', 'check-cases', 'collect-gaps') THEN
    RAISE EXCEPTION 'unknown task %', task USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF current_setting('baton.viewer', true) IN ('customer', 'agent', 'manager', 'assistant', 'system') THEN
    PERFORM graphile_worker.add_job(task, payload::json, job_key => baton_enqueue.job_key, max_attempts => 8);
  ELSE
    RAISE EXCEPTION 'nobody is asking' USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;
