import { describe, expect, it } from "vitest";
import { withClient } from "../../scripts/lib/postgres-bootstrap.mjs";

const url = process.env.DATABASE_URL ?? "";

describe("the database of a test file", () => {
  it("is a migrated clone of its own, in UTF-8", async () => {
    const [row] = await withClient(
      url,
      (sql) => sql<{ name: string; encoding: string; tables: number }[]>`
        select current_database() as name, pg_encoding_to_char(encoding) as encoding,
          (select count(*)::int from pg_tables where schemaname = 'public') as tables
        from pg_database where datname = current_database()`,
    );
    expect(row?.name).toMatch(/^w\w+_[0-9a-f]{12}$/);
    expect(row?.encoding).toBe("UTF8");
    expect(row?.tables).toBeGreaterThan(0);
  });

  it("is entered by a role that row security holds", async () => {
    const [role] = await withClient(
      url,
      (sql) => sql<{ rolsuper: boolean; rolbypassrls: boolean }[]>`
        select rolsuper, rolbypassrls from pg_roles where rolname = current_user`,
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false });
  });
});
