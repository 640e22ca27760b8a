/**
 * Limits, counted in the database on its clock and therefore shared by all instances. One statement takes
 * one unit of each; a refused request is told how long to wait.
 */
import "server-only";
import { sql } from "drizzle-orm";
import { as, asByKey, type Tx } from "@/db/client";
import { systemViewer } from "@/lib/auth/viewer";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";

export type Limit = {
  /** What is counted, e.g. `message:minute`; the key appended to it says for whom. */
  name: string;
  max: number;
  windowSeconds: number;
};

const minute = 60;
const hour = 3_600;
const day = 86_400;

/** Figures: docs/architecture.md, "Limits". */
export const limits = {
  /** Visitors only: signed-in people are counted by who they are, not by the office they share. */
  requestsByAddress: { name: "request:ip", max: 600, windowSeconds: minute },
  requestsByUser: { name: "request:user", max: 600, windowSeconds: minute },
  requestsByStaff: { name: "request:staff", max: 1_200, windowSeconds: minute },
  signInByAddressAndAccount: { name: "signin:ip+account", max: 5, windowSeconds: 5 * minute },
  signInByAccount: { name: "signin:account", max: 10, windowSeconds: 15 * minute },
  signInByAddress: { name: "signin:ip", max: 50, windowSeconds: hour },
  signUpByAddress: { name: "signup:ip", max: 5, windowSeconds: 30 * minute },
  messagesPerMinute: { name: "message:minute", max: 20, windowSeconds: minute },
  messagesPerDay: { name: "message:day", max: 300, windowSeconds: day },
  conversationsPerDay: { name: "conversation:day", max: 20, windowSeconds: day },
  ticketsPerHour: { name: "ticket:hour", max: 10, windowSeconds: hour },
  codesPerHour: { name: "code:hour", max: 5, windowSeconds: hour },
  /** Of files for articles; decoding an image costs the server more than most requests. */
  uploadsPerHour: { name: "upload:hour", max: 600, windowSeconds: hour },
  /** Of all articles at once. */
  exportsPerHour: { name: "export:hour", max: 60, windowSeconds: hour },
  searchPerMinute: { name: "search:minute", max: 60, windowSeconds: minute },
  /** Asked while one types, after each pause of the fingers. */
  suggestionsPerMinute: { name: "suggestion:minute", max: 180, windowSeconds: minute },
  feedbackPerHour: { name: "feedback:hour", max: 60, windowSeconds: hour },
  typingPerMinute: { name: "typing:minute", max: 60, windowSeconds: minute },
  /** Each conversation that is opened says so at once, and some people leaf through many. */
  presencePerMinute: { name: "presence:minute", max: 180, windowSeconds: minute },
} as const satisfies Record<string, Limit>;

export type Charge = { limit: Limit; key: string };

const viewer = systemViewer("limits");

/** Takes one unit of each; throws `rate_limited` when one is used up. Exact under any parallelism. */
export async function consume(charges: readonly Charge[]): Promise<void> {
  if (charges.length === 0) return;
  // One statement per key, in key order: two requests never wait for each other crosswise.
  const sorted = [...charges].sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
  const values = sql.join(
    sorted.map((c) => sql`(${keyOf(c)}, ${c.limit.windowSeconds}::int)`),
    sql`, `,
  );
  // A crash of the database may forget the last moment's counts; no request waits for the disk to keep them.
  const rows = await asByKey(viewer, (tx) =>
    tx.execute<{ key: string; used: number; retry_after: number }>(sql`
      insert into limits as l (key, used, window_start)
      select key, 1, to_timestamp(floor(extract(epoch from clock_timestamp()) / seconds) * seconds)
        from (values ${values}) as given(key, seconds)
      on conflict (key) do update set
        used = case when l.window_start = excluded.window_start then l.used + 1 else 1 end,
        window_start = excluded.window_start
      returning key, used, set_config('synchronous_commit', 'off', true),
        (select ceil(extract(epoch from l.window_start) + seconds - extract(epoch from clock_timestamp()))::int
           from (values ${values}) as given(k, seconds) where k = l.key) as retry_after`),
  );
  for (const row of rows) {
    const charge = charges.find((c) => keyOf(c) === row.key);
    if (charge && row.used > charge.limit.max * env().LIMIT_FACTOR)
      throw refused(Math.max(1, row.retry_after));
  }
}

/** Adds units to a counter that refuses nothing; answers what it comes to in the present window. None: only looks. */
export async function count(tally: readonly (Charge & { units: number })[]): Promise<number[]> {
  const values = sql.join(
    tally.map((c) => sql`(${keyOf(c)}, ${c.units}::int, ${c.limit.windowSeconds}::int)`),
    sql`, `,
  );
  const rows = await asByKey(viewer, (tx) =>
    tx.execute<{ key: string; used: number }>(sql`
      insert into limits as l (key, used, window_start)
      select key, units, to_timestamp(floor(extract(epoch from clock_timestamp()) / seconds) * seconds)
        from (values ${values}) as given(key, units, seconds) order by key
      on conflict (key) do update set
        used = least(2e9, case when l.window_start = excluded.window_start then l.used else 0 end::bigint
                          + excluded.used)::int,
        window_start = excluded.window_start
      returning key, used, set_config('synchronous_commit', 'off', true)`),
  );
  return tally.map((charge) => rows.find(({ key }) => key === keyOf(charge))?.used ?? 0);
}

/** Gives units back: a sign-in that succeeded was not an attempt to guess. */
export async function refund(charges: readonly Charge[]): Promise<void> {
  const keys = charges.map(keyOf);
  if (keys.length === 0) return;
  await as(viewer, (tx) =>
    tx.execute(sql`update limits set used = greatest(used - 1, 0) where key in ${keys}`),
  );
}

/**
 * True for the first caller in any span of that many seconds, over all instances; the others are told no. Undone with
 * the transaction, which a second caller waits for. Needs a system viewer; LIMIT_FACTOR does not touch it.
 */
export async function isFirstIn(tx: Tx, key: string, seconds: number): Promise<boolean> {
  const rows = await tx.execute(sql`
    insert into limits as l (key, used, window_start) values (${`once:${key}`}, 1, clock_timestamp())
    on conflict (key) do update set window_start = clock_timestamp()
      where l.window_start <= clock_timestamp() - make_interval(secs => ${seconds})
    returning 1`);
  return rows.length > 0;
}

const keyOf = ({ limit, key }: Charge): string => `${limit.name}:${key}`.slice(0, 200);

function refused(retryAfter: number): AppError {
  const wait = retryAfter < 90 ? `${retryAfter} seconds` : `${Math.ceil(retryAfter / 60)} minutes`;
  return new AppError("rate_limited", `That was too many in a short time. Try again in ${wait}.`, {
    retryAfter,
  });
}
