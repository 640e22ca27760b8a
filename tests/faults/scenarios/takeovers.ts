/**
 * R3: from the commit of a takeover on, nothing of the assistant lands: not in the database, by its own commit times,
 * and not with any reader. The answer streams on one instance, the takeover goes through another, at a random word;
 * sometimes the streaming process is frozen before and goes on after, as if nothing had happened.
 */
import { setTimeout as pause } from "node:timers/promises";
import { checkEndings, checkSilence, type RunRow, sawUnstored } from "../support/checker";
import type { Client } from "../support/client";
import type { Cluster } from "../support/cluster";
import type { Instance } from "../support/instance";
import type { Random } from "../support/random";
import { atMost, exactly, fired, type Measure, percentile } from "../support/report";
import type { Form, Scenario } from "../support/scenario";
import type { RunLog } from "../support/streams";
import { readRunTexts, readTakeovers, readWrites } from "../support/takeover-rows";

const sizes = { short: { waves: 3, atOnce: 20 }, full: { waves: 50, atOnce: 40 } } as const;
const WORDS = 200;
/** Milliseconds a word, so that an answer takes four seconds. */
const PACE_MS = 20;
/** Milliseconds for which the streaming process stands still. */
const FROZEN_MS = [300, 2_000] as const;
/** A reader whose stream has not ended by then has been forgotten. */
const PATIENCE_MS = 30_000;

type Taken = {
  conversationId: string;
  tag: string;
  /** The instance that streams; frozen or not at the takeover, and when it went on. */
  streams: Instance;
  wasFrozen: boolean;
  logs: RunLog[];
  isDone: boolean;
};

type Tally = {
  takeovers: number;
  refused: number;
  late: number;
  unstored: number;
  forgotten: number;
  badEndings: number;
  midAnswer: number;
  frozen: number;
  abortedMs: number[];
  toldMs: number[];
};

async function run(cluster: Cluster, form: Form): Promise<Measure[]> {
  const { waves, atOnce } = sizes[form];
  const customers = await cluster.people("customer", atOnce, "Reader");
  const agents = await cluster.people("agent", 10, "Agent");
  await cluster.model.pace(PACE_MS);
  const tally: Tally = {
    takeovers: 0,
    refused: 0,
    late: 0,
    unstored: 0,
    forgotten: 0,
    badEndings: 0,
    midAnswer: 0,
    frozen: 0,
    abortedMs: [],
    toldMs: [],
  };
  for (let n = 0; n < waves; n++) await wave(cluster, n, customers, agents, tally);
  const all = waves * atOnce;
  return [
    exactly("takeovers.done", tally.takeovers, all),
    atMost("takeovers.refused", tally.refused, 0),
    atMost("takeovers.assistant_writes_after", tally.late, 0),
    atMost("takeovers.words_seen_but_not_stored", tally.unstored, 0),
    atMost("takeovers.streams_left_open", tally.forgotten, 0),
    atMost("takeovers.wrong_endings", tally.badEndings, 0),
    atMost("takeovers.model_call_aborted_p95_ms", percentile(tally.abortedMs, 0.95), 1_000),
    atMost("takeovers.reader_told_p95_ms", percentile(tally.toldMs, 0.95), 2_000),
    fired("takeovers.in_mid_answer", tally.midAnswer, Math.floor(all * 0.6)),
    fired("takeovers.of_a_frozen_instance", tally.frozen, Math.floor(all * 0.1)),
  ];
}

async function wave(
  cluster: Cluster,
  n: number,
  customers: readonly Client[],
  agents: readonly Client[],
  tally: Tally,
): Promise<void> {
  const frost = new Frost(cluster.random.pick(cluster.instances), cluster.random.between(...FROZEN_MS));
  const taken = await Promise.all(
    customers.map((customer, k) =>
      takeOne(cluster, customer, agents[k % agents.length] as Client, `w${n}-${k}`, frost),
    ),
  );
  await frost.gone();
  const patience = pause(PATIENCE_MS, undefined, { ref: false });
  await Promise.race([Promise.all(taken.flatMap(({ logs }) => logs.map((log) => log.ended))), patience]);
  await judge(cluster, taken, frost, tally);
}

