/** What the code believes of the tables is what the migrations have made of them. */
import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect } from "./connection";
import * as schema from "./schema";

const tables = Object.values(schema).flatMap((one) => (is(one, PgTable) ? [getTableConfig(one)] : []));

let db: ReturnType<typeof connect>;
beforeAll(() => {
  db = connect(() => {});
});
afterAll(() => db.destroy());

it("has tables", () => expect(tables.length).toBeGreaterThan(40));

it.each(tables.map((table) => [table.name, table] as const))("%s", async (name, { columns }) => {
  const rows = await db.client<{ name: string; type: string; required: boolean }[]>`
    select a.attname as name, a.attnotnull as required, format_type(a.atttypid, a.atttypmod)
             || case when a.attcollation <> t.typcollation then format(' collate "%s"', c.collname) else '' end as type
      from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_collation c on c.oid = a.attcollation
     where a.attrelid = ${`public.${name}`}::regclass and a.attnum > 0 and not a.attisdropped`;
  const believed = columns.map((column) => ({
    name: column.name,
    type: column.getSQLType().replace(" (", "("),
    required: column.notNull,
  }));
  expect(byName(rows)).toEqual(byName(believed));
});

const byName = (columns: readonly { name: string; type: string; required: boolean }[]) =>
  columns.map((column) => ({ ...column })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
