-- Background work is enqueued by the transaction that causes it. `baton_app` can reach nothing of the queue but this
-- function, and through it only the tasks below. The queue's schema is installed by db/migrate.ts after the
-- migrations, which is why the body looks it up when it runs.
CREATE FUNCTION baton_enqueue(task text, payload jsonb, job_key text DEFAULT NULL) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF task NOT IN ('send-email') THEN
    RAISE EXCEPTION 'unknown task %', task USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF current_setting('baton.viewer', true) IN ('customer', 'agent', 'manager', 'assistant', 'system') THEN
    PERFORM graphile_worker.add_job(task, payload::json, job_key => baton_enqueue.job_key, max_attempts => 8);
  ELSE
    RAISE EXCEPTION 'nobody is asking' USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION baton_enqueue(text, jsonb, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION baton_enqueue(text, jsonb, text) TO baton_app;
