/** A database that a release before filled is brought to the newest schema, and keeps every row and what it meant. */
import { randomBytes, randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { projectRoot } from "../scripts/lib/paths.mjs";
import { withClient } from "../scripts/lib/postgres-bootstrap.mjs";

/** The last migration before articles had drafts and versions. */
const BEFORE = 15;

const { adminUrl, appUrl, template } = inject("database");
const name = `upgrade_${randomBytes(6).toString("hex")}`;
const at = (url: string, database: string) => {
  const one = new URL(url);
  one.pathname = `/${database}`;
  return one.href;
};
const asAdmin = <T>(work: (sql: postgres.Sql) => Promise<T>) => withClient(at(adminUrl, name), work);
const migrations = join(projectRoot, "db/migrations");

/** As the owner of the tables, whom forced row security binds like everybody else. */
async function migrateTo(last: number | null): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "baton-upgrade-"));
  const client = postgres(at(appUrl, name), { max: 1, onnotice: () => {} });
  try {
    cpSync(migrations, folder, { recursive: true });
    const file = join(folder, "meta/_journal.json");
    const journal = JSON.parse(readFileSync(file, "utf8")) as { entries: { idx: number }[] };
    const entries = journal.entries.filter(({ idx }) => last === null || idx <= last);
    writeFileSync(file, JSON.stringify({ ...journal, entries }));
    await migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
    rmSync(folder, { recursive: true });
  }
}

const [live, draft, archived, odd, author] = [1, 2, 3, 4, 5].map(() => randomUUID());

beforeAll(async () => {
  await withClient(adminUrl, async (sql) => {
    const [owner] = await sql<{ name: string }[]>`
      select pg_get_userbyid(datdba) as name from pg_database where datname = ${template}`;
    await sql`create database ${sql(name)} owner ${sql(owner?.name ?? "")}`;
  });
  const extensions = await withClient(
    at(adminUrl, template),
    (sql) => sql<{ extname: string }[]>`select extname from pg_extension where extname <> 'plpgsql'`,
  );
  await asAdmin(async (sql) => {
    for (const { extname } of extensions) await sql`create extension if not exists ${sql(extname)}`;
  });
  await migrateTo(BEFORE);
  await asAdmin(async (sql) => {
    await sql`insert into users (id, name, email, role) values (${author ?? ""}, 'Morgan', 'm@example.com', 'manager')`;
    const row = (id = "", slug = "", status = "published", category = "billing", language = "en") => ({
      id,
      slug,
      status,
      category,
      language,
      title: `About ${slug}`,
      summary: "In short.",
      body: `The ${slug} text.`,
      author_id: author ?? "",
      published_at: status === "draft" ? null : "2026-05-01T10:00:00Z",
    });
    await sql`insert into articles ${sql([
      row(live, "live"),
      row(draft, "draft", "draft"),
      row(archived, "archived", "archived"),
      row(odd, "odd", "published", "home_garden", "pt-BR"),
    ])}`;
    await sql`insert into passages ${sql({
      id: randomUUID(),
      article_id: live ?? "",
      position: 0,
      title: "About live",
      text: "The live text.",
      category: "billing",
      audience: "public",
      status: "published",
    })}`;
  });
  await migrateTo(null);
}, 120_000);
afterAll(() => withClient(adminUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`));

it("gives what readers see its first version, and each article a group of its own", async () => {
  const rows = await asAdmin(
    (sql) => sql`
      select a.slug, a.version, a.group_id = a.id as own, a.language, v.body, v.origin, v.published_at
        from articles a left join article_versions v on v.article_id = a.id order by a.slug`,
  );
  const first = { version: 1, own: true, origin: "seed", published_at: new Date("2026-05-01T10:00:00Z") };
  expect([...rows]).toEqual([
    { ...first, slug: "archived", language: "en", body: "The archived text." },
    { slug: "draft", version: 0, own: true, language: "en", body: null, origin: null, published_at: null },
    { ...first, slug: "live", language: "en", body: "The live text." },
    { ...first, slug: "odd", language: "pt-br", body: "The odd text." },
  ]);
});

it("makes of what was never published its own draft", async () => {
  const rows = await asAdmin(
    (sql) => sql`select article_id, slug, body, state, base_version, edited_by from article_drafts`,
  );
  expect([...rows]).toEqual([
    {
      article_id: draft,
      slug: "draft",
      body: "The draft text.",
      state: "draft",
      base_version: 0,
      edited_by: author,
    },
  ]);
});

it("keeps the categories that an installation has made up, behind the built-in ones", async () => {
  const rows = await asAdmin(
    (sql) => sql`select id, label from article_categories order by position desc limit 2`,
  );
  expect([...rows]).toEqual([
    { id: "home_garden", label: "Home_Garden" },
    { id: "general", label: "General" },
  ]);
});

it("forces row security on every table again", async () => {
  const open = await asAdmin(
    (sql) => sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
                    and not (relrowsecurity and relforcerowsecurity)`,
  );
  expect([...open]).toEqual([]);
});

it("leaves every passage to be found", async () => {
  const rows = await asAdmin((sql) => sql`select lexeme from passage_postings where lexeme = 'live'`);
  expect(rows.length).toBeGreaterThan(0);
});
