ALTER TYPE "public"."run_state" ADD VALUE 'waiting' BEFORE 'completed';--> statement-breakpoint
CREATE TABLE "memory_facts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"about" text NOT NULL,
	"text" text NOT NULL,
	"solution" text,
	"conversation_id" uuid,
	"run_id" uuid,
	"written_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "memory_facts_text_length" CHECK (length("memory_facts"."text") between 1 and 300),
	CONSTRAINT "memory_facts_solution_length" CHECK (length("memory_facts"."solution") <= 300)
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"call_id" text NOT NULL,
	"conversation_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"tool" text NOT NULL,
	"args" jsonb NOT NULL,
	"why" text NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"edited_args" jsonb,
	"decided_by" uuid,
	"decided_by_name" text,
	"reason" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "approvals_state_known" CHECK ("approvals"."state" in ('pending', 'approved', 'refused', 'expired', 'revoked'))
);
--> statement-breakpoint
CREATE TABLE "identity_checks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "identity_checks_state_known" CHECK ("identity_checks"."state" in ('pending', 'verified', 'failed', 'expired', 'revoked'))
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"amount_cents" integer NOT NULL,
	"currency" text NOT NULL,
	"reason" text NOT NULL,
	"state" text DEFAULT 'granted' NOT NULL,
	"approved_by" uuid,
	"origin_run_id" uuid,
	"origin_call_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "refunds_amount_positive" CHECK ("refunds"."amount_cents" > 0),
	CONSTRAINT "refunds_state_known" CHECK ("refunds"."state" in ('granted', 'withdrawn', 'paid'))
);
--> statement-breakpoint
CREATE TABLE "tool_effects" (
	"run_id" uuid NOT NULL,
	"call_id" text NOT NULL,
	"conversation_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"tool" text NOT NULL,
	"label" text NOT NULL,
	"href" text,
	"undo" jsonb,
	"undone_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tool_effects_run_id_call_id_pk" PRIMARY KEY("run_id","call_id")
);
--> statement-breakpoint
CREATE TABLE "tool_policies" (
	"tool" text PRIMARY KEY NOT NULL,
	"policy" text NOT NULL,
	"approve_above_cents" integer,
	"updated_by" uuid,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tool_policies_policy_known" CHECK ("tool_policies"."policy" in ('allow', 'approve', 'deny'))
);
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "dialogue" jsonb;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "reading" jsonb;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "memory_enabled" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "verified_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "run_steps" ADD COLUMN "input_tokens" integer;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "session_id" uuid;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "claims_before" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "queued_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "cost_micros" bigint;--> statement-breakpoint
ALTER TABLE "memory_facts" ADD CONSTRAINT "memory_facts_customer_id_users_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_of_conversation" FOREIGN KEY ("conversation_id","customer_id") REFERENCES "public"."conversations"("id","customer_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_checks" ADD CONSTRAINT "identity_checks_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_checks" ADD CONSTRAINT "identity_checks_of_conversation" FOREIGN KEY ("conversation_id","customer_id") REFERENCES "public"."conversations"("id","customer_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_approved_by_users_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_of_conversation" FOREIGN KEY ("conversation_id","customer_id") REFERENCES "public"."conversations"("id","customer_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tool_effects" ADD CONSTRAINT "tool_effects_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tool_effects" ADD CONSTRAINT "tool_effects_of_conversation" FOREIGN KEY ("conversation_id","customer_id") REFERENCES "public"."conversations"("id","customer_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tool_policies" ADD CONSTRAINT "tool_policies_updated_by_users_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "memory_facts_about" ON "memory_facts" USING btree ("customer_id","kind","about");--> statement-breakpoint
CREATE INDEX "memory_facts_customer" ON "memory_facts" USING btree ("customer_id","updated_at");--> statement-breakpoint
CREATE INDEX "memory_facts_expiry" ON "memory_facts" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_call" ON "approvals" USING btree ("run_id","call_id");--> statement-breakpoint
CREATE INDEX "approvals_pending" ON "approvals" USING btree ("created_at") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "approvals_conversation" ON "approvals" USING btree ("conversation_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "identity_checks_one_pending" ON "identity_checks" USING btree ("run_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "identity_checks_expiry" ON "identity_checks" USING btree ("expires_at") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "identity_checks_conversation" ON "identity_checks" USING btree ("conversation_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_origin" ON "refunds" USING btree ("origin_run_id","origin_call_id");--> statement-breakpoint
CREATE INDEX "refunds_order" ON "refunds" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "refunds_customer" ON "refunds" USING btree ("customer_id","created_at");--> statement-breakpoint
CREATE INDEX "tool_effects_customer" ON "tool_effects" USING btree ("customer_id","created_at");--> statement-breakpoint
CREATE INDEX "runs_waiting" ON "runs" USING btree ("queued_at") WHERE lease_until is null and ended_at is null;--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['tool_policies', 'approvals', 'identity_checks', 'tool_effects', 'refunds', 'memory_facts']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO baton_app', t);
  END LOOP;
END
$$;
--> statement-breakpoint
GRANT UPDATE ON tool_policies, memory_facts TO baton_app;
--> statement-breakpoint
GRANT DELETE ON tool_policies, memory_facts TO baton_app;
--> statement-breakpoint
-- A request keeps what was asked; a decision is all that can be added to it.
GRANT UPDATE (state, edited_args, decided_by, decided_by_name, reason, decided_at) ON approvals TO baton_app;
--> statement-breakpoint
GRANT UPDATE (code_hash, tries, state, expires_at, decided_at) ON identity_checks TO baton_app;
--> statement-breakpoint
GRANT UPDATE (undone_at) ON tool_effects TO baton_app;
--> statement-breakpoint
GRANT UPDATE (state) ON refunds TO baton_app;
--> statement-breakpoint
GRANT UPDATE (reading) ON messages TO baton_app;
--> statement-breakpoint
-- The assistant notes how it understood what its customer wrote.
CREATE POLICY messages_understood ON messages FOR UPDATE TO baton_app
  USING (baton_viewer() = 'assistant' AND customer_id = baton_customer() AND conversation_id = baton_conversation()
    AND author_kind = 'customer')
  WITH CHECK (baton_viewer() = 'assistant' AND customer_id = baton_customer()
    AND conversation_id = baton_conversation() AND author_kind = 'customer');
--> statement-breakpoint
CREATE POLICY tool_policies_read ON tool_policies FOR SELECT TO baton_app
  USING (baton_is_staff() OR coalesce(baton_viewer() = 'assistant', false));
--> statement-breakpoint
CREATE POLICY tool_policies_write ON tool_policies FOR ALL TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
-- What waits for a decision: seen by everyone it concerns, asked by the assistant, decided by people.
CREATE POLICY approvals_read ON approvals FOR SELECT TO baton_app
  USING (baton_is_staff() OR baton_is_customer(customer_id));
--> statement-breakpoint
CREATE POLICY approvals_add ON approvals FOR INSERT TO baton_app
  WITH CHECK (baton_viewer() = 'assistant' AND customer_id = baton_customer()
    AND conversation_id = baton_conversation() AND state = 'pending');
--> statement-breakpoint
CREATE POLICY approvals_decide ON approvals FOR UPDATE TO baton_app
  USING (baton_is_staff()) WITH CHECK (baton_is_staff());
--> statement-breakpoint
-- Its customer and the assistant may only take a request back.
CREATE POLICY approvals_take_back ON approvals FOR UPDATE TO baton_app
  USING (baton_may_write(customer_id, conversation_id))
  WITH CHECK (baton_may_write(customer_id, conversation_id) AND state = 'revoked');
--> statement-breakpoint
CREATE POLICY identity_checks_system ON identity_checks FOR ALL TO baton_app
  USING (baton_viewer() = 'system') WITH CHECK (baton_viewer() = 'system');
--> statement-breakpoint
CREATE POLICY tool_effects_read ON tool_effects FOR SELECT TO baton_app
  USING (baton_is_staff() OR baton_is_customer(customer_id));
--> statement-breakpoint
CREATE POLICY tool_effects_add ON tool_effects FOR INSERT TO baton_app
  WITH CHECK (baton_viewer() = 'assistant' AND customer_id = baton_customer()
    AND conversation_id = baton_conversation());
--> statement-breakpoint
CREATE POLICY tool_effects_undo ON tool_effects FOR UPDATE TO baton_app
  USING (baton_viewer() = 'customer' AND customer_id = baton_customer())
  WITH CHECK (baton_viewer() = 'customer' AND customer_id = baton_customer());
--> statement-breakpoint
CREATE POLICY refunds_read ON refunds FOR SELECT TO baton_app
  USING (baton_is_staff() OR baton_is_customer(customer_id));
--> statement-breakpoint
CREATE POLICY refunds_add ON refunds FOR INSERT TO baton_app
  WITH CHECK (baton_viewer() = 'system' OR (baton_viewer() = 'assistant' AND customer_id = baton_customer()
    AND conversation_id = baton_conversation()));
--> statement-breakpoint
CREATE POLICY refunds_change ON refunds FOR UPDATE TO baton_app
  USING (baton_is_staff() OR (baton_viewer() = 'customer' AND customer_id = baton_customer() AND state = 'granted'))
  WITH CHECK (baton_is_staff() OR (baton_viewer() = 'customer' AND customer_id = baton_customer() AND state = 'withdrawn'));
--> statement-breakpoint
-- Remembered facts are the customer's: staff may read what the assistant goes by, and change nothing.
CREATE POLICY memory_facts_read ON memory_facts FOR SELECT TO baton_app
  USING (baton_is_staff() OR baton_is_customer(customer_id));
--> statement-breakpoint
CREATE POLICY memory_facts_add ON memory_facts FOR INSERT TO baton_app
  WITH CHECK (baton_viewer() = 'system' OR baton_is_customer(customer_id));
--> statement-breakpoint
CREATE POLICY memory_facts_change ON memory_facts FOR UPDATE TO baton_app
  USING (baton_viewer() = 'system' OR baton_is_customer(customer_id))
  WITH CHECK (baton_viewer() = 'system' OR baton_is_customer(customer_id));
--> statement-breakpoint
CREATE POLICY memory_facts_forget ON memory_facts FOR DELETE TO baton_app
  USING (baton_viewer() = 'system' OR baton_is_customer(customer_id));
