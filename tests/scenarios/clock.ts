/**
 * Lets time pass for one customer: everything that is dated about them becomes older. Done as the owner of the tables,
 * which the application never is when it works; in a scratch database only.
 */
import { withClient } from "../../scripts/lib/postgres-bootstrap.mjs";

/** What grows older, and how a row is known to be the customer's. */
const DATED: Record<string, { columns: string[]; of: string }> = {
  messages: { columns: ["created_at"], of: "customer_id" },
  conversations: {
    columns: ["created_at", "last_message_at", "waiting_since", "wait_told_at", "resolved_at"],
    of: "customer_id",
  },
  runs: {
    columns: ["created_at", "queued_at", "started_at", "first_token_at", "ended_at"],
    of: "customer_id",
  },
  approvals: { columns: ["created_at", "expires_at", "decided_at"], of: "customer_id" },
  identity_checks: { columns: ["created_at", "expires_at", "decided_at"], of: "customer_id" },
  sessions: { columns: ["created_at", "last_seen_at", "verified_at"], of: "user_id" },
  tickets: { columns: ["created_at", "updated_at", "closed_at"], of: "customer_id" },
  refunds: { columns: ["created_at"], of: "customer_id" },
  tool_effects: { columns: ["created_at"], of: "customer_id" },
  memory_facts: { columns: ["created_at", "updated_at", "expires_at"], of: "customer_id" },
};

const url = () => process.env.DATABASE_URL ?? "";

/** Row security is forced on owners, too: they get a policy of their own, beside those of the application. */
export async function openClock(): Promise<void> {
  await withClient(url(), async (sql) => {
    for (const table of Object.keys(DATED))
      await sql.unsafe(
        `create policy scenario_clock on ${table} for all to current_user using (true) with check (true)`,
      );
  });
}

export async function letPass(customerId: string, milliseconds: number): Promise<void> {
  const by = `interval '${Math.round(milliseconds)} milliseconds'`;
  await withClient(url(), async (sql) => {
    for (const [table, { columns, of }] of Object.entries(DATED)) {
      const set = columns.map((column) => `${column} = ${column} - ${by}`).join(", ");
      await sql.unsafe(`update ${table} set ${set} where ${of} = $1`, [customerId]);
    }
    const rows = await sql<{ id: string; dialogue: unknown }[]>`
      select id, dialogue from conversations where customer_id = ${customerId} and dialogue is not null`;
    for (const { id, dialogue } of rows)
      await sql`update conversations set dialogue = ${sql.json(older(dialogue, milliseconds) as never)} where id = ${id}`;
  });
}

/** Takes the background jobs of one conversation out of the queue, which product code cannot look into. */
export async function takeJobs(task: string, conversationId: string): Promise<unknown[]> {
  return withClient(url(), async (sql) => {
    const rows = await sql<{ payload: unknown }[]>`
      delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
       where t.id = j.task_id and t.identifier = ${task} and j.payload->>'conversationId' = ${conversationId}
      returning j.payload`;
    return rows.map(({ payload }) => payload);
  });
}

export async function ageSession(sessionId: string, milliseconds: number): Promise<void> {
  const by = `interval '${Math.round(milliseconds)} milliseconds'`;
  await withClient(url(), (sql) =>
    sql.unsafe(
      `update sessions set created_at = created_at - ${by}, verified_at = verified_at - ${by} where id = $1`,
      [sessionId],
    ),
  );
}

const ISO = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
/** Milliseconds since 1970 of this century; smaller numbers count something else. */
const EPOCH = 1_000_000_000_000;

/** Every moment in stored JSON, whether written as text or as a number. */
function older(value: unknown, milliseconds: number): unknown {
  if (typeof value === "string" && ISO.test(value))
    return new Date(Date.parse(value) - milliseconds).toISOString();
  if (typeof value === "number" && value > EPOCH) return value - milliseconds;
  if (Array.isArray(value)) return value.map((each) => older(each, milliseconds));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, older(inner, milliseconds)]));
}
