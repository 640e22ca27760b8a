-- A resolved conversation is remembered in the background, whoever resolved it: staff may not write facts about customers.
CREATE OR REPLACE FUNCTION baton_enqueue(task text, payload jsonb, job_key text DEFAULT NULL) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF task NOT IN ('send-email', 'remember-episode') THEN
    RAISE EXCEPTION 'unknown task %', task USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF current_setting('baton.viewer', true) IN ('customer', 'agent', 'manager', 'assistant', 'system') THEN
    PERFORM graphile_worker.add_job(task, payload::json, job_key => baton_enqueue.job_key, max_attempts => 8);
  ELSE
    RAISE EXCEPTION 'nobody is asking' USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;
