/**
 * R18: a deploy loses nothing. While people send, read and watch through the balancer, and assistants are in the
 * middle of their answers, each instance in turn is asked to stop, goes by itself, is started again and is ready
 * before the next one.
 */
import { setTimeout as pause } from "node:timers/promises";
import { checkMessages, type StoredMessage } from "../support/checker";
import type { Client } from "../support/client";
import type { Cluster } from "../support/cluster";
import { follow, type Reading } from "../support/follow";
import type { Instance } from "../support/instance";
import { wordsOf } from "../support/model-script";
import { atLeast, atMost, exactly, fired, type Measure, percentile } from "../support/report";
import { type Entry, readRuns, readThreads, sawWhatIsStored } from "../support/run-checks";
import type { Form, Scenario } from "../support/scenario";
import { keepSending, type Sender } from "../support/senders";
import { type EventLog, openEvents } from "../support/streams";
import { missedEvents, type StoredEvent } from "../support/viewers";

const sizes = {
  short: { rounds: 1, senders: 12, viewers: 9, answers: 4, sends: 200 },
  full: { rounds: 5, senders: 40, viewers: 30, answers: 12, sends: 3_000 },
} as const;
const PACE_MS = 30;
/** In turn: written before the instance goes, and so long that another one has to go on with it. */
const WORDS = [80, 260] as const;
const EXIT_MS = 25_000;
const PATIENCE_MS = 60_000;
const STREAM_BACK_MS = 5_000;
const READ_EVERY_MS = 200;

type Watcher = { client: Client; events: EventLog; statuses: number[]; stop(): Promise<void> };
type Departure = { code: number; ms: number };
type Asked = { reading: Reading; words: number };

async function run(cluster: Cluster, form: Form): Promise<Measure[]> {
  const size = sizes[form];
  const { sql } = cluster.database;
  await cluster.model.pace(PACE_MS);
  const people = await cluster.people("customer", size.senders, "Traveller");
  const asking = await cluster.people(
    "customer",
    size.answers * size.rounds * cluster.instances.length,
    "Asking",
  );
  const conversations = await Promise.all(people.map((client) => client.start({ person: true })));
  const watchers = people
    .slice(0, size.viewers)
    .map((client, n) => watch(cluster.open(client.person), conversations[n] as string));
  await until(() => watchers.every(({ events }) => events.cursors > 0), "a viewer got no cursor");
  const [{ last } = { last: 0 }] = await sql<{ last: number }[]>`
    select coalesce(max(id), 0)::int as last from events`;
  const senders = people.map((client, n) => keepSending(client, conversations[n] as string, null));

  const departures: Departure[] = [];
  const answers: Asked[] = [];
  let streaming = 0;
  let open = 0;
  try {
    for (let round = 0; round < size.rounds; round++) {
      for (const instance of cluster.instances) {
        const asked = await Promise.all(
          asking.splice(0, size.answers).map((client, n) => ask(client, instance, WORDS[n % 2] ?? 0)),
        );
        answers.push(...asked);
        streaming += asked.filter(({ reading }) => reading.logs[0]?.state === "open").length;
        departures.push(await instance.terminate());
        instance.start();
        await instance.untilReady();
        await until(() => watchers.every(({ events }) => events.isOpen), "").catch(() => {});
        open += watchers.filter(({ events }) => events.isOpen).length;
      }
    }
    const sent = () => senders.reduce((sum, sender) => sum + sender.sent.length, 0);
    await until(() => sent() >= size.sends, "nobody sends any more");
  } finally {
    await Promise.all(senders.map((sender) => sender.stop()));
  }
  await Promise.all(answers.map(({ reading }) => reading.ended));
  const missed = await missedBy(cluster, watchers, last);
  await Promise.all(watchers.map((watcher) => watcher.stop()));
  const restarts = size.rounds * cluster.instances.length;
  const back = watchers.flatMap(({ events }) => events.closedMs);
  return [
    ...(await judgeSends(cluster, senders, size.sends)),
    exactly("rolling.exits_with_another_code_than_0", departures.filter(({ code }) => code !== 0).length, 0),
    atMost(
      "rolling.slowest_exit_ms",
      percentile(
        departures.map(({ ms }) => ms),
        1,
      ),
      EXIT_MS,
    ),
    ...(await judgeAnswers(cluster, answers)),
    exactly("rolling.event_streams_open_after_each", open, restarts * size.viewers),
    atMost("rolling.event_streams_back_after_ms", percentile(back, 1), STREAM_BACK_MS),
    atMost("rolling.events_missed", missed, 0),
    atMost(
      "rolling.reads_answered_5xx",
      watchers.flatMap(({ statuses }) => statuses).filter(is5xx).length,
      0,
    ),
    fired("rolling.instances_stopped", departures.length, restarts),
    fired("rolling.answers_being_written", streaming, restarts * size.answers),
    fired("rolling.event_streams_ended", back.length, restarts),
  ];
}

