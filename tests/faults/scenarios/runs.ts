/**
 * R4, R5, R6: whatever happens to the process that works on a run, the run ends exactly once, soon, and for the
 * customer who watches. In each round many answers stream on three instances; one instance is killed, one stands
 * still for longer than its leases and then goes on as if nothing had happened, and meanwhile customers stop,
 * ask again, and agents take over.
 */
import { setTimeout as pause } from "node:timers/promises";
import { say } from "../../../scripts/lib/say.mjs";
import type { Client } from "../support/client";
import type { Cluster } from "../support/cluster";
import { follow, type Reading } from "../support/follow";
import type { Instance } from "../support/instance";
import { atMost, exactly, fired, type Measure, percentile } from "../support/report";
import {
  doubleAnswers,
  isTold,
  type Run,
  readRuns,
  readThreads,
  recoveredAfter,
  sawWhatIsStored,
} from "../support/run-checks";
import type { Form, Scenario } from "../support/scenario";
import {
  installWitness,
  namedAs,
  readChunkTimes,
  readClaims,
  readEndings,
  readLateWrites,
} from "../support/witness";

const sizes = {
  short: { rounds: 1, atOnce: 45, faulted: 30, killed: 8, zombies: 8 },
  full: { rounds: 10, atOnce: 80, faulted: 500, killed: 200, zombies: 100 },
} as const;
const WORDS = 200;
const PACE_MS = 30;
/** Customers come within this time, so that the disaster finds answers at every stage. */
const ARRIVALS_MS = 2_500;
/** Longer than a lease. */
const FROZEN_MS = 15_000;
const PATIENCE_MS = 60_000;
/** Share of conversations in which somebody acts while the answer streams. */
const ACTS = 0.25;
const RECOVERY_MS = 20_000;
const LONGEST_LIFE_MS = 120_000;

type Tally = {
  runs: number;
  live: number;
  badEndings: number;
  overlong: number;
  lateWrites: number;
  doubled: number;
  unfinished: number;
  misread: number;
  untold: number;
  killed: number;
  zombies: number;
  acts: number;
  resumed: number;
  neverRecovered: number;
  recoveryMs: number[];
};

async function run(cluster: Cluster, form: Form): Promise<Measure[]> {
  const size = sizes[form];
  const { sql } = cluster.database;
  const stopWitness = await installWitness(sql);
  await cluster.model.pace(PACE_MS);
  await Promise.all(
    cluster.instances.map(async (instance) => {
      await instance.kill();
      start(cluster, instance);
      await instance.untilReady();
    }),
  );
  const customers = await cluster.people("customer", size.atOnce, "Watcher");
  const agents = await cluster.people("agent", 4, "Agent");
  const tally: Tally = {
    runs: 0,
    live: 0,
    badEndings: 0,
    overlong: 0,
    lateWrites: 0,
    doubled: 0,
    unfinished: 0,
    misread: 0,
    untold: 0,
    killed: 0,
    zombies: 0,
    acts: 0,
    resumed: 0,
    neverRecovered: 0,
    recoveryMs: [],
  };
  try {
    for (let n = 0; n < size.rounds; n++) await round(cluster, customers, agents, tally);
  } finally {
    await stopWitness();
  }
  const faulted = tally.killed + tally.zombies + tally.acts;
  return [
    exactly("runs.without_exactly_one_end", tally.badEndings, 0),
    atMost("runs.left_live", tally.live, 0),
    atMost("runs.live_over_120_s", tally.overlong, 0),
    atMost("runs.recovered_p99_ms", percentile(tally.recoveryMs, 0.99), RECOVERY_MS),
    atMost("runs.never_recovered", tally.neverRecovered, 0),
    atMost("runs.writes_of_a_lost_claim", tally.lateWrites, 0),
    atMost("runs.answered_twice", tally.doubled, 0),
    atMost("runs.readers_without_end", tally.unfinished, 0),
    atMost("runs.seen_otherwise_than_stored", tally.misread, 0),
    atMost("runs.customers_not_told", tally.untold, 0),
    fired("runs.faulted", faulted, size.faulted),
    fired("runs.whose_process_was_killed", tally.killed, size.killed),
    fired("runs.whose_process_woke_up_late", tally.zombies, size.zombies),
    fired("runs.stopped_superseded_or_taken_over", tally.acts, Math.floor(size.faulted / 20)),
    fired("runs.resumed_elsewhere", tally.resumed, size.killed),
  ];
}

/** Each process under a name of its own, by which the witness knows it. */
function start(cluster: Cluster, instance: Instance): void {
  const name = `${instance.name}-process-${instance.counts.starts + 1}`;
  instance.start({ DATABASE_URL: namedAs(cluster.database.appUrl, name) });
}

