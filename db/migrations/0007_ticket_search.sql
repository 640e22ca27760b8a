-- Row security evaluates `@@` only after its own condition, so under it a word search would read every ticket. This
-- role owns one function and may read three columns; the function itself asks who is asking, and answers ids only:
-- whoever calls it still reads the tickets under the policies of baton_app.
DO $$
BEGIN
  CREATE ROLE baton_search NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END
$$;
--> statement-breakpoint
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'baton_search', 'SET') THEN
    EXECUTE format('GRANT baton_search TO %I', current_user);
  END IF;
END
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO baton_search;
--> statement-breakpoint
GRANT SELECT (id, customer_id, words) ON tickets TO baton_search;
--> statement-breakpoint
CREATE POLICY tickets_search ON tickets FOR SELECT TO baton_search USING (true);
--> statement-breakpoint
-- At most `cap` ids, in no order: enough to know whether there are more, and to fetch them when there are not.
CREATE FUNCTION baton_ticket_matches(query tsquery, cap int) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = public, pg_temp AS $$
  SELECT id FROM tickets
   WHERE words @@ query AND (baton_is_staff() OR baton_is_customer(customer_id))
   LIMIT cap
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION baton_ticket_matches(tsquery, int) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION baton_ticket_matches(tsquery, int) TO baton_app;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO baton_search;
--> statement-breakpoint
ALTER FUNCTION baton_ticket_matches(tsquery, int) OWNER TO baton_search;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM baton_search;
