-- The search index of the knowledge base follows its passages: written by this trigger, in the transaction and with
-- the rights of whoever publishes, and by nothing else. Only published passages are in it.
CREATE FUNCTION baton_index_passages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Two publishers count one after the other, else they could wait for each other's terms crosswise.
  PERFORM pg_advisory_xact_lock(7020104);
  IF TG_OP <> 'INSERT' THEN
    UPDATE passage_terms t SET documents = t.documents - lost.n
      FROM (SELECT w.lexeme, p.audience::text AS audience, count(*)::int AS n
              FROM gone p CROSS JOIN LATERAL (SELECT u.lexeme FROM unnest(p.words) u UNION ALL SELECT '') w
             WHERE p.status = 'published' GROUP BY 1, 2) lost
     WHERE t.lexeme = lost.lexeme COLLATE "C" AND t.audience = lost.audience;
    DELETE FROM passage_postings WHERE passage_id IN (SELECT id FROM gone);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO passage_terms AS t (lexeme, audience, documents)
      SELECT w.lexeme, p.audience::text, count(*)::int
        FROM come p CROSS JOIN LATERAL (SELECT u.lexeme FROM unnest(p.words) u UNION ALL SELECT '') w
       WHERE p.status = 'published' GROUP BY 1, 2
      ON CONFLICT (lexeme, audience) DO UPDATE SET documents = t.documents + excluded.documents;
    -- A word of the title counts three times, of the heading twice; long passages are damped as in BM25
    -- (k1 1.2, b 0.6, usual length 100 words). This only chooses candidates; the ranking is lib/knowledge/rank.ts.
    INSERT INTO passage_postings (lexeme, audience, impact, passage_id)
      SELECT u.lexeme, p.audience::text, round(1000 * f.tf / (f.tf + 1.2 * (0.4 + 0.6 * l.words / 100))), p.id
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
GRANT SELECT, INSERT, UPDATE ON passage_terms TO baton_app;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON passage_postings TO baton_app;
--> statement-breakpoint
ALTER TABLE passage_terms ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE passage_terms FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE passage_postings ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE passage_postings FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- The audiences whose published articles the viewer may read: the same rule as baton_may_read_article, asked once a
-- query instead of once a row.
CREATE FUNCTION baton_audiences() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN ARRAY(SELECT a::text FROM unnest(enum_range(NULL::article_audience)) a WHERE baton_may_read_article(a, 'published'));
--> statement-breakpoint
CREATE POLICY passage_terms_read ON passage_terms FOR SELECT TO baton_app
  USING (audience = ANY ((SELECT baton_audiences())::text[]));
--> statement-breakpoint
CREATE POLICY passage_terms_write ON passage_terms FOR ALL TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE POLICY passage_postings_read ON passage_postings FOR SELECT TO baton_app
  USING (audience = ANY ((SELECT baton_audiences())::text[]));
--> statement-breakpoint
CREATE POLICY passage_postings_write ON passage_postings FOR ALL TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