/** The instance that stands still in this wave, from its first takeover on. */
class Frost {
  thawedAt: number | null = null;
  #thaw: Promise<void> | null = null;
  #begun = () => {};
  readonly #beginning = new Promise<void>((done) => {
    this.#begun = done;
  });

  constructor(
    readonly instance: Instance,
    private readonly ms: number,
  ) {}

  begin(): void {
    if (this.#thaw) return;
    this.instance.freeze();
    this.#begun();
    this.#thaw = pause(this.ms).then(() => {
      this.thawedAt = Date.now();
      this.instance.thaw();
    });
  }

  /** Some time after its beginning, before it is over. */
  async moment(random: Random): Promise<void> {
    await this.#beginning;
    await pause(random.between(0, this.ms));
  }

  gone = (): Promise<void> => this.#thaw ?? Promise.resolve();
}

async function takeOne(
  cluster: Cluster,
  customer: Client,
  agent: Client,
  tag: string,
  frost: Frost,
): Promise<Taken> {
  const { random, instances } = cluster;
  const streams = random.pick(instances);
  const elsewhere = instances.filter((instance) => instance !== streams);
  const conversationId = await customer.start({ via: random.pick(elsewhere) });
  const asked = `Tell me everything #tag:${tag} #words:${WORDS}`;
  const { run } = await customer.send(conversationId, asked, { via: streams, follow: true });
  if (!run) throw new Error("a message to the assistant was not answered by a stream");
  const watched = await customer.watch(conversationId, random.pick(elsewhere));
  const logs = watched ? [run, watched] : [run];
  const offset = random.between(0, WORDS);
  const reached = run.until(({ text }) => text.split(" ").length > offset);
  // While it stands still no word arrives: its other conversations are taken over at some moment of the frost.
  await (streams === frost.instance ? Promise.race([reached, frost.moment(random)]) : reached);
  if (streams === frost.instance) frost.begin();
  const wasFrozen = streams.isFrozen;
  const via = random.pick(elsewhere.filter((instance) => !instance.isFrozen));
  const act = `/conversations/${conversationId}/takeover`;
  const { status, body } = await agent.insist<{ title?: string }>("POST", act, { via });
  // A repeat after an answer that got lost is told that it has been done.
  const isDone = status === 200 || body.title === "You already have this conversation.";
  return { conversationId, tag, streams, wasFrozen, logs, isDone };
}

async function judge(cluster: Cluster, taken: readonly Taken[], frost: Frost, tally: Tally): Promise<void> {
  const { sql } = cluster.database;
  const ids = taken.map(({ conversationId }) => conversationId);
  // Longer than a batch takes from the model to the database: what would come late has come.
  await pause(500);
  const [takeovers, writes, texts] = await Promise.all([
    readTakeovers(sql, ids),
    readWrites(sql, ids),
    readRunTexts(sql, ids),
  ]);
  const runs = await sql<(RunRow & { conversationId: string })[]>`
    select id, conversation_id as "conversationId", state, ended_at as "endedAt" from runs
     where conversation_id = any(${ids}::uuid[])`;
  tally.takeovers += takeovers.length;
  tally.refused += taken.filter(({ isDone }) => !isDone).length;
  tally.late += checkSilence(takeovers, writes).length;
  tally.midAnswer += runs.filter(({ state }) => state === "cancelled").length;
  tally.frozen += taken.filter(({ wasFrozen }) => wasFrozen).length;
  const logs = taken.flatMap((each) => each.logs);
  tally.forgotten += logs.filter(({ state }) => state === "open").length;
  const endings = checkEndings(runs, logs);
  tally.badEndings += endings.live + endings.unsettled + endings.wrongClosing;
  for (const log of logs) if (sawUnstored(log.text, texts.get(log.runId ?? "") ?? "")) tally.unstored++;

  const committed = new Map(takeovers.map((each) => [each.conversationId, Number(each.committedAt / 1000n)]));
  const calls = await cluster.model.calls(true);
  for (const each of taken) {
    const at = committed.get(each.conversationId) ?? Number.NaN;
    // A frozen process cannot hang up before it goes on.
    const from = each.streams === frost.instance ? Math.max(at, frost.thawedAt ?? 0) : at;
    for (const call of calls)
      if (call.tag === each.tag && (call.endedAt ?? Number.POSITIVE_INFINITY) > from)
        tally.abortedMs.push((call.endedAt ?? Date.now()) - from);
    for (const log of each.logs)
      if (log.endedAt !== null && log.endedAt > from) tally.toldMs.push(log.endedAt - from);
  }
}

export const scenario: Scenario = { name: "takeovers", run };
