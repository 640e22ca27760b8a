/**
 * R8 and R9: everybody who looks at a conversation sees the same, in the same order, and is told of everything, how
 * often they are cut off. Customer and staff write at once while twenty people watch through three instances, on legs
 * that are slow and break; connections that listen are killed; and some transactions commit late: they took their
 * number before what a viewer has heard of already, and become visible while that viewer is away.
 */
import { setTimeout as pause } from "node:timers/promises";
import { v7 as newId } from "uuid";
import type { Client } from "../support/client";
import type { Cluster } from "../support/cluster";
import { every } from "../support/nemesis";
import { atLeast, atMost, exactly, fired, type Measure, percentile } from "../support/report";
import type { Form, Scenario } from "../support/scenario";
import {
  type Board,
  closeViewer,
  cutWhoIsDue,
  missedEvents,
  openViewer,
  orderOf,
  type StoredEntry,
  type StoredEvent,
  type Viewer,
} from "../support/viewers";

const sizes = {
  short: { messages: 300, writePauseMs: 20, lateCommits: 2, listenersKilled: 2, cuts: 20, caughtUp: 20 },
  full: { messages: 5_000, writePauseMs: 0, lateCommits: 10, listenersKilled: 20, cuts: 300, caughtUp: 200 },
} as const;
const CUSTOMER_TABS = 6;
const STAFF = 14;
/** Of either side, each sending one message after the other. */
const WRITERS = 2;
const KILL_LISTENERS_MS = 4_000;
const CATCH_UP_MS = 2_000;
const PATIENCE_MS = 60_000;
/** Messages that commit before the transaction that had begun earlier. */
const OVERTAKEN_BY = 5;

type Scene = {
  cluster: Cluster;
  conversationId: string;
  /** Of the same customer: a conversation's own events cannot overtake each other, those of two can. */
  otherId: string;
  customer: Client;
  viewers: Viewer[];
  board: Board;
  sent: number;
  late: LateCommit[];
  listenersKilled: number;
};
/** `away`: who had a cursor of a time when it was open, and was gone when it was committed. */
type LateCommit = { id: number; away: Viewer[] };

async function run(cluster: Cluster, form: Form): Promise<Measure[]> {
  const size = sizes[form];
  const { sql } = cluster.database;
  const [customer] = (await cluster.people("customer", 1, "Watched")) as [Client];
  const staff = await cluster.people("agent", STAFF, "Colleague");
  const [writer] = staff as [Client];
  const conversationId = await customer.start({ person: true });
  const otherId = await customer.start({ person: true });
  const taken = await writer.insist("POST", `/conversations/${conversationId}/takeover`);
  if (taken.status !== 200) throw new Error(`a conversation could not be taken over (${taken.status})`);

  const board: Board = { seq: 0 };
  const clients = [...Array.from({ length: CUSTOMER_TABS }, () => cluster.open(customer.person)), ...staff];
  const viewers = await Promise.all(
    clients.map((client, n) => {
      const port = cluster.instances[n % cluster.instances.length]?.port ?? 0;
      // A third each: near, far away, and behind a line that is far away and thin.
      const usual = [{}, { delayMs: [20, 120] as const }, { delayMs: 20, bytesPerSecond: 200_000 }][
        Math.floor(n / 3) % 3
      ];
      return openViewer(cluster, client, { conversationId, port, usual: usual ?? {}, board });
    }),
  );
  const scene: Scene = {
    cluster,
    conversationId,
    otherId,
    customer,
    viewers,
    board,
    sent: 0,
    late: [],
    listenersKilled: 0,
  };
  try {
    // From here on each of them can be cut off and must miss nothing.
    await until(() => viewers.every(({ reader }) => reader.events.cursors > 0), "a viewer got no cursor");
    const [{ last } = { last: 0 }] = await sql<{ last: number }[]>`
      select coalesce(max(id), 0)::int as last from events`;
    const cuts = every(200, () => cutWhoIsDue(cluster, viewers));
    const deaf = every(KILL_LISTENERS_MS, () => killListeners(scene));
    const cutsBefore = cutsOf(viewers);
    // A fast machine has written everything before enough has happened to the viewers: then it goes on.
    const isEnough = () =>
      scene.sent >= size.messages &&
      scene.late.length >= size.lateCommits &&
      scene.listenersKilled >= size.listenersKilled &&
      cutsOf(viewers) - cutsBefore >= size.cuts &&
      viewers.flatMap(({ catchUpMs }) => catchUpMs).length >= size.caughtUp;
    const writing = Promise.all(
      Array.from({ length: WRITERS }, () => [
        write(scene, customer, "messages", size.writePauseMs, isEnough),
        write(scene, writer, "replies", size.writePauseMs, isEnough),
      ]).flat(),
    );
    for (let n = 0; n < size.lateCommits; n++) scene.late.push(await commitLate(scene));
    await writing;
    await cuts.stop();
    await deaf.stop();
    return await check(scene, last, size, cutsOf(viewers) - cutsBefore);
  } finally {
    await Promise.all(viewers.map(closeViewer));
  }
}

const cutsOf = (viewers: readonly Viewer[]) =>
  viewers.reduce((sum, { leg }) => sum + leg.counts.cutConnections, 0);

