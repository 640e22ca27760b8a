-- A policy for everything is also asked on reading, row by row. Writers read by the policy for readers, which is
-- asked once a query; what is left for them are the three ways to write.
DROP POLICY passage_terms_write ON passage_terms;
--> statement-breakpoint
DROP POLICY passage_postings_write ON passage_postings;
--> statement-breakpoint
CREATE POLICY passage_terms_add ON passage_terms FOR INSERT TO baton_app
  WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE POLICY passage_terms_change ON passage_terms FOR UPDATE TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE POLICY passage_postings_add ON passage_postings FOR INSERT TO baton_app
  WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE POLICY passage_postings_remove ON passage_postings FOR DELETE TO baton_app
  USING (baton_viewer() IN ('manager', 'system'));
