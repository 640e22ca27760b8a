-- A policy chooses rows, not columns: it lets people change themselves, and this keeps them from making themselves
-- managers, from enabling a disabled account, and from taking another e-mail address.
CREATE FUNCTION baton_guard_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(baton_viewer() IN ('system', 'manager'), false) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'role, status and e-mail of a user are changed by managers only' USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
CREATE TRIGGER users_guard BEFORE UPDATE OF id, email, role, status ON users FOR EACH ROW
  WHEN (OLD.id IS DISTINCT FROM NEW.id OR OLD.email IS DISTINCT FROM NEW.email
    OR OLD.role IS DISTINCT FROM NEW.role OR OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION baton_guard_user();