/** One after the other, as an outbox does, each repeated with its id until it is accepted. */
async function write(
  scene: Scene,
  client: Client,
  path: "messages" | "replies",
  pauseMs: number,
  isEnough: () => boolean,
): Promise<void> {
  while (!isEnough()) {
    scene.sent++;
    const body = { id: newId(), text: `Line ${scene.sent} by ${client.person.name}` };
    const answer = await client.insist<{ seq?: number }>(
      "POST",
      `/conversations/${scene.conversationId}/${path}`,
      { body },
    );
    if (answer.status >= 300) throw new Error(`a message was refused (${answer.status})`);
    scene.board.seq = Math.max(scene.board.seq, answer.body.seq ?? 0);
    if (pauseMs) await pause(pauseMs);
  }
}

async function killListeners(scene: Scene): Promise<void> {
  const killed = await scene.cluster.database.sql`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'baton-listen'`;
  scene.listenersKilled += killed.length;
}

async function countListeners({ cluster: { database } }: Scene): Promise<number> {
  const open = await database.sql`select from pg_stat_activity where application_name = 'baton-listen'`;
  return open.length;
}

/**
 * An event that takes its number, is overtaken by later ones, which viewers hear of and which renew their cursors, and
 * commits while some of the viewers are away. A cursor that is only the highest number heard would leave it out.
 */
async function commitLate(scene: Scene): Promise<LateCommit> {
  const { cluster, viewers, board, otherId, customer } = scene;
  const tab = cluster.random.pick(viewers.slice(0, CUSTOMER_TABS));
  const colleague = cluster.random.pick(viewers.slice(CUSTOMER_TABS));
  const away = [tab, colleague];
  for (const viewer of away) viewer.isSpared = true;
  let id = 0;
  await cluster.database.sql.begin(async (tx) => {
    const [row] = await tx<{ id: number }[]>`
      insert into events (conversation_id, type, customer_id, actor_kind, actor_id)
      values (${otherId}, 'message.rated', ${customer.person.id}, 'customer', ${customer.person.id})
      returning id::int`;
    id = row?.id ?? 0;
    await overtake(board);
    // Whoever listens again looks where the log ends now: from here on cursors are of a time after this number.
    await killListeners(scene);
    await until(
      async () => (await countListeners(scene)) >= cluster.instances.length,
      "nobody listens again",
    );
    await overtake(board);
    const cursors = away.map(({ reader }) => reader.events.cursors);
    for (const { leg } of away) leg.cut();
    await until(
      () => away.every(({ reader }, n) => reader.events.cursors > (cursors[n] ?? 0)),
      "a viewer did not come back",
    );
    await overtake(board);
    for (const { leg, usual } of away) {
      await leg.set({ ...usual, refuse: true });
      leg.cut();
    }
  });
  await overtake(board);
  for (const viewer of away) {
    await viewer.leg.set(viewer.usual);
    viewer.isSpared = false;
  }
  return { id, away };
}

const overtake = (board: Board) => {
  const from = board.seq;
  return until(() => board.seq >= from + OVERTAKEN_BY, "nobody writes any more");
};

async function until(holds: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(otherwise);
    await pause(20);
  }
}

async function check(
  scene: Scene,
  since: number,
  size: (typeof sizes)[Form],
  cuts: number,
): Promise<Measure[]> {
  const { cluster, conversationId, otherId, viewers, late } = scene;
  const { sql } = cluster.database;
  const messages = await sql<StoredEntry[]>`
    select id, seq from messages where conversation_id = ${conversationId} order by seq`;
  const events = await sql<StoredEvent[]>`
    select id::int, audience, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as "committedAt"
      from events where conversation_id in (${conversationId}, ${otherId}) and id > ${since}`;
  const end = messages.at(-1)?.seq ?? 0;
  const arrived = await Promise.all(viewers.map(({ reader }) => reader.reaches(end, PATIENCE_MS)));
  const missedBy = () =>
    viewers.map(({ client, reader }) => missedEvents({ client, events: reader.events }, events).length);
  await until(() => missedBy().every((missed) => missed === 0), "").catch(() => {});

  const orders = viewers.map(({ reader }) => orderOf(reader.shown, messages));
  const total = (of: (order: (typeof orders)[number]) => number) =>
    orders.reduce((sum, order) => sum + of(order), 0);
  const catchUps = viewers.flatMap(({ catchUpMs }) => catchUpMs);
  const replayed = late.flatMap(({ id, away }) =>
    away.filter(({ reader }) => reader.events.changes.some((change) => change.id === id)),
  );
  return [
    atLeast("viewers.messages", scene.sent, size.messages),
    exactly("viewers.lists", arrived.filter(Boolean).length, CUSTOMER_TABS + STAFF),
    atMost(
      "viewers.lists_that_differ",
      total(({ different }) => different),
      0,
    ),
    atMost(
      "viewers.inversions",
      total(({ inversions }) => inversions),
      0,
    ),
    atMost(
      "viewers.gaps",
      total(({ gaps }) => gaps),
      0,
    ),
    atMost(
      "viewers.events_missed",
      missedBy().reduce((sum, missed) => sum + missed, 0),
      0,
    ),
    atMost("viewers.catch_up_p95_ms", percentile(catchUps, 0.95), CATCH_UP_MS),
    fired("viewers.events_to_hear", events.length * viewers.length, size.messages * viewers.length),
    fired("viewers.came_back_to_something_new", catchUps.length, size.caughtUp),
    fired("viewers.connections_cut", cuts, size.cuts),
    fired("viewers.listening_connections_killed", scene.listenersKilled, size.listenersKilled),
    fired("viewers.late_commits", late.length, size.lateCommits),
    fired("viewers.late_commits_heard_on_return", replayed.length, size.lateCommits),
  ];
}

export const scenario: Scenario = { name: "viewers", run };
