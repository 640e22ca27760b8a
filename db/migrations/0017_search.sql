-- The search learns languages, slips in any letter, and what managers say means the same. What it keeps of the
-- passages is made anew by this migration, from the passages themselves.
DROP TRIGGER passages_index_come ON passages;
--> statement-breakpoint
DROP TRIGGER passages_index_change ON passages;
--> statement-breakpoint
DROP TRIGGER passages_index_gone ON passages;
--> statement-breakpoint
DROP FUNCTION baton_index_passages();
--> statement-breakpoint
DROP TABLE passage_postings;
--> statement-breakpoint
DROP TABLE passage_terms;
--> statement-breakpoint
-- "de-AT" is read as "de"; the two ways to write Norwegian are stemmed alike.
CREATE FUNCTION baton_language(tag text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE split_part(replace(lower(tag), '_', '-'), '-', 1)
    WHEN 'nb' THEN 'no' WHEN 'nn' THEN 'no' ELSE split_part(replace(lower(tag), '_', '-'), '-', 1) END;
--> statement-breakpoint
-- Letters without their marks, as people type them; the same as `fold` in lib/knowledge/language.ts. What joins words
-- in addresses and alternatives separates them here ("and/or", "node.js"). The block of combining marks is written
-- out because the meaning of classes depends on the server.
CREATE FUNCTION baton_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN translate(replace(replace(replace(
    lower(regexp_replace(normalize(value, NFKD), U&'[\0300-\036f]+', '', 'g')), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
    'øØđĐłŁı/._’', 'ooddlli   ''');
--> statement-breakpoint
CREATE FUNCTION baton_words(tag text, value text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE baton_language(tag)
    WHEN 'en' THEN to_tsvector('pg_catalog.english'::regconfig, baton_fold(value))
    WHEN 'de' THEN to_tsvector('pg_catalog.german'::regconfig, baton_fold(value))
    WHEN 'fr' THEN to_tsvector('pg_catalog.french'::regconfig, baton_fold(value))
    WHEN 'es' THEN to_tsvector('pg_catalog.spanish'::regconfig, baton_fold(value))
    WHEN 'it' THEN to_tsvector('pg_catalog.italian'::regconfig, baton_fold(value))
    WHEN 'nl' THEN to_tsvector('pg_catalog.dutch'::regconfig, baton_fold(value))
    WHEN 'pt' THEN to_tsvector('pg_catalog.portuguese'::regconfig, baton_fold(value))
    WHEN 'da' THEN to_tsvector('pg_catalog.danish'::regconfig, baton_fold(value))
    WHEN 'sv' THEN to_tsvector('pg_catalog.swedish'::regconfig, baton_fold(value))
    WHEN 'no' THEN to_tsvector('pg_catalog.norwegian'::regconfig, baton_fold(value))
    WHEN 'fi' THEN to_tsvector('pg_catalog.finnish'::regconfig, baton_fold(value))
    WHEN 'hu' THEN to_tsvector('pg_catalog.hungarian'::regconfig, baton_fold(value))
    WHEN 'ro' THEN to_tsvector('pg_catalog.romanian'::regconfig, baton_fold(value))
    WHEN 'tr' THEN to_tsvector('pg_catalog.turkish'::regconfig, baton_fold(value))
    WHEN 'ru' THEN to_tsvector('pg_catalog.russian'::regconfig, baton_fold(value))
    ELSE to_tsvector('pg_catalog.simple'::regconfig, baton_fold(value)) END;
--> statement-breakpoint
-- Rows are changed here by the owner of the tables, from whom forced row security hides them.
ALTER TABLE passages NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE articles NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE passages ADD COLUMN language text DEFAULT 'en' NOT NULL;
--> statement-breakpoint
UPDATE passages p SET language = a.language FROM articles a WHERE a.id = p.article_id AND a.language <> 'en';
--> statement-breakpoint
ALTER TABLE passages DROP COLUMN words;
--> statement-breakpoint
ALTER TABLE passages ADD COLUMN words tsvector GENERATED ALWAYS AS (
  setweight(baton_words(language, title), 'A') || setweight(baton_words(language, coalesce(heading, '')), 'B')
  || setweight(baton_words(language, text), 'C')) STORED NOT NULL;
--> statement-breakpoint
CREATE TABLE "passage_terms" (
	"lexeme" text collate "C" NOT NULL,
	"language" text NOT NULL,
	"audience" text NOT NULL,
	"documents" integer NOT NULL,
	CONSTRAINT "passage_terms_lexeme_language_audience_pk" PRIMARY KEY("lexeme","language","audience")
);
--> statement-breakpoint
CREATE TABLE "passage_postings" (
	"lexeme" text collate "C" NOT NULL,
	"language" text NOT NULL,
	"audience" text NOT NULL,
	"impact" smallint NOT NULL,
	"passage_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passage_trigrams" (
	"trigram" text collate "C" NOT NULL,
	"language" text NOT NULL,
	"audience" text NOT NULL,
	"length" smallint NOT NULL,
	"lexeme" text collate "C" NOT NULL,
	CONSTRAINT "passage_trigrams_pk" PRIMARY KEY("trigram","language","audience","length","lexeme")
);
--> statement-breakpoint
CREATE TABLE "search_state" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"version" bigint NOT NULL,
	CONSTRAINT "search_state_single" CHECK ("search_state"."id")
);
--> statement-breakpoint
CREATE TABLE "search_synonyms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"language" text NOT NULL,
	"line" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"built_in" boolean DEFAULT false NOT NULL,
	"edited_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"edited_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "search_synonyms_line_length" CHECK (length("search_synonyms"."line") between 1 and 200),
	CONSTRAINT "search_synonyms_built_in_off" CHECK (not ("search_synonyms"."built_in" and "search_synonyms"."enabled"))
);
--> statement-breakpoint
INSERT INTO search_state (version) VALUES (1);
--> statement-breakpoint
ALTER TABLE "search_synonyms" ADD CONSTRAINT "search_synonyms_edited_by_users_id_fk" FOREIGN KEY ("edited_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "search_synonyms_line" ON "search_synonyms" USING btree ("language","line");
--> statement-breakpoint
-- Whoever keeps something of the search in memory compares this number with the one they kept it under.
CREATE FUNCTION baton_search_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE search_state SET version = version + 1;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER search_synonyms_change AFTER INSERT OR UPDATE OR DELETE ON search_synonyms
  FOR EACH STATEMENT EXECUTE FUNCTION baton_search_changed();
--> statement-breakpoint
-- The index follows the passages: written by this trigger, in the transaction and with the rights of whoever publishes,
-- and by nothing else. Only published passages are in it. A term that no passage holds any more stays, counted 0, until
-- the clean-up: most come back a moment later, when an article is replaced.
CREATE FUNCTION baton_index_passages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A new article begins by removing the passages it does not have; nobody has to wait for that.
  IF TG_OP = 'DELETE' THEN
    IF NOT EXISTS (SELECT FROM gone) THEN RETURN NULL; END IF;
  END IF;
  -- Two publishers count one after the other, else they could wait for each other's terms crosswise.
  PERFORM pg_advisory_xact_lock(7020104);
  UPDATE search_state SET version = version + 1;
  IF TG_OP <> 'INSERT' THEN
    UPDATE passage_terms t SET documents = t.documents - lost.n
      FROM (SELECT w.lexeme, baton_language(p.language) AS language, p.audience::text AS audience, count(*)::int AS n
              FROM gone p CROSS JOIN LATERAL (SELECT u.lexeme FROM unnest(p.words) u UNION ALL SELECT '') w
             WHERE p.status = 'published' GROUP BY 1, 2, 3) lost
     WHERE t.lexeme = lost.lexeme COLLATE "C" AND t.language = lost.language AND t.audience = lost.audience;
    DELETE FROM passage_postings WHERE passage_id IN (SELECT id FROM gone);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    WITH counted AS (
      INSERT INTO passage_terms AS t (lexeme, language, audience, documents)
        SELECT w.lexeme, baton_language(p.language), p.audience::text, count(*)::int
          FROM come p CROSS JOIN LATERAL (SELECT u.lexeme FROM unnest(p.words) u UNION ALL SELECT '') w
         WHERE p.status = 'published' GROUP BY 1, 2, 3
        ON CONFLICT (lexeme, language, audience) DO UPDATE SET documents = t.documents + excluded.documents
        -- Nothing has ended a row that this statement has put there.
        RETURNING t.lexeme, t.language, t.audience, t.xmax = 0 AS is_new)
    -- Three letters at a time, with two spaces before the word and one behind it. Numbers are not mistyped words, and
    -- nothing that long is a word.
    INSERT INTO passage_trigrams (trigram, language, audience, length, lexeme)
      SELECT DISTINCT substr('  ' || lexeme || ' ', n, 3), language, audience, length(lexeme), lexeme
        FROM counted CROSS JOIN LATERAL generate_series(1, length(lexeme) + 1) n
       WHERE is_new AND length(lexeme) BETWEEN 3 AND 24 AND lexeme !~ '[0-9]'
      ON CONFLICT DO NOTHING;
    -- A word of the title counts three times, of the heading twice; long passages are damped as in BM25
    -- (k1 1.2, b 0.6, usual length 100 words). This only chooses candidates; the ranking is lib/knowledge/rank.ts.
    INSERT INTO passage_postings (lexeme, language, audience, impact, passage_id)
      SELECT u.lexeme, baton_language(p.language), p.audience::text,
             round(1000 * f.tf / (f.tf + 1.2 * (0.4 + 0.6 * l.words / 100))), p.id
        FROM come p
        CROSS JOIN LATERAL (SELECT coalesce(sum(cardinality(positions)), 0)::numeric AS words FROM unnest(p.words)) l
        CROSS JOIN LATERAL unnest(p.words) u
        CROSS JOIN LATERAL (SELECT sum(CASE g WHEN 'A' THEN 3 WHEN 'B' THEN 2 ELSE 1 END)::numeric AS tf
                              FROM unnest(u.weights) g) f
       WHERE p.status = 'published';
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER passages_index_come AFTER INSERT ON passages REFERENCING NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION baton_index_passages();
--> statement-breakpoint
CREATE TRIGGER passages_index_change AFTER UPDATE ON passages REFERENCING OLD TABLE AS gone NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION baton_index_passages();
--> statement-breakpoint
CREATE TRIGGER passages_index_gone AFTER DELETE ON passages REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION baton_index_passages();
--> statement-breakpoint
-- Vectors of passages, where pgvector is to be had: made at every start of an installation that has embeddings, so that
-- the extension may come later. A table with another number of dimensions is of another model and begins anew. Answers
-- whether vectors can be kept. Rows are kept while an article is replaced: the same text is not sent again.
CREATE FUNCTION baton_prepare_vectors(dimensions integer) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  version text;
  there text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'vector') THEN
    SELECT default_version INTO version FROM pg_available_extensions WHERE name = 'vector';
    IF version IS NULL OR string_to_array(version, '.')::int[] < ARRAY[0, 8] THEN RETURN false; END IF;
    BEGIN
      CREATE EXTENSION vector;
    EXCEPTION WHEN insufficient_privilege THEN RETURN false;
    END;
  END IF;
  SELECT extversion INTO version FROM pg_extension WHERE extname = 'vector';
  IF string_to_array(version, '.')::int[] < ARRAY[0, 8] THEN RETURN false; END IF;
  SELECT format_type(atttypid, atttypmod) INTO there FROM pg_attribute
   WHERE attrelid = to_regclass('passage_vectors') AND attname = 'embedding';
  IF there = format('halfvec(%s)', dimensions) THEN RETURN true; END IF;
  DROP TABLE IF EXISTS passage_vectors;
  EXECUTE format('CREATE TABLE passage_vectors (
    passage_id uuid PRIMARY KEY, model text NOT NULL, hash text NOT NULL, embedding halfvec(%s) NOT NULL)', dimensions);
  CREATE INDEX passage_vectors_hash ON passage_vectors (hash);
  CREATE INDEX passage_vectors_near ON passage_vectors USING hnsw (embedding halfvec_cosine_ops);
  ALTER TABLE passage_vectors ENABLE ROW LEVEL SECURITY;
  ALTER TABLE passage_vectors FORCE ROW LEVEL SECURITY;
  GRANT SELECT, INSERT, UPDATE, DELETE ON passage_vectors TO baton_app;
  -- Whoever may read the passage: its audience and status decide, as they are now. OFFSET has it looked up for each of
  -- the few rows that are near, where PostgreSQL would rather read all passages first.
  CREATE POLICY passage_vectors_read ON passage_vectors FOR SELECT TO baton_app
    USING (baton_viewer() = 'system' OR EXISTS (SELECT FROM passages p WHERE p.id = passage_id OFFSET 0));
  CREATE POLICY passage_vectors_add ON passage_vectors FOR INSERT TO baton_app WITH CHECK (baton_viewer() = 'system');
  CREATE POLICY passage_vectors_change ON passage_vectors FOR UPDATE TO baton_app
    USING (baton_viewer() = 'system') WITH CHECK (baton_viewer() = 'system');
  CREATE POLICY passage_vectors_remove ON passage_vectors FOR DELETE TO baton_app USING (baton_viewer() = 'system');
  RETURN true;
END
$$;
--> statement-breakpoint
-- What is there already comes in by the same way.
UPDATE passages SET position = position;
--> statement-breakpoint
ALTER TABLE "passage_postings" ADD CONSTRAINT "passage_postings_passage_id_passages_id_fk" FOREIGN KEY ("passage_id") REFERENCES "public"."passages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passage_postings_lexeme" ON "passage_postings" USING btree ("lexeme","language","audience","impact" DESC NULLS LAST,"passage_id");--> statement-breakpoint
CREATE INDEX "passage_postings_passage" ON "passage_postings" USING btree ("passage_id");
--> statement-breakpoint
ALTER TABLE passages FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE articles FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['passage_terms', 'passage_postings', 'passage_trigrams', 'search_state', 'search_synonyms']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT ON %I TO baton_app', t);
  END LOOP;
  -- Readers are asked once a query which audiences they are, not once a row; writers read by the same policy.
  FOREACH t IN ARRAY ARRAY['passage_terms', 'passage_postings', 'passage_trigrams']
  LOOP
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO baton_app USING (audience = ANY ((SELECT baton_audiences())::text[]))',
      t || '_read', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR INSERT TO baton_app WITH CHECK (baton_viewer() IN (''manager'', ''system''))',
      t || '_add', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR DELETE TO baton_app USING (baton_viewer() IN (''manager'', ''system''))',
      t || '_remove', t);
  END LOOP;
END
$$;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON passage_terms, search_synonyms TO baton_app;
--> statement-breakpoint
GRANT INSERT, DELETE ON passage_postings, passage_trigrams TO baton_app;
--> statement-breakpoint
GRANT UPDATE ON search_state TO baton_app;
--> statement-breakpoint
CREATE POLICY passage_terms_change ON passage_terms FOR UPDATE TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE POLICY search_state_read ON search_state FOR SELECT TO baton_app USING (baton_viewer() IS NOT NULL);
--> statement-breakpoint
CREATE POLICY search_state_change ON search_state FOR UPDATE TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
-- Everybody's questions are read with them.
CREATE POLICY search_synonyms_read ON search_synonyms FOR SELECT TO baton_app USING (baton_viewer() IS NOT NULL);
--> statement-breakpoint
CREATE POLICY search_synonyms_add ON search_synonyms FOR INSERT TO baton_app
  WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE POLICY search_synonyms_change ON search_synonyms FOR UPDATE TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE POLICY search_synonyms_remove ON search_synonyms FOR DELETE TO baton_app
  USING (baton_viewer() IN ('manager', 'system'));
