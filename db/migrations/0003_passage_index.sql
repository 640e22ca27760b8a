CREATE TABLE "passage_postings" (
	"lexeme" text collate "C" NOT NULL,
	"audience" text NOT NULL,
	"impact" smallint NOT NULL,
	"passage_id" uuid NOT NULL,
	CONSTRAINT "passage_postings_passage_id_lexeme_pk" PRIMARY KEY("passage_id","lexeme")
);
--> statement-breakpoint
CREATE TABLE "passage_terms" (
	"lexeme" text collate "C" NOT NULL,
	"audience" text NOT NULL,
	"documents" integer NOT NULL,
	CONSTRAINT "passage_terms_lexeme_audience_pk" PRIMARY KEY("lexeme","audience")
);
--> statement-breakpoint
DROP INDEX "passages_words";--> statement-breakpoint
ALTER TABLE "passage_postings" ADD CONSTRAINT "passage_postings_passage_id_passages_id_fk" FOREIGN KEY ("passage_id") REFERENCES "public"."passages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passage_postings_lexeme" ON "passage_postings" USING btree ("lexeme","audience","impact" DESC NULLS LAST,"passage_id");