/**
 * R14: whatever a model's server does, its run ends once, the customer reads an answer or why there is none, the cost
 * is booked, nothing is left unhandled in the process, and the next message is answered. Every fault of
 * tests/support/fake-openai, over both protocols, with the built-in model behind it and with nothing behind it.
 */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../scripts/lib/paths.mjs";
import { say } from "../../../scripts/lib/say.mjs";
import type { Client } from "../support/client";
import type { Cluster } from "../support/cluster";
import { follow } from "../support/follow";
import type { Environment, Instance } from "../support/instance";
import { drip, type ModelCase, quickCases, slowCases, WHOLE } from "../support/model-cases";
import { atMost, fired, type Measure } from "../support/report";
import { type Entry, isTold, readThreads } from "../support/run-checks";
import type { Form, Scenario } from "../support/scenario";

const sizes = {
  short: { repeats: 1, slowRepeats: 1, faulted: 60 },
  full: { repeats: 5, slowRepeats: 2, faulted: 500 },
} as const;
const TOLD_MS = 30_000;
/** For an answer that comes slowly, but comes: the product's limit, and the time to say that it passed. */
const SLOW_TOLD_MS = 100_000;
/**
 * Workers of each instance. After a fault each of them has a good answer before its next one, so that no more than
 * four calls fail in a row, and the breaker, which opens at five, does not hide the faults from the product.
 */
const QUICK_WORKERS = 2;
const SLOW_WORKERS = 2;

type Lane = { name: string; instance: Instance; fallback: boolean; quick: ModelCase[]; slow: ModelCase[] };

type Told = { lane: Lane; of: ModelCase; conversationId: string; ms: number; isOver: boolean; next: string };

const responses: Environment = { MODEL_PROVIDER: "openai" };
const chat: Environment = { MODEL_PROVIDER: "compatible", MODEL_NAME: "stand-in" };

async function run(cluster: Cluster, form: Form): Promise<Measure[]> {
  const logs = cluster.instances.map(logFrom);
  const struckBefore = await struck(cluster);
  const told: Told[] = [];
  const customers = await cluster.people("customer", 12, "Patient");
  for (const lanes of await plan(cluster, form)) {
    await Promise.all(
      lanes.map(async ({ lane, env }) => {
        await lane.instance.kill();
        lane.instance.start(env);
        await lane.instance.untilReady();
      }),
    );
    await Promise.all(lanes.flatMap(({ lane }, n) => work(lane, customers.slice(n * 4), told)));
  }
  const unreachable = form === "full" ? await outOfReach(cluster, customers, told) : [];
  const after = await struck(cluster);
  const words = new Set([...quickCases, ...slowCases].map(({ word }) => word));
  const hit = [...words].filter((word) => (after[word] ?? 0) > (struckBefore[word] ?? 0));
  return [
    ...(await judge(cluster, told)),
    atMost(
      "models.errors_that_nobody_handled",
      logs.reduce((sum, count) => sum + count(), 0),
      0,
    ),
    fired("models.faulted_runs", told.length, sizes[form].faulted),
    fired("models.kinds_of_fault", hit.length, words.size),
    ...unreachable,
  ];
}

/** Which instance speaks which protocol, what is behind it, and which faults it meets; one phase after the other. */
async function plan(cluster: Cluster, form: Form) {
  const [one, two, three] = cluster.instances;
  if (!one || !two || !three) throw new Error("three instances are needed");
  const { repeats, slowRepeats } = sizes[form];
  const times = (cases: readonly ModelCase[], count: number) =>
    Array.from({ length: count }, () => cases).flat();
  const quick = times(quickCases, repeats);
  const slow = times(slowCases, slowRepeats);
  const failing = quick.filter(({ isFailure }) => isFailure);
  const lane = (
    name: string,
    instance: Instance,
    fallback: boolean,
    given: Pick<Lane, "quick" | "slow">,
  ): Lane => ({
    name,
    instance,
    fallback,
    ...given,
  });
  const none = { MODEL_FALLBACK: "none" };
  const builtin = { MODEL_FALLBACK: "builtin" };
  if (form === "short") {
    const half = (of: readonly ModelCase[], n: number) => of.filter((_, k) => k % 2 === n);
    const brief = slow.slice(0, 2);
    return [
      [
        {
          lane: lane("responses", one, false, { quick: half(quick, 0), slow: brief }),
          env: { ...responses, ...none },
        },
        { lane: lane("chat", two, false, { quick: half(quick, 1), slow: brief }), env: { ...chat, ...none } },
        {
          lane: lane("responses+builtin", three, true, { quick: failing, slow: brief }),
          env: { ...responses, ...builtin },
        },
      ],
    ];
  }
  const all = { quick, slow: [...slow, drip] };
  return [
    [
      { lane: lane("responses", one, false, all), env: { ...responses, ...none } },
      { lane: lane("chat", two, false, all), env: { ...chat, ...none } },
      {
        lane: lane("responses+builtin", three, true, { quick, slow: [] }),
        env: { ...responses, ...builtin },
      },
    ],
    [
      {
        lane: lane("chat+builtin", one, true, { quick: failing, slow: slowCases.slice() }),
        env: { ...chat, ...builtin },
      },
      {
        lane: lane("responses+builtin", two, true, { quick: [], slow: slowCases.slice() }),
        env: { ...responses, ...builtin },
      },
    ],
  ];
}

