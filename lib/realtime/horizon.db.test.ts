/**
 * The cursor of live events, under transactions that commit in any order: what a reader has after applying the
 * events since its cursor to its old list is what it would read afresh.
 */
import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { conversations, events } from "@/db/schema/conversations";
import { type CustomerViewer, type StaffViewer, systemViewer, type UserViewer } from "@/lib/auth/viewer";
import { makeAgent, makeConversation, makeCustomer } from "@/tests/support/factories";
import { getHorizon, listEventsSince, listMissed } from "./queries";

const system = systemViewer("test");
const WRITERS = 4;

let pool: postgres.Sql;
let agent: StaffViewer;
beforeAll(async () => {
  pool = postgres(process.env.DATABASE_URL ?? "", { max: WRITERS, onnotice: () => {} });
  agent = await makeAgent();
});
afterAll(() => pool.end({ timeout: 1 }));

type Seqs = Map<string, number>;

/** One connection that writes to a conversation of its own, one transaction after another. */
class Writer {
  isOpen = false;
  constructor(
    private readonly connection: postgres.ReservedSql,
    private readonly conversation: { id: string; customerId: string },
  ) {}

  async begin(): Promise<void> {
    await this.connection`begin`;
    await this
      .connection`select set_config('role', 'baton_app', true), set_config('baton.viewer', 'system', true)`;
    this.isOpen = true;
  }

  async write(): Promise<void> {
    const { id, customerId } = this.conversation;
    await this.connection`
      with next as (update conversations set seq = seq + 1 where id = ${id} returning seq)
      insert into events (type, actor_kind, conversation_id, customer_id, seq)
      select 'test.happened', 'system', ${id}, ${customerId}, seq from next`;
  }

  async end(how: "commit" | "rollback"): Promise<void> {
    await (how === "commit" ? this.connection`commit` : this.connection`rollback`);
    this.isOpen = false;
  }

  release(): void {
    this.connection.release();
  }
}

/** A page: a list that it read once, and what it was told since. */
class Reader {
  list: Seqs = new Map();
  private cursor = "";
  constructor(
    readonly viewer: UserViewer,
    /** Of the conversations of one run: the cursor may be older, for as long as anything on the server goes on. */
    private readonly ids: readonly string[],
    readonly fresh: () => Promise<Seqs>,
  ) {}

  async open(): Promise<void> {
    this.cursor = await getHorizon(this.viewer);
    this.list = await this.fresh();
  }

  /** As a stream does: first where to go on next time, then what was missed. */
  async sync(): Promise<void> {
    const next = await getHorizon(this.viewer);
    const missed = await listEventsSince(this.viewer, this.cursor);
    for (const { conversationId, seq } of missed ?? [])
      if (conversationId && seq && this.ids.includes(conversationId))
        this.list.set(conversationId, Math.max(seq, this.list.get(conversationId) ?? 0));
    this.cursor = next;
  }
}

type Real = { writers: Writer[]; readers: Reader[] };
type Model = { open: boolean[] };

const act = (
  name: string,
  check: (model: Model) => boolean,
  run: (model: Model, real: Real) => Promise<void>,
): fc.AsyncCommand<Model, Real> => ({ check, run, toString: () => name });

const writer = fc.nat({ max: WRITERS - 1 });
const commands = [
  writer.map((i) =>
    act(
      `begin ${i}`,
      ({ open }) => !open[i],
      async ({ open }, { writers }) => {
        await writers[i]?.begin();
        open[i] = true;
      },
    ),
  ),
  writer.map((i) =>
    act(
      `write ${i}`,
      ({ open }) => open[i] === true,
      async (_, { writers }) => writers[i]?.write(),
    ),
  ),
  fc
    .record({ i: writer, how: fc.constantFrom("commit" as const, "commit" as const, "rollback" as const) })
    .map(({ i, how }) =>
      act(
        `${how} ${i}`,
        ({ open }) => open[i] === true,
        async ({ open }, { writers }) => {
          await writers[i]?.end(how);
          open[i] = false;
        },
      ),
    ),
  fc.constant(
    act(
      "sync",
      () => true,
      async (_, { readers }) => {
        for (const reader of readers) {
          await reader.sync();
          expect([...reader.list].sort()).toEqual([...(await reader.fresh())].sort());
        }
      },
    ),
  ),
];

const readSeqs = (viewer: UserViewer, ids: string[]) => async (): Promise<Seqs> => {
  const rows = await as(viewer, (tx) =>
    tx.select({ id: conversations.id, seq: conversations.seq }).from(conversations),
  );
  return new Map(rows.filter(({ id }) => ids.includes(id)).map(({ id, seq }) => [id, seq]));
};

async function setUp(): Promise<{ model: Model; real: Real }> {
  const customer: CustomerViewer = await makeCustomer();
  const own = await Promise.all(Array.from({ length: WRITERS }, () => makeConversation(customer.userId)));
  const ids = own.map(({ id }) => id);
  const writers = await Promise.all(own.map(async (each) => new Writer(await pool.reserve(), each)));
  const readers = [customer, agent].map((viewer) => new Reader(viewer, ids, readSeqs(viewer, ids)));
  for (const reader of readers) await reader.open();
  return { model: { open: own.map(() => false) }, real: { writers, readers } };
}

describe("the list that a reader keeps", () => {
  it("is the one that it would read afresh, in whatever order transactions commit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { maxCommands: 60, size: "max" }), async (history) => {
        const { model, real } = await setUp();
        try {
          await fc.asyncModelRun(() => ({ model, real }), history);
          // However it went, in the end everything has arrived.
          for (const each of real.writers) if (each.isOpen) await each.end("commit");
          for (const reader of real.readers) {
            await reader.sync();
            expect([...reader.list].sort()).toEqual([...(await reader.fresh())].sort());
          }
        } finally {
          for (const each of real.writers) {
            if (each.isOpen) await each.end("rollback");
            each.release();
          }
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it("would not be with a serial number for a cursor: the same order loses a row", async () => {
    const { real } = await setUp();
    const [slow, quick] = real.writers;
    const reader = real.readers[1];
    if (!slow || !quick || !reader) throw new Error("nobody is there");
    const committed = async () =>
      (
        await as(system, (tx) =>
          tx.select({ id: events.id }).from(events).where(eq(events.type, "test.happened")),
        )
      )
        .map(({ id }) => id)
        .sort((a, b) => a - b);
    const before = new Set(await committed());
    const process = await getHorizon(system);
    await slow.begin();
    await slow.write();
    await quick.begin();
    await quick.write();
    await quick.end("commit");
    await reader.sync();
    const lastSeen = (await committed()).at(-1) ?? 0;
    await slow.end("commit");
    const late = (await committed()).filter((id) => !before.has(id) && id < lastSeen);
    expect(late).toHaveLength(1);
    // By number it is behind the reader; by horizon it is not.
    await reader.sync();
    expect([...reader.list].sort()).toEqual([...(await reader.fresh())].sort());
    const { missed, horizon } = await listMissed(system, process);
    expect(missed?.map(({ id }) => id)).toEqual(expect.arrayContaining(late));
    const [row] = await as(system, (tx) =>
      tx.execute<{ forward: boolean }>(sql`select ${horizon}::xid8 > ${process}::xid8 as forward`),
    );
    expect(row?.forward).toBe(true);
    for (const each of real.writers) each.release();
  });
});
