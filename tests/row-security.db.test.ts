/**
 * The second wall, tested without the first: plain SQL as the role that the product's queries run as, for every
 * table that exists. A new table fails here until it is guarded and, if it holds people's rows, says whose.
 */
import postgres, { type JSONValue, type TransactionSql } from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DbViewer, viewerSettings } from "@/db/viewer";
import { newId } from "@/lib/core/ids";
import { makeKnowledge, makeWorld, type World } from "./support/world";

/** Whose row it is stands in this column; tables without one belong to nobody or to everybody. */
const ownerColumns = ["customer_id", "user_id"];
const ownerless: Record<string, string> = {
  article_uploads: "of managers",
  article_upload_parts: "of managers",
  article_imports: "of the team",
  article_import_items: "of the team",
  article_sources: "of the team",
  users: "people themselves; see below",
  organizations: "shared by their members",
  articles: "written for an audience",
  article_categories: "for everybody",
  article_drafts: "of the team",
  article_versions: "of the team",
  article_redirects: "written for an audience",
  article_files: "written for an audience",
  passages: "written for an audience",
  passage_terms: "written for an audience",
  passage_postings: "written for an audience",
  passage_trigrams: "written for an audience",
  search_state: "of the system",
  search_synonyms: "for everybody's questions",
  gaps: "of the team",
  gap_postings: "of the team; gone with the question",
  gap_progress: "of the system",
  search_cases: "of the team",
  passage_conflicts: "of the team",
  products: "for everybody",
  limits: "of the system",
  installation: "of the system",
  tool_policies: "of the team",
};
/** Functions that run with their owner's rights: each is a door that was left open on purpose. */
const definers = ["baton_enqueue", "baton_ticket_matches"];
/** What even the owner of the row cannot read. */
const hiddenFromOwner = [
  "credentials",
  "run_steps",
  "run_items",
  "identity_checks",
  "gap_questions",
  "article_suggestions",
  "article_citations",
];

const sql = postgres(process.env.DATABASE_URL ?? "", { max: 2, onnotice: () => {} });
const tables = (
  await sql<{ name: string; owner: string | null; columns: string[] }[]>`
    select c.relname as name,
           (select a.attname from pg_attribute a
             where a.attrelid = c.oid and a.attname = any (${ownerColumns})) as owner,
           array(select a.attname from pg_attribute a
                  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                  order by a.attnum) as columns
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     order by c.relname`
).map((table) => ({ ...table }));
const owned = tables.flatMap((table) => (table.owner ? [{ ...table, owner: table.owner }] : []));

let world: World;
let a: DbViewer;
let b: string;
/** One row of every table, as JSON; of an owned table, one of the customer B. */
const sample = new Map<string, JSONValue>();

/** One transaction as the product's role; `null`: nobody has said who is asking. */
function as<T>(viewer: DbViewer | null, work: (tx: TransactionSql) => Promise<T>) {
  const given = viewer && viewerSettings(viewer);
  return sql.begin(async (tx) => {
    await tx`select set_config('role', 'baton_app', true)`;
    if (given)
      await tx`select set_config('baton.viewer', ${given.viewer}, true),
        set_config('baton.user_id', ${given.user}, true), set_config('baton.customer_id', ${given.customer}, true),
        set_config('baton.conversation_id', ${given.conversation}, true)`;
    return work(tx);
  });
}
const system: DbViewer = { kind: "system", job: "test" };

const insert = (viewer: DbViewer | null, table: { name: string; columns: string[] }, row: JSONValue) =>
  as(
    viewer,
    (tx) => tx`
      insert into ${tx(table.name)} (${tx(table.columns)}) overriding system value
      select ${tx(table.columns)} from jsonb_populate_record(null::${tx(table.name)}, ${tx.json(row)})`,
  );

const count = (viewer: DbViewer | null, table: string, owner?: string, id?: string) =>
  as(viewer, async (tx) => {
    const [row] = owner
      ? await tx`select count(*)::int as n from ${tx(table)} where ${tx(owner)} = ${id ?? ""}`
      : await tx`select count(*)::int as n from ${tx(table)}`;
    return row?.n as number;
  });

const refused = { code: "42501" };

