/**
 * R7: what a tool does for the customer is done once, although the process dies between the effect and its result.
 * Many runs at once are brought to the moment before their effect is committed and let go together; their process
 * hears of the commits late, and is killed before it can have saved a result.
 */
import { setTimeout as pause } from "node:timers/promises";
import { say } from "../../../scripts/lib/say.mjs";
import type { Client } from "../support/client";
import type { Cluster } from "../support/cluster";
import { type EffectGate, installGate } from "../support/effect-gate";
import {
  type Asked,
  readEffects,
  repeated,
  type ToolName,
  untoldTickets,
  wrongReceipts,
} from "../support/effects";
import { atMost, exactly, fired, type Measure } from "../support/report";
import { readRuns, readThreads } from "../support/run-checks";
import type { Form, Scenario } from "../support/scenario";

const sizes = {
  short: { atOnce: 18, crashes: 12, waves: 3 },
  full: { atOnce: 24, crashes: 500, waves: 80 },
} as const;
/** Of ten customers. */
const mix: readonly ToolName[] = [
  "create_ticket",
  "update_ticket",
  "create_ticket",
  "send_notification",
  "create_ticket",
  "create_ticket",
  "escalate_to_human",
  "create_ticket",
  "update_ticket",
  "create_ticket",
];
/** Milliseconds that each piece needs between the process and the database, either way. */
const DELAY_MS = 400;
/** The share of effects that is waited for; the rest dies before its commit. */
const MOST = 0.75;
/** Well below what the product waits for a lock. */
const GATE_MS = 1_500;
/** One instance dies this often in a row; then the next one's turn comes. */
const WAVES_ON_ONE = 8;
const RECOVERED_MS = 45_000;

async function run(cluster: Cluster, form: Form): Promise<Measure[]> {
  const size = sizes[form];
  const { sql } = cluster.database;
  const customers = await cluster.people("customer", size.atOnce, "Asker");
  const tickets = await Promise.all(customers.map(openTicket));
  const gate = await installGate(sql);
  const asked: Asked[] = [];
  let crashed = 0;
  let kills = 0;
  try {
    for (let n = 0; n < size.waves && crashed < size.crashes; n++) {
      crashed += await wave(cluster, n, { customers, tickets, gate, asked });
      kills++;
    }
  } finally {
    cluster.model.thaw();
    await gate.remove();
  }
  const conversations = asked.map(({ conversationId }) => conversationId);
  const deadline = Date.now() + RECOVERED_MS;
  const liveNow = async () =>
    (await readRuns(sql, conversations)).filter(({ endedAt }) => endedAt === null).length;
  while ((await liveNow()) > 0 && Date.now() < deadline) await pause(200);

  const [runs, threads, effects] = await Promise.all([
    readRuns(sql, conversations),
    readThreads(sql, conversations),
    readEffects(sql, asked),
  ]);
  const made = new Set(effects.made.map(({ conversationId }) => conversationId));
  const isHelped = (conversationId: string) =>
    (threads.get(conversationId) ?? []).some(
      ({ authorKind, kind, incomplete }) =>
        kind === "handover" || (authorKind === "assistant" && kind === "message" && !incomplete),
    );
  return [
    atMost("tools.repeated_effects", repeated(effects), 0),
    atMost("tools.effects_missing", conversations.filter((id) => !made.has(id)).length, 0),
    atMost("tools.wrong_receipts", wrongReceipts(threads.values(), effects.tickets), 0),
    atMost("tools.tickets_without_receipt", untoldTickets(threads, effects.tickets), 0),
    exactly("tools.customers_answered_or_with_a_person", conversations.filter(isHelped).length, asked.length),
    atMost("tools.runs_left_live", runs.filter(({ endedAt }) => endedAt === null).length, 0),
    fired("tools.crashed_between_effect_and_result", crashed, size.crashes),
    fired("tools.processes_killed", kills, 1),
    fired("tools.runs_resumed", runs.filter(({ attempt }) => attempt > 1).length, size.crashes),
  ];
}