async function round(
  cluster: Cluster,
  customers: readonly Client[],
  agents: readonly Client[],
  tally: Tally,
): Promise<void> {
  const { random, instances } = cluster;
  const { sql } = cluster.database;
  await Promise.all(instances.map((instance) => instance.untilReady()));
  const victim = random.pick(instances);
  const sleeper = random.pick(instances.filter((instance) => instance !== victim));
  const readings: Reading[] = [];
  const acting: Promise<void>[] = [];
  const conversations = await Promise.all(customers.map((customer) => customer.start()));
  const onVictim: string[] = [];
  const onSleeper: string[] = [];
  const begun = customers.map(async (customer, n) => {
    const conversationId = conversations[n] as string;
    // Two in five on the one that dies, two on the one that stands still, one where nothing happens.
    const via = n % 5 < 2 ? victim : n % 5 < 4 ? sleeper : random.pick(instances);
    if (via === victim) onVictim.push(conversationId);
    if (via === sleeper) onSleeper.push(conversationId);
    await pause(random.between(0, ARRIVALS_MS));
    const sent = await customer.send(conversationId, `Tell me everything #words:${WORDS}`, {
      via,
      follow: true,
    });
    readings.push(follow(customer, conversationId, sent.run, PATIENCE_MS));
    if (random.chance(ACTS))
      acting.push(act(cluster, customer, random.pick(agents), conversationId, readings));
  });
  await Promise.all(begun);

  const killedAt = Date.now();
  const hit = await liveOf(cluster, onVictim);
  await victim.kill();
  start(cluster, victim);
  const frozenAt = Date.now();
  sleeper.freeze();
  const held = await liveOf(cluster, onSleeper);
  await pause(FROZEN_MS + random.between(0, 2_000));
  sleeper.thaw();
  await Promise.all(acting);
  await Promise.all(readings.map((reading) => reading.ended));
  // Longer than a batch takes from the model to the database: what would come late has come.
  await pause(1_000);

  const [runs, threads, claims, endings, late, chunks] = await Promise.all([
    readRuns(sql, conversations),
    readThreads(sql, conversations),
    readClaims(sql, conversations),
    readEndings(sql, conversations),
    readLateWrites(sql, conversations),
    readChunkTimes(sql, conversations),
  ]);
  const isLive = ({ state }: Run) => state === "queued" || state === "running";
  tally.runs += runs.length;
  tally.live += runs.filter(isLive).length;
  tally.badEndings += runs.filter((each) => !isLive(each) && endings.get(each.id) !== 1).length;
  tally.overlong += runs.filter(
    (each) => (each.endedAt ?? Date.now()) - each.createdAt > LONGEST_LIFE_MS,
  ).length;
  tally.lateWrites += late.length;
  tally.doubled += doubleAnswers(threads.values());
  tally.unfinished += readings.filter(({ isOver }) => !isOver).length;
  for (const each of readings) {
    const thread = threads.get(each.conversationId) ?? [];
    if (sawWhatIsStored(each, thread)) continue;
    tally.misread++;
    const { text, closings } = each.logs.at(-1) ?? {};
    const { conversationId } = each;
    customers[0]?.note("seen otherwise than stored", { conversationId, text, closings, thread });
  }
  tally.acts += runs.filter(({ state }) => state === "superseded" || state === "cancelled").length;
  tally.resumed += runs.filter(({ attempt }) => attempt > 1).length;
  for (const { runId, what, process, holder } of late)
    say(`run ${runId}: ${what} written by ${process} while ${holder} held it`);
  const stopped = new Set(
    runs.filter(({ state }) => state === "cancelled").map(({ conversationId }) => conversationId),
  );
  // Who pressed Stop before the first word reads nothing, and wanted that.
  tally.untold += conversations.filter((id) => !isTold(threads.get(id) ?? []) && !stopped.has(id)).length;
  const judge = (ids: ReadonlySet<string>, at: number): number => {
    const struck = runs.filter(({ id }) => ids.has(id));
    for (const each of struck) {
      const after = recoveredAfter(at, each, claims, chunks.get(each.id) ?? []);
      if (after === null) tally.neverRecovered++;
      else tally.recoveryMs.push(after);
    }
    return struck.length;
  };
  tally.killed += judge(hit, killedAt);
  judge(held, frozenAt);
  // Only a run that somebody else has claimed meanwhile can be harmed by the one who wakes up.
  tally.zombies += new Set(
    claims.filter(({ runId, attempt }) => held.has(runId) && attempt > 1).map(({ runId }) => runId),
  ).size;
}

/** Stop, another question, or a takeover, at some moment of the answer. */
async function act(
  cluster: Cluster,
  customer: Client,
  agent: Client,
  conversationId: string,
  readings: Reading[],
): Promise<void> {
  const { random } = cluster;
  await pause(random.between(0, 5_000));
  const way = random.between(0, 2);
  if (way === 0) await customer.insist("POST", `/conversations/${conversationId}/stop`);
  else if (way === 1) await agent.insist("POST", `/conversations/${conversationId}/takeover`);
  else {
    const sent = await customer.send(conversationId, `And in short? #words:${WORDS / 2}`, { follow: true });
    readings.push(follow(customer, conversationId, sent.run, PATIENCE_MS));
  }
}

/** Runs of these conversations that are at work now. */
async function liveOf(cluster: Cluster, conversationIds: readonly string[]): Promise<Set<string>> {
  const rows = await cluster.database.sql<{ id: string }[]>`
    select id from runs where conversation_id = any(${conversationIds}::uuid[]) and state = 'running'`;
  return new Set(rows.map(({ id }) => id));
}

export const scenario: Scenario = { name: "runs", run };
