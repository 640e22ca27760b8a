// @ts-check
/**
 * What a superuser must do once before the application's own migrations can run: its role, its database,
 * the extensions. Every statement may be repeated, so a start killed half-way completes at the next one.
 */
import { projectRoot } from "./paths.mjs";

const extensions = ["pg_trgm", "unaccent"];

/**
 * The application's role owns its database and may make roles, but neither is a superuser nor bypasses row
 * security: the embedded database must refuse what production refuses.
 * @param {import("./embedded-postgres.mjs").EmbeddedPostgres} server
 * @param {string} database
 */
export async function bootstrap(server, database) {
  await withClient(server.adminUrl(), async (sql) => {
    const [role] = await sql`select 1 from pg_roles where rolname = 'baton'`;
    if (!role) await sql`create role baton`;
    await sql.unsafe(
      `alter role baton login createrole nosuperuser nobypassrls password '${server.appPassword.replaceAll("'", "''")}'`,
    );
    const [existing] = await sql`select 1 from pg_database where datname = ${database}`;
    if (!existing) await sql`create database ${sql(database)} owner baton`;
  });
  await withClient(server.adminUrl(database), async (sql) => {
    for (const name of extensions) await sql`create extension if not exists ${sql(name)}`;
  });
}

/**
 * @template T
 * @param {string} url
 * @param {(sql: import("postgres").Sql) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withClient(url, work) {
  const { default: postgres } = await import("postgres");
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: "baton-setup" },
  });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The command line of one of the project's own TypeScript scripts.
 * @param {string} script path below the project
 */
export function scriptArgs(script) {
  return ["--conditions=react-server", "--import", "tsx", `${projectRoot}/${script}`];
}