const is5xx = (status: number) => status >= 500;

/** A tab: hears what changes and reads now and then, through the balancer. */
function watch(client: Client, conversationId: string): Watcher {
  const events = openEvents(client);
  const statuses: number[] = [];
  let over = false;
  const loop = (async () => {
    while (!over) {
      const { status } = await client.json("GET", `/conversations/${conversationId}/messages?limit=20`);
      statuses.push(status);
      await pause(READ_EVERY_MS);
    }
  })();
  return {
    client,
    events,
    statuses,
    async stop() {
      over = true;
      await loop;
      await events.close();
    },
  };
}

/** A question to the instance that is about to go; answers when the first words of its answer are there. */
async function ask(client: Client, via: Instance, words: number): Promise<Asked> {
  const conversationId = await client.start();
  const sent = await client.send(conversationId, `Tell me #words:${words}`, { via, follow: true });
  const reading = follow(client, conversationId, sent.run, PATIENCE_MS);
  await sent.run?.until(({ text }) => text.length > 0);
  return { reading, words };
}

async function judgeSends(
  { database: { sql } }: Cluster,
  senders: readonly Sender[],
  least: number,
): Promise<Measure[]> {
  const ids = senders.map(({ conversationId }) => conversationId);
  const stored = await sql<StoredMessage[]>`
    select conversation_id as "conversationId", id, seq, text from messages
     where conversation_id = any(${ids}::uuid[]) and author_kind = 'customer'`;
  const sent = senders.flatMap((sender) => sender.sent);
  const attempts = senders.flatMap((sender) => sender.attempts);
  const found = checkMessages(sent, stored);
  return [
    atLeast("rolling.sent", sent.length, least),
    atMost("rolling.failed_after_retry", sent.filter(({ accepted }) => !accepted).length, 0),
    atMost("rolling.lost_or_doubled", found.lost + found.acceptedMissing + found.doubled, 0),
    atMost("rolling.altered_or_reordered", found.altered + found.reordered, 0),
    atMost("rolling.sends_answered_5xx", attempts.filter(({ status }) => is5xx(status)).length, 0),
    atMost("rolling.sends_cut_off", attempts.filter(({ status }) => status === 0).length, 0),
  ];
}

async function judgeAnswers({ database: { sql } }: Cluster, answers: readonly Asked[]): Promise<Measure[]> {
  const ids = answers.map(({ reading }) => reading.conversationId);
  const [runs, threads] = await Promise.all([readRuns(sql, ids), readThreads(sql, ids)]);
  const isWhole = ({ reading, words }: Asked) => {
    const thread: Entry[] = threads.get(reading.conversationId) ?? [];
    const said = thread.filter(({ authorKind, kind }) => authorKind === "assistant" && kind === "message");
    return said.length === 1 && said[0]?.text === wordsOf(words) && !said[0].incomplete && !said[0].fallback;
  };
  const sawIt = ({ reading }: Asked) =>
    reading.isOver && sawWhatIsStored(reading, threads.get(reading.conversationId) ?? []);
  return [
    exactly("rolling.answers_complete", answers.filter(isWhole).length, answers.length),
    exactly("rolling.answers_read_to_their_end", answers.filter(sawIt).length, answers.length),
    exactly(
      "rolling.runs_completed",
      runs.filter(({ state }) => state === "completed").length,
      answers.length,
    ),
    fired("rolling.answers_handed_over", runs.filter(({ attempt }) => attempt > 1).length, 1),
  ];
}

async function missedBy(
  { database: { sql } }: Cluster,
  watchers: readonly Watcher[],
  since: number,
): Promise<number> {
  let missed = Number.NaN;
  const count = async () => {
    const ids = watchers.map(({ client }) => client.person.id);
    const stored = await sql<(StoredEvent & { customerId: string })[]>`
      select id::int, audience, customer_id as "customerId",
             (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as "committedAt"
        from events where customer_id = any(${ids}::uuid[]) and id > ${since}`;
    missed = watchers.reduce((sum, watcher) => {
      const own = stored.filter(({ customerId }) => customerId === watcher.client.person.id);
      return sum + missedEvents(watcher, own).length;
    }, 0);
  };
  for (const deadline = Date.now() + PATIENCE_MS; missed !== 0 && Date.now() < deadline; ) {
    await count();
    await pause(200);
  }
  return missed;
}

async function until(holds: () => boolean, otherwise: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(otherwise);
    await pause(50);
  }
}

export const scenario: Scenario = { name: "rolling", run };
