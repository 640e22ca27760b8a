/**
 * R13 and R2: the database goes away in every way it can: frozen, crashed, restarted, with no connection left, with
 * its tables locked. People go on sending; assistants are in the middle of their answers. Everybody gets an answer soon,
 * nothing that was accepted is missing, everything else arrives soon after the database is back, and nobody has to
 * restart anything.
 */
import { setTimeout as pause } from "node:timers/promises";
import { checkMessages, type StoredMessage } from "../support/checker";
import type { Cluster } from "../support/cluster";
import { follow, type Reading } from "../support/follow";
import { watchHealth } from "../support/health-watch";
import { atLeast, atMost, exactly, fired, type Measure, percentile } from "../support/report";
import { isTold, readRuns, readThreads } from "../support/run-checks";
import type { Form, Scenario } from "../support/scenario";
import { type Attempt, isClear, keepSending, type Sender } from "../support/senders";

type Kind = "frozen" | "crashed" | "restarted" | "exhausted" | "locked";
/** Seconds of each outage; how many people send, and how many answers are being written when it begins. */
const sizes = {
  short: { outages: { frozen: 4.5, crashed: 3.5, exhausted: 3 }, senders: 9, answers: 3, refused: 10 },
  full: {
    outages: { frozen: 30, crashed: 60, restarted: 0, exhausted: 20, locked: 20 },
    senders: 30,
    answers: 6,
    refused: 200,
  },
} as const satisfies Record<Form, { outages: Partial<Record<Kind, number>> } & Record<string, unknown>>;
/** With an answer that lasts longer than it takes to notice an outage. */
const WORDS = 150;
const PACE_MS = 30;
const ANSWER_MS = 10_000;
const BACK_MS = 10_000;
const UNREADY_MS = 5_000;
const LONGEST_LIFE_MS = 120_000;

/** From the moment it began to the moment it was over. */
type Outage = { kind: Kind; from: number; to: number };

async function run(cluster: Cluster, form: Form): Promise<Measure[]> {
  const size = sizes[form];
  const kinds = Object.entries(size.outages) as [Kind, number][];
  await cluster.model.pace(PACE_MS);
  const people = await cluster.people("customer", size.senders, "Patient");
  const asking = await cluster.people("customer", size.answers * kinds.length, "Asking");
  const pids = cluster.instances.map(({ pid }) => pid);
  const senders = await Promise.all(
    people.map(async (client, n) => {
      // One in four through the balancer, which has words of its own when nobody is ready.
      const via = n % 4 === 3 ? null : (cluster.instances[n % cluster.instances.length] ?? null);
      return keepSending(client, await client.start({ person: true }), via);
    }),
  );
  const health = watchHealth(cluster.instances);
  const outages: Outage[] = [];
  const readings: Reading[] = [];
  let streaming = 0;
  try {
    for (const [kind, seconds] of kinds) {
      const begun = asking.splice(0, size.answers).map(async (client, n) => {
        const conversationId = await client.start();
        const via = cluster.instances[n % cluster.instances.length];
        const question = `Tell me everything #words:${WORDS}`;
        const sent = await client.send(conversationId, question, { follow: true, ...(via && { via }) });
        readings.push(follow(client, conversationId, sent.run, LONGEST_LIFE_MS + 20_000));
        await sent.run?.until(({ text }) => text.length > 0);
      });
      await Promise.all(begun);
      streaming += readings.slice(-size.answers).filter(({ logs }) => logs.at(-1)?.state === "open").length;
      const from = Date.now();
      await strike[kind](cluster, seconds * 1_000);
      outages.push({ kind, from, to: Date.now() });
      await settled(senders, outages);
    }
  } finally {
    await Promise.all(senders.map((sender) => sender.stop()));
  }
  await Promise.all(readings.map(({ ended }) => ended));
  await health.stop();
  return [
    ...judgeAnswers(senders, outages, size.refused),
    ...(await judgeMessages(cluster, senders)),
    ...(await judgeRuns(cluster, readings)),
    ...outages
      // Restarted sooner than anybody could tell; locked, the server itself is well.
      .filter(({ kind }) => kind === "frozen" || kind === "crashed" || kind === "exhausted")
      .map(({ kind, from }) =>
        atMost(`outage.${kind}_not_ready_after_ms`, health.unreadyAfter(from), UNREADY_MS),
      ),
    atMost("outage.live_said_no", health.dead, 0),
    exactly("outage.instances_restarted", restarted(cluster, pids), 0),
    fired("outage.answers_being_written", streaming, size.answers * kinds.length),
    fired("outage.databases_lost", outages.length, kinds.length),
  ];
}