beforeAll(async () => {
  await makeKnowledge();
  world = await makeWorld();
  a = world.a.customer;
  b = world.b.customer.userId;
  await as(system, (tx) => tx`insert into installation (step) values ('test')`);
  await as(system, (tx) => tx`insert into limits (key, window_start) values ('test', now())`);
  await as(system, (tx) => tx`insert into tool_policies (tool, policy) values ('test', 'deny')`);
  for (const { assistant, ids } of [world.a, world.b])
    await as(
      assistant,
      (tx) => tx`
        insert into approvals (id, run_id, call_id, conversation_id, customer_id, epoch, tool, args, why, expires_at)
        values (${newId()}, ${ids.run}, 'asked', ${ids.conversation}, ${ids.user}, 1, 'test', '{}', 'test', now())`,
    );
  for (const { name, owner } of tables) {
    const [found] = await as(system, (tx) =>
      owner
        ? tx`select to_jsonb(t) as row from ${tx(name)} t where ${tx(owner)} = ${b} limit 1`
        : tx`select to_jsonb(t) as row from ${tx(name)} t limit 1`,
    );
    if (found) sample.set(name, found.row as JSONValue);
  }
});
afterAll(() => sql.end());

describe("the catalogue of the database", () => {
  it("enables and forces row security on every table", async () => {
    const open = await sql<{ name: string }[]>`
      select relname as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and not (relrowsecurity and relforcerowsecurity)`;
    expect(open.map(({ name }) => name)).toEqual([]);
    expect(tables.length).toBeGreaterThan(20);
  });

  it("knows of every table whose rows it holds", () => {
    expect(tables.filter((table) => !table.owner).map(({ name }) => name)).toEqual(
      Object.keys(ownerless).sort(),
    );
  });

  it("gives the product's role nothing of its own and no way around", async () => {
    const [role] = await sql`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin from pg_roles
       where rolname = 'baton_app'`;
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolcanlogin: false,
    });
    const [owns] = await sql`
      select (select count(*)::int from pg_class where relowner = 'baton_app'::regrole) as relations,
             (select count(*)::int from pg_proc where proowner = 'baton_app'::regrole) as functions,
             (select count(*)::int from pg_namespace where nspowner = 'baton_app'::regrole) as schemas,
             (select count(*)::int from pg_auth_members where member = 'baton_app'::regrole) as memberships`;
    expect(owns).toEqual({ relations: 0, functions: 0, schemas: 0, memberships: 0 });
  });

  it("has no view with its owner's eyes, and only the known functions with their owner's rights", async () => {
    const views = await sql`
      select relname from pg_class
       where relnamespace = 'public'::regnamespace
         and (relkind = 'm' or (relkind = 'v' and not coalesce(reloptions::text[] @> '{security_invoker=true}', false)))`;
    expect([...views]).toEqual([]);
    const functions = await sql<{ name: string; config: string[] | null }[]>`
      select proname as name, proconfig as config from pg_proc
       where pronamespace = 'public'::regnamespace and prosecdef order by proname`;
    expect(functions.map(({ name }) => name)).toEqual(definers);
    // Without a fixed search path, the caller would choose which tables such a function means.
    for (const { name, config } of functions) expect(config?.join(), name).toMatch(/search_path/);
  });
});

describe.each(tables)("without a viewer, $name", (table) => {
  it("is empty", async () => {
    expect(await count(system, table.name)).toBeGreaterThan(0);
    expect(await count(null, table.name)).toBe(0);
  });

  it("takes no row", async () => {
    await expect(insert(null, table, sample.get(table.name) ?? {})).rejects.toMatchObject(refused);
    await expect(insert({ kind: "visitor" }, table, sample.get(table.name) ?? {})).rejects.toMatchObject(
      refused,
    );
  });
});

