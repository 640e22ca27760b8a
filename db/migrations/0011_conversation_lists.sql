-- Comparisons of enums are not leakproof, so under row security no index serves them; comparisons of texts are.
ALTER TABLE "conversations" DROP CONSTRAINT "conversations_owner_shape";--> statement-breakpoint
DROP INDEX "conversations_queue";--> statement-breakpoint
ALTER TABLE "conversations" ALTER COLUMN "owner_kind" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "conversations" ALTER COLUMN "status" DROP DEFAULT;--> statement-breakpoint
DROP INDEX "conversations_owner";--> statement-breakpoint
DROP INDEX "conversations_customer";--> statement-breakpoint
DROP INDEX "conversations_recent";--> statement-breakpoint
DROP INDEX "conversations_agent";--> statement-breakpoint
ALTER TABLE "conversations" ALTER COLUMN "owner_kind" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "conversations" ALTER COLUMN "owner_kind" SET DEFAULT 'assistant';--> statement-breakpoint
ALTER TABLE "conversations" ALTER COLUMN "status" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "conversations" ALTER COLUMN "status" SET DEFAULT 'open';--> statement-breakpoint
CREATE INDEX "conversations_status" ON "conversations" USING btree ("status","last_message_at","id");--> statement-breakpoint
CREATE INDEX "conversations_customer" ON "conversations" USING btree ("customer_id","last_message_at","id");--> statement-breakpoint
CREATE INDEX "conversations_recent" ON "conversations" USING btree ("last_message_at","id");--> statement-breakpoint
CREATE INDEX "conversations_agent" ON "conversations" USING btree ("owner_id","last_message_at","id");--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_owner_kind" CHECK (owner_kind in ('assistant', 'queue', 'agent'));--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_status_known" CHECK (status in ('open', 'pending', 'resolved'));--> statement-breakpoint
DROP TYPE "public"."conversation_status";--> statement-breakpoint
DROP TYPE "public"."owner_kind";--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_owner_shape" CHECK ((owner_kind = 'agent') = (owner_id is not null));--> statement-breakpoint
CREATE INDEX "conversations_queue" ON "conversations" USING btree ("waiting_since") WHERE owner_kind = 'queue' and status <> 'resolved';
