-- Who is asking, as `as(viewer, fn)` in db/client.ts set it for this transaction. Outside of one, all are null
-- ('' is what a setting reads after the transaction that set it), and every policy below says no.
CREATE FUNCTION baton_viewer() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('baton.viewer', true), '');
--> statement-breakpoint
CREATE FUNCTION baton_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('baton.user_id', true), '')::uuid;
--> statement-breakpoint
CREATE FUNCTION baton_customer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('baton.customer_id', true), '')::uuid;
--> statement-breakpoint
CREATE FUNCTION baton_conversation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('baton.conversation_id', true), '')::uuid;
--> statement-breakpoint
CREATE FUNCTION baton_is_staff() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(baton_viewer() IN ('agent', 'manager', 'system'), false);
--> statement-breakpoint
-- Rows of one customer: that customer, and the assistant working for them.
CREATE FUNCTION baton_is_customer(owner uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(baton_viewer() IN ('customer', 'assistant') AND owner = baton_customer(), false);
--> statement-breakpoint
-- The assistant writes only into the conversation that it was called for.
CREATE FUNCTION baton_may_write(owner uuid, conversation uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN baton_is_staff()
    OR coalesce(baton_viewer() = 'customer' AND owner = baton_customer(), false)
    OR coalesce(baton_viewer() = 'assistant' AND owner = baton_customer() AND conversation = baton_conversation(), false);
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO baton_app;
--> statement-breakpoint
GRANT SELECT ON ALL TABLES IN SCHEMA public TO baton_app;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE ticket_numbers TO baton_app;
--> statement-breakpoint
GRANT INSERT, UPDATE ON users, credentials, sessions, organizations, customers, notifications, conversations,
  runs, run_steps, tickets, articles, passages, products, orders TO baton_app;
--> statement-breakpoint
GRANT INSERT ON messages, events, run_chunks, ticket_comments, installation TO baton_app;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON limits TO baton_app;
--> statement-breakpoint
GRANT DELETE ON passages, run_chunks TO baton_app;
--> statement-breakpoint
-- What was said stays said: only the reader's verdict on a message can change.
GRANT UPDATE (rating) ON messages TO baton_app;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['users', 'credentials', 'sessions', 'organizations', 'customers', 'notifications', 'limits',
    'conversations', 'messages', 'events', 'runs', 'run_steps', 'run_chunks', 'tickets', 'ticket_comments',
    'articles', 'passages', 'products', 'orders', 'installation']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END
$$;
--> statement-breakpoint
-- People. A customer sees themselves and the names of the staff that answer them.
CREATE POLICY users_read ON users FOR SELECT TO baton_app
  USING (baton_is_staff() OR baton_is_customer(id) OR (baton_viewer() IN ('customer', 'assistant') AND role <> 'customer'));
--> statement-breakpoint
CREATE POLICY users_add ON users FOR INSERT TO baton_app WITH CHECK (baton_viewer() IN ('system', 'manager'));
--> statement-breakpoint
CREATE POLICY users_change ON users FOR UPDATE TO baton_app
  USING (baton_viewer() IN ('system', 'manager') OR id = baton_user() OR baton_is_customer(id))
  WITH CHECK (baton_viewer() IN ('system', 'manager') OR id = baton_user() OR baton_is_customer(id));
--> statement-breakpoint
CREATE POLICY credentials_system ON credentials FOR ALL TO baton_app
  USING (baton_viewer() = 'system') WITH CHECK (baton_viewer() = 'system');
--> statement-breakpoint
CREATE POLICY sessions_read ON sessions FOR SELECT TO baton_app USING (baton_viewer() = 'system' OR user_id = baton_user());
--> statement-breakpoint
CREATE POLICY sessions_add ON sessions FOR INSERT TO baton_app WITH CHECK (baton_viewer() = 'system');
--> statement-breakpoint
CREATE POLICY sessions_change ON sessions FOR UPDATE TO baton_app
  USING (baton_viewer() IN ('system', 'manager') OR user_id = baton_user())
  WITH CHECK (baton_viewer() IN ('system', 'manager') OR user_id = baton_user());
--> statement-breakpoint
CREATE POLICY organizations_read ON organizations FOR SELECT TO baton_app
  USING (baton_is_staff() OR id IN (SELECT organization_id FROM customers WHERE user_id = baton_customer()));
--> statement-breakpoint
CREATE POLICY organizations_write ON organizations FOR ALL TO baton_app
  USING (baton_viewer() IN ('system', 'manager')) WITH CHECK (baton_viewer() IN ('system', 'manager'));
--> statement-breakpoint
CREATE POLICY customers_read ON customers FOR SELECT TO baton_app USING (baton_is_staff() OR baton_is_customer(user_id));
--> statement-breakpoint
CREATE POLICY customers_add ON customers FOR INSERT TO baton_app WITH CHECK (baton_viewer() = 'system');
--> statement-breakpoint
CREATE POLICY customers_change ON customers FOR UPDATE TO baton_app
  USING (baton_is_staff() OR baton_is_customer(user_id)) WITH CHECK (baton_is_staff() OR baton_is_customer(user_id));
--> statement-breakpoint
CREATE POLICY notifications_read ON notifications FOR SELECT TO baton_app
  USING (baton_viewer() = 'system' OR user_id = baton_user() OR (baton_viewer() = 'assistant' AND user_id = baton_customer()));
--> statement-breakpoint
CREATE POLICY notifications_add ON notifications FOR INSERT TO baton_app
  WITH CHECK (baton_is_staff() OR baton_is_customer(user_id));
--> statement-breakpoint
CREATE POLICY notifications_change ON notifications FOR UPDATE TO baton_app
  USING (baton_viewer() = 'system' OR user_id = baton_user()) WITH CHECK (baton_viewer() = 'system' OR user_id = baton_user());
--> statement-breakpoint
CREATE POLICY limits_system ON limits FOR ALL TO baton_app
  USING (baton_viewer() = 'system') WITH CHECK (baton_viewer() = 'system');
--> statement-breakpoint
-- The shared conversation.
CREATE POLICY conversations_read ON conversations FOR SELECT TO baton_app USING (baton_is_staff() OR baton_is_customer(customer_id));
--> statement-breakpoint
CREATE POLICY conversations_add ON conversations FOR INSERT TO baton_app
  WITH CHECK (baton_viewer() = 'system' OR (baton_viewer() = 'customer' AND customer_id = baton_customer()));
--> statement-breakpoint
CREATE POLICY conversations_change ON conversations FOR UPDATE TO baton_app
  USING (baton_may_write(customer_id, id)) WITH CHECK (baton_may_write(customer_id, id));
--> statement-breakpoint
-- Notes are for staff; neither the customer nor the assistant that speaks to them can read one.
CREATE POLICY messages_read ON messages FOR SELECT TO baton_app
  USING (baton_is_staff() OR (kind <> 'note' AND baton_is_customer(customer_id)));
--> statement-breakpoint
CREATE POLICY messages_add ON messages FOR INSERT TO baton_app
  WITH CHECK (baton_may_write(customer_id, conversation_id) AND (kind <> 'note' OR baton_is_staff()));
--> statement-breakpoint
CREATE POLICY messages_rate ON messages FOR UPDATE TO baton_app
  USING (baton_viewer() = 'customer' AND customer_id = baton_customer() AND kind = 'message')
  WITH CHECK (baton_viewer() = 'customer' AND customer_id = baton_customer() AND kind = 'message');
--> statement-breakpoint
CREATE POLICY events_read ON events FOR SELECT TO baton_app
  USING (baton_is_staff() OR (audience = 'everyone' AND baton_is_customer(customer_id)));
--> statement-breakpoint
CREATE POLICY events_add ON events FOR INSERT TO baton_app
  WITH CHECK (baton_is_staff() OR baton_is_customer(customer_id));
--> statement-breakpoint
CREATE POLICY runs_read ON runs FOR SELECT TO baton_app USING (baton_is_staff() OR baton_is_customer(customer_id));
--> statement-breakpoint
CREATE POLICY runs_add ON runs FOR INSERT TO baton_app WITH CHECK (baton_may_write(customer_id, conversation_id));
--> statement-breakpoint
CREATE POLICY runs_change ON runs FOR UPDATE TO baton_app
  USING (baton_may_write(customer_id, conversation_id)) WITH CHECK (baton_may_write(customer_id, conversation_id));
--> statement-breakpoint
-- The journal holds arguments and results as the model saw them: for staff and for the run that writes it.
CREATE POLICY run_steps_read ON run_steps FOR SELECT TO baton_app
  USING (baton_is_staff() OR (baton_viewer() = 'assistant' AND customer_id = baton_customer()));
--> statement-breakpoint
CREATE POLICY run_steps_add ON run_steps FOR INSERT TO baton_app
  WITH CHECK (baton_viewer() = 'system' OR (baton_viewer() = 'assistant' AND customer_id = baton_customer()));
--> statement-breakpoint
CREATE POLICY run_steps_change ON run_steps FOR UPDATE TO baton_app
  USING (baton_viewer() = 'system' OR (baton_viewer() = 'assistant' AND customer_id = baton_customer()))
  WITH CHECK (baton_viewer() = 'system' OR (baton_viewer() = 'assistant' AND customer_id = baton_customer()));
--> statement-breakpoint
CREATE POLICY run_chunks_read ON run_chunks FOR SELECT TO baton_app USING (baton_is_staff() OR baton_is_customer(customer_id));
--> statement-breakpoint
CREATE POLICY run_chunks_add ON run_chunks FOR INSERT TO baton_app
  WITH CHECK (baton_viewer() = 'system' OR (baton_viewer() = 'assistant' AND customer_id = baton_customer()));
--> statement-breakpoint
CREATE POLICY run_chunks_clean ON run_chunks FOR DELETE TO baton_app USING (baton_viewer() = 'system');
--> statement-breakpoint
-- Tickets.
CREATE POLICY tickets_read ON tickets FOR SELECT TO baton_app USING (baton_is_staff() OR baton_is_customer(customer_id));
--> statement-breakpoint
CREATE POLICY tickets_add ON tickets FOR INSERT TO baton_app WITH CHECK (baton_may_write(customer_id, conversation_id));
--> statement-breakpoint
CREATE POLICY tickets_change ON tickets FOR UPDATE TO baton_app
  USING (baton_is_staff() OR baton_is_customer(customer_id)) WITH CHECK (baton_is_staff() OR baton_is_customer(customer_id));
--> statement-breakpoint
CREATE POLICY ticket_comments_read ON ticket_comments FOR SELECT TO baton_app
  USING (baton_is_staff() OR (audience = 'everyone' AND baton_is_customer(customer_id)));
--> statement-breakpoint
CREATE POLICY ticket_comments_add ON ticket_comments FOR INSERT TO baton_app
  WITH CHECK (baton_is_staff() OR (audience = 'everyone' AND baton_is_customer(customer_id)));
--> statement-breakpoint
-- Knowledge: drafts and staff articles do not exist for customers and their assistant.
CREATE FUNCTION baton_may_read_article(audience article_audience, status article_status) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN baton_is_staff() OR coalesce(status = 'published' AND CASE baton_viewer()
    WHEN 'visitor' THEN audience = 'public'
    WHEN 'customer' THEN audience <> 'staff'
    WHEN 'assistant' THEN audience <> 'staff'
    ELSE false END, false);
--> statement-breakpoint
CREATE POLICY articles_read ON articles FOR SELECT TO baton_app USING (baton_may_read_article(audience, status));
--> statement-breakpoint
CREATE POLICY articles_write ON articles FOR ALL TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE POLICY passages_read ON passages FOR SELECT TO baton_app USING (baton_may_read_article(audience, status));
--> statement-breakpoint
CREATE POLICY passages_write ON passages FOR ALL TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
-- Catalogue.
CREATE POLICY products_read ON products FOR SELECT TO baton_app USING (baton_viewer() IS NOT NULL);
--> statement-breakpoint
CREATE POLICY products_write ON products FOR ALL TO baton_app
  USING (baton_viewer() IN ('manager', 'system')) WITH CHECK (baton_viewer() IN ('manager', 'system'));
--> statement-breakpoint
CREATE POLICY orders_read ON orders FOR SELECT TO baton_app USING (baton_is_staff() OR baton_is_customer(customer_id));
--> statement-breakpoint
CREATE POLICY orders_write ON orders FOR ALL TO baton_app
  USING (baton_viewer() = 'system') WITH CHECK (baton_viewer() = 'system');
--> statement-breakpoint
CREATE POLICY installation_system ON installation FOR ALL TO baton_app
  USING (baton_viewer() = 'system') WITH CHECK (baton_viewer() = 'system');
--> statement-breakpoint
-- Live updates. Delivered on commit only; ids, never content (a payload is at most 8,000 bytes).
CREATE FUNCTION baton_announce_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('baton_events', json_build_object('id', NEW.id, 'tx', NEW.tx, 'conversationId', NEW.conversation_id,
    'seq', NEW.seq, 'type', NEW.type, 'audience', NEW.audience, 'customerId', NEW.customer_id,
    'subjectId', NEW.subject_id)::text);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER events_announce AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION baton_announce_event();
--> statement-breakpoint
CREATE FUNCTION baton_announce_chunk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('baton_runs', json_build_object('runId', NEW.run_id, 'n', NEW.n)::text);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER run_chunks_announce AFTER INSERT ON run_chunks FOR EACH ROW EXECUTE FUNCTION baton_announce_chunk();