describe.each(owned)("of $name, customer A", ({ name, owner, columns }) => {
  const table = { name, columns };
  const rowOf = (id: string) => ({ ...(sample.get(name) as Record<string, JSONValue>), [owner]: id });

  it("sees their own rows and none of B", async () => {
    const own = await count(a, name, owner, world.a.customer.userId);
    if (hiddenFromOwner.includes(name)) expect(own).toBe(0);
    else expect(own).toBeGreaterThan(0);
    expect(await count(a, name)).toBe(own);
    expect(await count(system, name, owner, b)).toBeGreaterThan(0);
  });

  it("has an assistant that sees none of B", async () => {
    expect(await count(world.a.assistant, name, owner, b)).toBe(0);
    expect(await count(world.a.assistant, name, owner, world.a.customer.userId)).toBe(
      await count(world.a.assistant, name),
    );
  });

  it.each(["customer", "assistant"] as const)("as %s cannot add a row of B", async (kind) => {
    const viewer = kind === "customer" ? a : world.a.assistant;
    await expect(insert(viewer, table, rowOf(b))).rejects.toMatchObject(refused);
  });

  it.each(["customer", "assistant"] as const)("as %s changes and deletes nothing of B", async (kind) => {
    const viewer = kind === "customer" ? a : world.a.assistant;
    const all = await count(system, name, owner, b);
    const attempts = [
      () => as(viewer, (tx) => tx`update ${tx(name)} set ${tx(owner)} = ${b}`),
      () =>
        as(viewer, (tx) => tx`update ${tx(name)} set ${tx(owner)} = ${tx(owner)} where ${tx(owner)} = ${b}`),
      () => as(viewer, (tx) => tx`delete from ${tx(name)} where ${tx(owner)} = ${b}`),
    ];
    for (const attempt of attempts) expect(await touched(attempt)).toBe(0);
    expect(await count(system, name, owner, b)).toBe(all);
  });
});

/** Rows that a statement changed; a refusal by the database is none. */
async function touched(attempt: () => Promise<{ count: number }>): Promise<number> {
  try {
    return (await attempt()).count;
  } catch (error) {
    expect(error).toMatchObject(refused);
    return 0;
  }
}

describe("people", () => {
  it("see themselves and the team, and no other customer", async () => {
    const seen = await as(a, (tx) => tx<{ id: string; role: string }[]>`select id, role from users`);
    const customers = seen.filter(({ role }) => role === "customer").map(({ id }) => id);
    expect(customers).toEqual([world.a.customer.userId]);
    const changed = await as(a, (tx) => tx`update users set name = 'Mallory' where id <> baton_user()`);
    expect(changed.count).toBe(0);
  });

  it("cannot read what the team wrote for itself", async () => {
    for (const viewer of [a, world.a.assistant]) {
      const notes = await as(viewer, (tx) => tx`select 1 from messages where kind = 'note'`);
      const comments = await as(viewer, (tx) => tx`select 1 from ticket_comments where audience = 'staff'`);
      const told = await as(viewer, (tx) => tx`select 1 from events where audience = 'staff'`);
      expect([notes.length, comments.length, told.length]).toEqual([0, 0, 0]);
    }
  });

  it("cannot rewrite what was said or what happened, whoever they are", async () => {
    for (const viewer of [a, world.agent, world.manager, world.a.assistant, system]) {
      for (const change of [
        () => as(viewer, (tx) => tx`update messages set text = 'never said'`),
        () => as(viewer, (tx) => tx`delete from messages`),
        () => as(viewer, (tx) => tx`update events set type = 'never.happened'`),
        () => as(viewer, (tx) => tx`delete from events`),
        () => as(viewer, (tx) => tx`update ticket_comments set text = 'never said'`),
      ])
        await expect(change()).rejects.toMatchObject(refused);
    }
  });
});

describe("the assistant", () => {
  it("writes only in the conversation that it was called for, even for its own customer", async () => {
    const id = newId();
    const customerId = world.a.customer.userId;
    await as(system, (tx) => tx`insert into conversations (id, customer_id) values (${id}, ${customerId})`);
    const base = { conversation_id: id, customer_id: customerId, author_kind: "assistant", author_name: "x" };
    const attempts = [
      (tx: TransactionSql) => tx`insert into messages ${tx({ ...base, id: newId(), seq: 1, text: "Hello" })}`,
      (tx: TransactionSql) =>
        tx`insert into runs ${tx({ id: newId(), conversation_id: id, customer_id: customerId, epoch: 1, message_seq: 1 })}`,
      (tx: TransactionSql) =>
        tx`insert into tickets ${tx({ id: newId(), conversation_id: id, customer_id: customerId, subject: "s", description: "d", opened_by: "assistant" })}`,
    ];
    for (const attempt of attempts)
      await expect(as(world.a.assistant, attempt)).rejects.toMatchObject(refused);
    const changed = await as(
      world.a.assistant,
      (tx) => tx`update conversations set subject = 'x' where id = ${id}`,
    );
    expect(changed.count).toBe(0);
  });
});
