/** What came of a call, in one word; and whether it changed anything. */
import { sql } from "drizzle-orm";
import { as, sqlState } from "@/db/client";
import { systemViewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/core/errors";
import { StaleRun } from "@/lib/runs/fence";

export type Outcome =
  | "ok"
  /** Answered, with nothing in it. */
  | "empty"
  /** Answered without a value, and nothing changed. */
  | "nothing"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "unavailable"
  /** TypeScript refuses this caller. Whatever comes of it at run time, it must not leak or touch what is A's. */
  | "untyped";

export type Called = { outcome: string; value: unknown; error: unknown };

/** Runs the call; never throws. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<Called> {
  try {
    const value = await call();
    return { outcome: isEmpty(value) ? "empty" : "ok", value, error: undefined };
  } catch (error) {
    return { outcome: nameOf(error), value: undefined, error };
  }
}

function nameOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  if (error instanceof StaleRun) return "stale";
  return `error ${sqlState(error) ?? ""} ${error instanceof Error ? error.message : String(error)}`;
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === false || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== "object") return false;
  const { items, results, count } = value as { items?: unknown; results?: unknown; count?: unknown };
  return isEmptyList(items) || isEmptyList(results) || count === 0;
}

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;

/** Of each table: what says whose a row is. `null`: of nobody in particular. */
const watched = {
  conversations: "customer_id",
  messages: "customer_id",
  events: "customer_id",
  runs: "customer_id",
  run_steps: "customer_id",
  run_chunks: "customer_id",
  run_items: "customer_id",
  tickets: "customer_id",
  ticket_comments: "customer_id",
  notifications: "user_id",
  customers: "user_id",
  users: "id",
  sessions: "user_id",
  credentials: "user_id",
  articles: null,
  article_drafts: null,
  article_versions: null,
  article_redirects: null,
  article_categories: null,
  article_files: null,
  orders: "customer_id",
  memory_facts: "customer_id",
  refunds: "customer_id",
  tool_effects: "customer_id",
  identity_checks: "customer_id",
  tool_policies: null,
  gaps: null,
  gap_questions: "customer_id",
  article_suggestions: "customer_id",
  search_cases: null,
  passage_conflicts: null,
} as const;

/** One value for the rows that are meant, whatever order they are read in. */
const digest = (which: string) =>
  `coalesce(sum(hashtextextended(t::text, 0)::numeric) filter (where ${which}), 0)::text`;
/** Written out once: putting it together takes longer than running it. Each table is read once, for all answers. */
const tables = sql.raw(
  Object.entries(watched)
    .map(([table, column]) => {
      const own = column === null ? "true" : `${column} = (select ids[1] from people)`;
      const known = column === null ? "true" : `${column} = any ((select ids from people)::uuid[])`;
      return `select '${table}' as name, ${digest(own)} as own, ${digest(known)} as known, count(*) as n from ${table} t`;
    })
    .join(" union all "),
);

/**
 * What there is: `own` are the rows of the first person, `all` those of everybody given, and how many rows each
 * table has, whoever's they are.
 */
export async function fingerprint(people: readonly string[]): Promise<{ own: string; all: string }> {
  const [row] = await as(systemViewer("test"), (tx) =>
    tx.execute<{ own: string; all: string }>(sql`
      with people as materialized (select string_to_array(${people.join()}, ',')::uuid[] as ids)
      select string_agg(own, ' ' order by name) as own, string_agg(concat(known, ' ', n), ' ' order by name) as all
        from (${tables}) read`),
  );
  if (!row) throw new Error("no fingerprint");
  return row;
}
