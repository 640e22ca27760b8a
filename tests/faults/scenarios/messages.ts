/**
 * R1 and R2: a message that was sent until it was accepted is stored exactly once, in the order of sending, whatever
 * dies meanwhile: instances (kill -9), replies on their way (cut), the database (crash).
 */
import { checkMessages, checkNumbers, checkView, type SentMessage } from "../support/checker";
import type { Client } from "../support/client";
import type { Cluster } from "../support/cluster";
import { every, killOne } from "../support/nemesis";
import { atLeast, atMost, exactly, fired, type Measure } from "../support/report";
import type { Form, Scenario } from "../support/scenario";

const sizes = {
  short: { clients: 20, sends: 500, crashSends: 100, crashEveryMs: 5_000, kills: 2, crashes: 1 },
  full: { clients: 50, sends: 10_000, crashSends: 2_000, crashEveryMs: 6_000, kills: 50, crashes: 10 },
} as const;
const KILL_EVERY_MS = 2_000;
/** Seconds between two kills, on average, that still count as that pace: some ticks find nobody who is ready. */
const SLOWEST_KILLS_S = 8;
/** In the head of a reply, mostly: the client does not learn that its message was stored. */
const cutReplies = { share: 0.05, afterBytes: [0, 300] } as const;

type Sender = { client: Client; conversationId: string; sent: SentMessage[] };

async function run(cluster: Cluster, form: Form): Promise<Measure[]> {
  const size = sizes[form];
  const clients = await cluster.people("customer", size.clients, "Sender");
  // Every other conversation waits for a person: its messages start no run, the others supersede one each.
  const senders: Sender[] = await Promise.all(
    clients.map(async (client, n) => ({
      client,
      conversationId: await client.start({ person: n % 2 === 0 }),
      sent: [],
    })),
  );
  const kills = countOf(cluster);

  await cluster.clientLeg.set({ cutReplies });
  const cutsBefore = cluster.clientLeg.counts.cutReplies;
  const began = Date.now();
  const killer = every(KILL_EVERY_MS, async () => void (await killOne(cluster)));
  // A fast machine is done before enough has died: then it goes on.
  while (sentBy(senders) < size.sends || countOf(cluster) - kills < size.kills)
    await sendAll(cluster, senders, Math.max(senders.length, size.sends - sentBy(senders)));
  const seconds = (Date.now() - began) / 1000;
  await killer.stop();
  const killed = countOf(cluster) - kills;
  const cuts = cluster.clientLeg.counts.cutReplies - cutsBefore;

  await Promise.all(cluster.instances.map((instance) => instance.untilReady()));
  const crashesBefore = cluster.database.counts.stopped;
  const crasher = every(size.crashEveryMs, async () => {
    await cluster.database.stop("immediate");
    await cluster.database.start();
  });
  // As long as the sends last, and then until as many crashes as promised have been survived.
  while (
    cluster.database.counts.stopped - crashesBefore < size.crashes ||
    sentBy(senders) < size.sends + size.crashSends
  )
    await sendAll(cluster, senders, Math.ceil(size.crashSends / size.crashes));
  await crasher.stop();
  const crashes = cluster.database.counts.stopped - crashesBefore;

  return [
    ...(await check(cluster, senders, size.sends + size.crashSends)),
    fired("messages.instances_killed", killed, Math.max(size.kills, Math.floor(seconds / SLOWEST_KILLS_S))),
    fired("messages.replies_cut", cuts, Math.floor(size.sends * 0.02)),
    fired("messages.database_crashes", crashes, size.crashes),
  ];
}

const countOf = (cluster: Cluster) => cluster.instances.reduce((sum, { counts }) => sum + counts.kills, 0);
const sentBy = (senders: readonly Sender[]) => senders.reduce((sum, { sent }) => sum + sent.length, 0);

/** Shares the sends among the senders; each sends one after the other, as the outbox of a tab does. */
async function sendAll(cluster: Cluster, senders: readonly Sender[], count: number): Promise<void> {
  let left = count;
  await Promise.all(
    senders.map(async ({ client, conversationId, sent }) => {
      while (left-- > 0) {
        const text = `Message ${sent.length + 1} of ${client.person.name} #words:6`;
        // Some stay for the answer, most are gone before it begins.
        const { id, accepted, run } = await client.send(conversationId, text, {
          follow: cluster.random.chance(0.1),
        });
        sent.push({ conversationId, id, text, accepted });
        await run?.ended;
      }
    }),
  );
}

async function check(cluster: Cluster, senders: readonly Sender[], least: number): Promise<Measure[]> {
  await cluster.clientLeg.set({});
  await cluster.database.start();
  await Promise.all(cluster.instances.map((instance) => instance.untilReady()));
  const { sql } = cluster.database;
  const ids = senders.map(({ conversationId }) => conversationId);
  const stored = await sql<{ conversationId: string; id: string; seq: number; text: string }[]>`
    select conversation_id as "conversationId", id, seq, text from messages
     where conversation_id = any(${ids}::uuid[]) and author_kind = 'customer'`;
  const conversations = await sql<{ id: string; seq: number }[]>`
    select id, seq from conversations where id = any(${ids}::uuid[])`;
  const numbers = await sql<{ conversationId: string; seq: number }[]>`
    select conversation_id as "conversationId", seq from events
     where conversation_id = any(${ids}::uuid[]) and seq is not null`;
  const sent = senders.flatMap((sender) => sender.sent);
  const found = checkMessages(sent, stored);
  const { gaps, twice } = checkNumbers(conversations, numbers);
  let misread = 0;
  for (const { client, conversationId } of senders) {
    const shown = (await thread(client, conversationId)).filter(({ author }) => author.kind === "customer");
    const view = checkView(
      shown,
      stored.filter((row) => row.conversationId === conversationId),
    );
    misread += view.inversions + view.missing + view.unknown + view.shownTwice;
  }
  return [
    atLeast("messages.sent", sent.length, least),
    exactly("messages.accepted", sent.filter(({ accepted }) => accepted).length, sent.length),
    atMost("messages.lost", found.lost, 0),
    atMost("messages.accepted_missing", found.acceptedMissing, 0),
    atMost("messages.doubled", found.doubled, 0),
    atMost("messages.altered", found.altered, 0),
    atMost("messages.reordered", found.reordered, 0),
    atMost("messages.numbers_missing_or_twice", gaps + twice, 0),
    atMost("messages.shown_otherwise_than_stored", misread, 0),
  ];
}

type Shown = { id: string; seq: number; author: { kind: string } };

type Page = { items: Shown[]; nextCursor: string | null };

/** The whole thread as its customer reads it, page by page. */
async function thread(client: Client, conversationId: string): Promise<Shown[]> {
  const all: Shown[] = [];
  let after: string | null = "0";
  while (after !== null) {
    const path: string = `/conversations/${conversationId}/messages?limit=200&after=${after}`;
    const page = await client.insist<Page>("GET", path);
    if (page.status !== 200) throw new Error(`a thread could not be read (${page.status})`);
    all.push(...page.body.items);
    after = page.body.nextCursor;
  }
  return all;
}

export const scenario: Scenario = { name: "messages", run };