function work(lane: Lane, customers: readonly Client[], told: Told[]): Promise<void>[] {
  const quick = [...lane.quick];
  const slow = [...lane.slow];
  const worker = async (line: ModelCase[], customer: Client) => {
    for (let next = line.shift(); next; next = line.shift()) told.push(await meet(lane, next, customer));
  };
  return [
    ...customers.slice(0, QUICK_WORKERS).map((customer) => worker(quick, customer)),
    ...customers.slice(QUICK_WORKERS, QUICK_WORKERS + SLOW_WORKERS).map((customer) => worker(slow, customer)),
  ];
}

/** One message that meets the fault, and the one after it. */
async function meet(lane: Lane, of: ModelCase, customer: Client): Promise<Told> {
  const via = lane.instance;
  const conversationId = await customer.start({ via });
  const began = Date.now();
  const { run } = await customer.send(conversationId, `${of.text} Where is my order?`, { via, follow: true });
  const reading = follow(customer, conversationId, run, 2 * SLOW_TOLD_MS);
  await reading.ended;
  const ms = Date.now() - began;
  const second = await customer.send(conversationId, "Hello again", { via, follow: true });
  await follow(customer, conversationId, second.run, SLOW_TOLD_MS).ended;
  return { lane, of, conversationId, ms, isOver: reading.isOver, next: second.id };
}

/** Nobody there, no such name, no TLS: after five failures in a row a process leaves the provider alone. */
async function outOfReach(cluster: Cluster, customers: readonly Client[], told: Told[]): Promise<Measure[]> {
  const [one, two, three] = cluster.instances;
  if (!one || !two || !three) return [];
  const ways = [
    { instance: one, at: "http://127.0.0.1:1/v1", fallback: "none" },
    { instance: two, at: "http://model.invalid/v1", fallback: "none" },
    { instance: three, at: `https://127.0.0.1:${cluster.model.port}/v1`, fallback: "builtin" },
  ] as const;
  const given: ModelCase = { word: "unreachable", text: "", isSlow: false, isFailure: true, isWhole: false };
  const conversations: string[] = [];
  await Promise.all(
    ways.map(async ({ instance, at, fallback }, n) => {
      await instance.kill();
      instance.start({ OPENAI_BASE_URL: at, MODEL_FALLBACK: fallback });
      await instance.untilReady();
      const lane: Lane = {
        name: `unreachable-${n}`,
        instance,
        fallback: fallback === "builtin",
        quick: [],
        slow: [],
      };
      for (let k = 0; k < 6; k++) {
        const customer = customers[n] as Client;
        const conversationId = await customer.start({ via: instance });
        const began = Date.now();
        const sent = await customer.send(conversationId, "Where is my order?", {
          via: instance,
          follow: true,
        });
        const reading = follow(customer, conversationId, sent.run, SLOW_TOLD_MS);
        await reading.ended;
        conversations.push(conversationId);
        told.push({
          lane,
          of: given,
          conversationId,
          ms: Date.now() - began,
          isOver: reading.isOver,
          next: "",
        });
      }
    }),
  );
  const [row] = await cluster.database.sql<{ count: number }[]>`
    select count(*)::int as count from runs where conversation_id = any(${conversations}::uuid[])
       and 'model_unavailable' in (error_code, fallback_from)`;
  return [fired("models.not_asked_because_the_breaker_was_open", row?.count ?? 0, 3)];
}

type RunRow = {
  conversationId: string;
  state: string;
  isBooked: boolean;
  errorCode: string | null;
  fallbackFrom: string | null;
  messageSeq: number;
};

