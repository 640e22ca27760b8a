/**
 * How long a person usually takes to come, from what really happened: the median wait of the last claims,
 * times the place in the queue. Counts only, never rows, so every customer may know it.
 */
import "server-only";
import { sql } from "drizzle-orm";
import { as } from "@/db/client";
import { authorize } from "@/lib/auth/policy";
import { systemViewer, type UserViewer } from "@/lib/auth/viewer";

const CACHE_MS = 30_000;
const system = systemViewer("wait-estimate");
let cached: { at: number; value: Promise<{ medianMinutes: number | null; waiting: number }> } | undefined;

/** Minutes until somebody answers, or null when too little is known (fewer than 3 claims in 14 days). */
export async function estimateWait(viewer: UserViewer): Promise<number | null> {
  authorize(viewer, "conversation.read");
  if (!cached || performance.now() - cached.at > CACHE_MS) {
    const value = measure();
    cached = { at: performance.now(), value };
    value.catch(() => {
      cached = undefined;
    });
  }
  const { medianMinutes, waiting } = await cached.value;
  if (medianMinutes === null) return null;
  // Several agents answer at once; the queue ahead counts, but not one after the other.
  return Math.max(1, Math.round(medianMinutes * (1 + Math.max(0, waiting - 1) / 4)));
}

async function measure() {
  const [row] = await as(system, (tx) =>
    tx.execute<{ median: number | null; claims: number; waiting: number }>(sql`
      with claims as (
        select (data->>'waitedSeconds')::numeric as waited from events
         where type in ('conversation.claimed', 'conversation.taken_over')
           and data->>'waitedSeconds' is not null and created_at > clock_timestamp() - interval '14 days'
         order by id desc limit 50)
      select percentile_cont(0.5) within group (order by waited)::float / 60 as median, count(*)::int as claims,
             (select count(*)::int from (select 1 from conversations
                where owner_kind = 'queue' and status <> 'resolved' limit 100) q) as waiting
        from claims`),
  );
  const enough = row !== undefined && row.claims >= 3;
  return { medianMinutes: enough ? row.median : null, waiting: row?.waiting ?? 0 };
}
