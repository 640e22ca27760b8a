/**
 * R14: whatever a model's server does, its run ends once, the customer reads an answer or why there is none, the cost
 * is booked, nothing is left unhandled in the process, and the next message is answered. Every fault of
 * tests/support/fake-openai, over both protocols, with the built-in model behind it and with nothing behind it.
 */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../scripts/lib/paths.mjs";
import type { Client } from "../support/client";
import type { Cluster } from "../support/cluster";
import { follow } from "../support/follow";
import type { Environment, Instance } from "../support/instance";
import { drip, type ModelCase, quickCases, slowCases } from "../support/model-cases";
import { judgeTold, type Lane, SLOW_TOLD_MS, type Told } from "../support/model-checks";
import { atMost, fired, type Measure } from "../support/report";
import type { Form, Scenario } from "../support/scenario";

const sizes = {
  short: { repeats: 1, slowRepeats: 1, faulted: 60 },
  full: { repeats: 5, slowRepeats: 2, faulted: 500 },
} as const;
/**
 * Workers of each instance. After a fault each of them has a good answer before its next one, so that no more than
 * four calls fail in a row, and the breaker, which opens at five, does not hide the faults from the product.
 */
const QUICK_WORKERS = 2;
const SLOW_WORKERS = 2;

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
    ...(await judgeTold(cluster, told)),
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