async function judge(cluster: Cluster, told: readonly Told[]): Promise<Measure[]> {
  const { sql } = cluster.database;
  const ids = told.map(({ conversationId }) => conversationId);
  const threads = await readThreads(sql, ids);
  const runs = await sql<RunRow[]>`
    select conversation_id as "conversationId", state, usage is not null as "isBooked", error_code as "errorCode",
           fallback_from as "fallbackFrom", message_seq as "messageSeq"
      from runs where conversation_id = any(${ids}::uuid[]) order by created_at`;
  const seqs = new Map(
    (
      await sql<{ id: string; seq: number }[]>`
        select id, seq from messages where conversation_id = any(${ids}::uuid[]) and author_kind = 'customer'`
    ).map(({ id, seq }) => [id, seq]),
  );
  const counts = {
    open: 0,
    late: 0,
    untold: 0,
    unbooked: 0,
    mute: 0,
    whole: 0,
    unmarked: 0,
    garbled: 0,
    feigned: 0,
  };
  const find = (what: keyof typeof counts, { lane, of, ms }: Told, run?: RunRow) => {
    counts[what]++;
    say(`${what}: ${lane.name} ${of.text} (${ms} ms) ${run ? `${run.state} ${run.errorCode ?? ""}` : ""}`);
  };
  for (const each of told) {
    const { of, lane, conversationId, ms, isOver, next } = each;
    const thread = threads.get(conversationId) ?? [];
    const nextSeq = seqs.get(next) ?? Number.POSITIVE_INFINITY;
    const mine = runs.filter((row) => row.conversationId === conversationId);
    const [run] = mine;
    const first = thread.filter(({ seq }) => seq < nextSeq);
    const later = thread.filter(({ seq }) => seq >= nextSeq);
    const answer = first.find(({ authorKind, kind }) => authorKind === "assistant" && kind === "message");
    if (!run || mine.some(({ state }) => state === "queued" || state === "running")) find("open", each, run);
    if (!isOver || ms > (of.word === "drip" ? SLOW_TOLD_MS : TOLD_MS)) find("late", each, run);
    if (!isTold(first)) find("untold", each, run);
    if (!run?.isBooked) find("unbooked", each, run);
    if (next && !isAnswered(later, first)) find("mute", each, mine.at(-1));
    if (of.isWhole && !answer?.text.includes(WHOLE)) find("whole", each, run);
    if (first.some(({ text }) => /[\uFFFD\0]/.test(text))) find("garbled", each, run);
    if (!of.isFailure || !run) continue;
    // Nothing may pass for an answer of the model when there was none.
    if (run.state === "completed" && !lane.fallback) find("feigned", each, run);
    if (run.state === "completed" && lane.fallback && !(answer?.fallback && run.fallbackFrom))
      find("unmarked", each, run);
    if (run.state !== "completed" && !first.some(({ kind }) => kind === "notice"))
      find("unmarked", each, run);
  }
  return [
    atMost("models.runs_without_end", counts.open, 0),
    atMost("models.told_too_late", counts.late, 0),
    atMost("models.customers_not_told", counts.untold, 0),
    atMost("models.runs_without_usage", counts.unbooked, 0),
    atMost("models.next_message_unanswered", counts.mute, 0),
    atMost("models.good_answers_lost", counts.whole, 0),
    atMost("models.answers_with_broken_letters", counts.garbled, 0),
    atMost("models.failures_shown_as_answers", counts.feigned, 0),
    atMost("models.fallbacks_or_failures_not_marked", counts.unmarked, 0),
  ];
}

/** By the assistant; or by a person, when the one before went to the queue. */
function isAnswered(later: readonly Entry[], first: readonly Entry[]): boolean {
  if (first.some(({ kind }) => kind === "handover")) return later.length > 0;
  return later.some(
    ({ authorKind, kind, incomplete }) => authorKind === "assistant" && kind === "message" && !incomplete,
  );
}

async function struck(cluster: Cluster): Promise<Record<string, number>> {
  const answer = await fetch(`http://127.0.0.1:${cluster.model.port}/fired`);
  return (await answer.json()) as Record<string, number>;
}

/** Counts, from now on, what an instance's log says about errors that nobody handled. */
function logFrom({ name }: Instance): () => number {
  const path = join(projectRoot, ".baton", "faults", `${name}.log`);
  const from = statSync(path).size;
  return () =>
    readFileSync(path)
      .subarray(from)
      .toString("utf8")
      .match(/unhandledRejection|uncaughtException/g)?.length ?? 0;
}

export const scenario: Scenario = { name: "models", run };
