CREATE TABLE "run_items" (
	"run_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"customer_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "run_items_run_id_n_pk" PRIMARY KEY("run_id","n")
);
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "episode_seq" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "previously" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "wait_told_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "fallback" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "attempt" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "continues" uuid;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "fallback_from" text;--> statement-breakpoint
ALTER TABLE "run_items" ADD CONSTRAINT "run_items_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversations_unanswered" ON "conversations" USING btree ("waiting_since") WHERE owner_kind = 'agent' and awaiting_reply and status <> 'resolved';--> statement-breakpoint
-- What a run needs to go on elsewhere: for the run that writes it and for the jobs that resume it and clean up.
ALTER TABLE run_items ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE run_items FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON run_items TO baton_app;
--> statement-breakpoint
CREATE POLICY run_items_read ON run_items FOR SELECT TO baton_app
  USING (baton_viewer() = 'system' OR (baton_viewer() = 'assistant' AND customer_id = baton_customer()));
--> statement-breakpoint
CREATE POLICY run_items_add ON run_items FOR INSERT TO baton_app
  WITH CHECK (baton_viewer() = 'assistant' AND customer_id = baton_customer());
--> statement-breakpoint
CREATE POLICY run_items_clean ON run_items FOR DELETE TO baton_app USING (baton_viewer() = 'system');