const strike: Record<Kind, (cluster: Cluster, ms: number) => Promise<void>> = {
  async frozen({ database }, ms) {
    database.freeze();
    await pause(ms);
    database.thaw();
  },
  async crashed({ database }, ms) {
    await database.stop("immediate");
    await pause(ms);
    await database.start();
  },
  async restarted({ database }) {
    await database.stop("fast");
    await database.start();
  },
  /** Every connection ends and no new one is to be had, as when others have taken them all. */
  async exhausted({ database: { sql, appUrl } }, ms) {
    const role = decodeURIComponent(new URL(appUrl).username);
    try {
      await sql`alter role ${sql(role)} connection limit 0`;
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = ${role}`;
      await pause(ms);
    } finally {
      await sql`alter role ${sql(role)} connection limit -1`;
    }
  },
  /** Somebody holds what every request needs, so that each of them holds a connection until there is none left. */
  async locked({ database: { sql } }, ms) {
    await sql.begin(async (tx) => {
      await tx`lock table sessions, conversations in access exclusive mode`;
      await pause(ms);
    });
  },
};

/** Until everything that was on its way when the database came back has been accepted. */
async function settled(senders: readonly Sender[], outages: readonly Outage[]): Promise<void> {
  const back = outages.at(-1)?.to ?? 0;
  const waiting = () =>
    senders.some(({ sent }) => sent.some(({ firstAskedAt, accepted }) => firstAskedAt < back && !accepted));
  for (const deadline = Date.now() + 3 * BACK_MS; waiting() && Date.now() < deadline; ) await pause(50);
}

function judgeAnswers(senders: readonly Sender[], outages: readonly Outage[], refused: number): Measure[] {
  const attempts = senders.flatMap((sender) => sender.attempts);
  const failed = attempts.filter(({ status }) => status < 200 || status >= 300);
  const own = failed.filter(({ byBalancer }) => !byBalancer);
  const others = failed.filter(({ byBalancer }) => byBalancer);
  const isNo = ({ status }: Attempt) => status !== 503;
  return [
    atMost("outage.slowest_answer_ms", Math.max(...attempts.map(({ ms }) => ms)), ANSWER_MS),
    atMost("outage.errors_that_are_not_clear", own.filter((each) => !isClear(each)).length, 0),
    atMost("outage.balancer_said_otherwise", others.filter(isNo).length, 0),
    fired("outage.refused_clearly", own.filter(isClear).length, refused),
    ...outages.map(({ kind, from, to }) => {
      const late = senders.flatMap(({ sent }) =>
        sent.filter(
          ({ firstAskedAt, acceptedAt }) =>
            firstAskedAt < to && (acceptedAt ?? Number.POSITIVE_INFINITY) > from,
        ),
      );
      const after = late.map(({ acceptedAt }) => Math.max(0, (acceptedAt ?? Number.POSITIVE_INFINITY) - to));
      return atMost(`outage.${kind}_sent_after_return_ms`, percentile(after, 1), BACK_MS);
    }),
  ];
}

async function judgeMessages({ database: { sql } }: Cluster, senders: readonly Sender[]): Promise<Measure[]> {
  const ids = senders.map(({ conversationId }) => conversationId);
  const stored = await sql<StoredMessage[]>`
    select conversation_id as "conversationId", id, seq, text from messages
     where conversation_id = any(${ids}::uuid[]) and author_kind = 'customer'`;
  const sent = senders.flatMap((sender) => sender.sent);
  const found = checkMessages(sent, stored);
  return [
    exactly("outage.accepted", sent.filter(({ accepted }) => accepted).length, sent.length),
    atMost("outage.lost", found.lost, 0),
    atMost("outage.accepted_missing", found.acceptedMissing, 0),
    atMost("outage.doubled", found.doubled, 0),
    atMost("outage.altered_or_reordered", found.altered + found.reordered, 0),
  ];
}

async function judgeRuns({ database: { sql } }: Cluster, readings: readonly Reading[]): Promise<Measure[]> {
  const ids = readings.map(({ conversationId }) => conversationId);
  const [runs, threads] = await Promise.all([readRuns(sql, ids), readThreads(sql, ids)]);
  const lives = runs.map(({ createdAt, endedAt }) => (endedAt ?? Number.POSITIVE_INFINITY) - createdAt);
  return [
    atLeast("outage.runs", runs.length, readings.length),
    atMost("outage.runs_left_live", runs.filter(({ endedAt }) => endedAt === null).length, 0),
    atMost("outage.longest_run_ms", Math.max(...lives), LONGEST_LIFE_MS),
    atMost("outage.customers_not_told", ids.filter((id) => !isTold(threads.get(id) ?? [])).length, 0),
    atMost("outage.readers_without_end", readings.filter(({ isOver }) => !isOver).length, 0),
  ];
}

const restarted = ({ instances }: Cluster, pids: readonly (number | null)[]) =>
  instances.filter(({ pid }, n) => pid !== pids[n]).length;

export const scenario: Scenario = { name: "outage", run };
