-- The role that every query of the product runs as. It owns nothing and cannot bypass row security.
-- Roles belong to the whole cluster, so another database's migration may have made it already.
DO $$
BEGIN
  CREATE ROLE baton_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END
$$;
--> statement-breakpoint
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'baton_app', 'SET') THEN
    EXECUTE format('GRANT baton_app TO %I', current_user);
  END IF;
END
$$;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm;
