/**
 * How long a person usually takes to come, from what really happened: the median wait of the last claims,
 * times the place in the queue. Counts only, never rows, so every customer may know it.
 */
import "server-only";
import { sql } from "drizzle-orm";
import { as } from "@/db/client";
import { authorize } from "@/lib/auth/policy";
import { systemViewer, type UserViewer } from "@/lib/auth/viewer";
import type { Opening } from "./hours";
import { openingNow } from "./waiting";

const CACHE_MS = 30_000;
const system = systemViewer("wait-estimate");
type Measured = { medianMinutes: number | null; waiting: number; opening: Opening | null };
let cached: { at: number; value: Promise<Measured> } | undefined;

export type Wait = {
  /** Until somebody answers; null when nobody is there, or too little is known (fewer than 3 claims in 14 days). */
  minutes: number | null;
  /** Outside support hours: when people are back. */
  backAt: Date | null;
};

export async function estimateWait(viewer: UserViewer): Promise<Wait> {
  authorize(viewer, "conversation.read");
  if (!cached || performance.now() - cached.at > CACHE_MS) {
    const value = measure();
    cached = { at: performance.now(), value };
    value.catch(() => {
      cached = undefined;
    });
  }
  const { medianMinutes, waiting, opening } = await cached.value;
  if (opening && !opening.open) return { minutes: null, backAt: opening.until };
  if (medianMinutes === null) return { minutes: null, backAt: null };
  // Several agents answer at once; the queue ahead counts, but not one after the other.
  const minutes = Math.max(1, Math.round(medianMinutes * (1 + Math.max(0, waiting - 1) / 4)));
  return { minutes, backAt: null };
}

async function measure(): Promise<Measured> {
  const [row, opening] = await as(system, async (tx) => {
    const [counted] = await tx.execute<{ median: number | null; claims: number; waiting: number }>(sql`
      with claims as (
        select (data->>'waitedSeconds')::numeric as waited from events
         where type in ('conversation.claimed', 'conversation.taken_over')
           and data->>'waitedSeconds' is not null and created_at > clock_timestamp() - interval '14 days'
         order by id desc limit 50)
      select percentile_cont(0.5) within group (order by waited)::float / 60 as median, count(*)::int as claims,
             (select count(*)::int from (select 1 from conversations
                where owner_kind = 'queue' and status <> 'resolved' limit 100) q) as waiting
        from claims`);
    return [counted, await openingNow(tx)] as const;
  });
  const enough = row !== undefined && row.claims >= 3;
  return { medianMinutes: enough ? row.median : null, waiting: row?.waiting ?? 0, opening };
}
