/**
 * One transaction in as few round trips as PostgreSQL needs: what opens it travels with its first statement, and a
 * transaction of one statement travels as a whole. A statement that fails takes all that follow it along, whether
 * they were sent before its failure was known or not.
 */
import { PgDialect } from "drizzle-orm/pg-core";
import { type PostgresJsDatabase, PostgresJsSession, PostgresJsTransaction } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { lost } from "./connection";
import type { Member } from "./pool";
import type * as schema from "./schema";
import { type DbViewer, viewerSettings } from "./viewer";

export type Database = PostgresJsDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** How the statements of a transaction are planned; see `plan_cache_mode` and `enable_bitmapscan` of PostgreSQL. */
export type Plans = "made for the values" | "kept" | "along an index";
const planning = {
  "made for the values": { mode: "force_custom_plan", bitmaps: "on" },
  kept: { mode: "auto", bitmaps: "on" },
  "along an index": { mode: "force_generic_plan", bitmaps: "off" },
} as const satisfies Record<Plans, { mode: string; bitmaps: string }>;

const dialect = new PgDialect();
/** With more parameters, a statement is a list of some length and would be kept once for every length. */
const MAX_KEPT_PARAMETERS = 24;
const IN_FAILED_TRANSACTION = "25P02";

/**
 * Runs `fn` as `viewer` on a connection that nobody else uses meanwhile; resolves after the commit. Marks the
 * connection as lost when its state is not known any more. `onAnswer` is called when the server has begun.
 */
export async function transact<T>(
  member: Member,
  viewer: DbViewer,
  fn: (tx: Tx) => PromiseLike<T>,
  onAnswer: () => void,
  plans: Plans = "made for the values",
): Promise<T> {
  const link = new Link(member);
  const opened = link.open(viewer, plans);
  opened.then(onAnswer, () => {});
  let committed: Promise<void> | undefined;
  let result: T;
  try {
    const returned = fn(link.tx());
    const before = link.sent;
    const running = returned.then((value) => value);
    // A query that had not been started is all there is: nothing can come after it but the commit.
    if (!(returned instanceof Promise) && link.sent > before) committed = link.commit();
    // The failure of the statement is the one to tell; that of the commit follows from it.
    committed?.catch(() => {});
    result = await running;
    await opened;
    if (link.failure) throw link.failure;
    await (committed ?? link.commit());
  } catch (error) {
    if (!committed) await link.rollback();
    throw link.causeOf(error);
  }
  return result;
}

/** What Drizzle holds as its client in one transaction. */
class Link {
  /** Statements given to the connection. */
  sent = 0;
  /** The first statement that failed. */
  failure: unknown;
  private over = false;

  constructor(private readonly member: Member) {}

  /** Gives up the connection's own rights and says who asks. Not awaited: what follows is behind it on the wire. */
  open(viewer: DbViewer, plans: Plans): PromiseLike<unknown> {
    const { sql } = this.member;
    const setting = viewerSettings(viewer);
    this.send(sql`begin`.simple());
    return this.send(sql`select set_config('role', 'baton_app', true),
      set_config('baton.viewer', ${setting.viewer}, true),
      set_config('baton.user_id', ${setting.user}, true),
      set_config('baton.customer_id', ${setting.customer}, true),
      set_config('baton.conversation_id', ${setting.conversation}, true),
      set_config('plan_cache_mode', ${planning[plans].mode}, true),
      set_config('enable_bitmapscan', ${planning[plans].bitmaps}, true)`);
  }

  tx(): Tx {
    const { unsafe } = this.member.sql;
    const client = {
      unsafe: (text: string, params: unknown[] = []) => {
        // The driver finds out while it reads from the socket, where nobody hears of it: the caller would wait for good.
        if (params.includes(undefined)) throw new TypeError("a value of a statement is undefined");
        const prepare = params.length > 0 && params.length <= MAX_KEPT_PARAMETERS;
        return this.send(unsafe(text, params as never[], { prepare }));
      },
      savepoint: () => Promise.reject(new Error("a transaction inside a transaction is not supported")),
    };
    const session = new PostgresJsSession(client as never, dialect, undefined);
    return new PostgresJsTransaction(dialect, session as never, undefined) as unknown as Tx;
  }

  async commit(): Promise<void> {
    const answer = this.send(this.member.sql`commit`.simple());
    this.over = true;
    // PostgreSQL answers the commit of a failed transaction with "ROLLBACK", not with an error.
    if ((await answer).command !== "COMMIT")
      throw this.failure ?? new Error("the transaction was rolled back");
  }

  /** Leaves the connection as it was found; a lost one has nothing to leave. */
  async rollback(): Promise<void> {
    if (this.over || this.member.lost || !isAnswer(this.failure)) return;
    const answer = this.send(this.member.sql`rollback`.simple());
    this.over = true;
    await answer.catch(() => {});
  }

  /** The reason of a failure that only says that something before it failed. */
  causeOf(error: unknown): unknown {
    for (let e = error; e instanceof Error; e = e.cause)
      if ("code" in e && e.code === IN_FAILED_TRANSACTION) return this.failure ?? error;
    return error;
  }

  private send<R extends readonly postgres.MaybeRow[]>(
    query: postgres.PendingQuery<R>,
  ): postgres.PendingQuery<R> {
    if (this.over) throw new Error("a statement came after the end of its transaction");
    // The socket's error comes before its end: already then, nothing more may be sent.
    if (this.member.lost || !isAnswer(this.failure)) throw this.failure ?? lost();
    this.sent++;
    query.execute();
    // The first to hear of a failure, before whoever waits for this query sends the next one.
    query.catch((error: unknown) => {
      this.failure ??= error;
      if (!isAnswer(error)) this.member.lost = true;
    });
    return query;
  }
}

/** What the server itself answered leaves the connection usable; after anything else its state is not known. */
const isAnswer = (failure: unknown): boolean =>
  failure === undefined || (failure instanceof Error && failure.name === "PostgresError");