async function openTicket(customer: Client): Promise<number> {
  const body = { subject: "An earlier matter", description: "It was about something else." };
  const opened = await customer.insist<{ number: number }>("POST", "/tickets", { body });
  if (opened.status !== 201) throw new Error(`a ticket could not be opened (${opened.status})`);
  return opened.body.number;
}

type Setting = { customers: readonly Client[]; tickets: readonly number[]; gate: EffectGate; asked: Asked[] };

/** Answers how many runs were between their effect and its result when their process died. */
async function wave(
  cluster: Cluster,
  n: number,
  { customers, tickets, gate, asked }: Setting,
): Promise<number> {
  const { instances, databaseLegs } = cluster;
  const index = Math.floor(n / WAVES_ON_ONE) % instances.length;
  const victim = instances[index];
  const leg = databaseLegs[index];
  if (!victim || !leg) throw new Error("there is no such instance");
  await leg.set({});
  // The one whose turn is over lives on, and takes up what the next one leaves behind.
  for (const other of instances) if (other !== victim && !other.isRunning) other.start();
  await Promise.all(instances.map((other) => (other === victim ? undefined : other.untilReady())));
  // Room for all of them before the gate.
  await cluster.throughLeg(victim, { DATABASE_POOL_MAX: "50" });
  const elsewhere = instances[(index + 1) % instances.length];
  const conversations = await Promise.all(
    customers.map((customer) => customer.start(elsewhere ? { via: elsewhere } : {})),
  );
  cluster.model.freeze();
  await gate.close();
  const sending = customers.map((customer, k) => {
    const tool = mix[(n + k) % mix.length] as ToolName;
    const conversationId = conversations[k] as string;
    const tag = `w${n}-${k}`;
    asked.push({ conversationId, tool, tag });
    const text = `Please do it #call:${tool} #ticket:${tickets[k]} #tag:${tag}`;
    // Who stands before the gate is stored: nobody need repeat anything to a process that is gone.
    return customer.send(conversationId, text, { via: victim, patienceMs: 3_000 });
  });
  await asksAll(cluster, conversations);
  cluster.model.thaw();
  const waiting = await gate.untilWaiting(customers.length, GATE_MS);
  await leg.set({ delayMs: DELAY_MS });
  await gate.open();
  // Some tools commit a round trip earlier than others: most have, and none of these has been heard of for long.
  const late = Date.now() + 6_000;
  while (gate.committed.size < MOST * waiting && Date.now() < late) await pause(2);
  await victim.kill();
  await leg.set({});
  const after = gate.committed.size;
  const crashed = await between(cluster, conversations);
  await Promise.all(sending);
  say(
    `${waiting} of ${customers.length} before their effect, ${after} after it, ${crashed} before its result`,
  );
  return crashed;
}

/** Every run has asked its model. */
async function asksAll(cluster: Cluster, conversations: readonly string[]): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (let asking = 0; asking < conversations.length && Date.now() < deadline; await pause(50)) {
    const [row] = await cluster.database.sql<{ asking: number }[]>`
      select count(distinct r.id)::int as asking from runs r join run_steps s on s.run_id = r.id
       where r.conversation_id = any(${conversations}::uuid[]) and s.kind = 'model'`;
    asking = row?.asking ?? 0;
  }
}

/** Runs whose effect is there and whose result is not: one item is saved, the model's call. */
async function between(cluster: Cluster, conversations: readonly string[]): Promise<number> {
  const [row] = await cluster.database.sql<{ count: number }[]>`
    select count(*)::int as count from runs r
     where r.conversation_id = any(${conversations}::uuid[]) and r.state = 'running'
       and (select count(*) from run_items i where i.run_id = r.id) = 1
       and (exists (select from tickets t where t.origin_run_id = r.id)
         or exists (select from ticket_comments c where c.origin_run_id = r.id)
         or exists (select from notifications n where n.dedupe_key like r.id || ':%'))`;
  return row?.count ?? 0;
}

export const scenario: Scenario = { name: "tools", run };
