/**
 * The connections of this process, each lent to one transaction at a time. postgres.js lends its own only after a
 * round trip (`begin`); a connection from here is its holder's at once, so a whole transaction can be sent before the
 * first answer is back. A connection that was lost is thrown away and never connected again: what its holder still
 * had to send would otherwise run on the next one, outside of any transaction.
 */
import type postgres from "postgres";

export type Member = {
  /** Sends to this one connection only, in the order given. */
  readonly sql: postgres.Sql;
  readonly close: () => Promise<void>;
  readonly bornAt: number;
  usedAt: number;
  lost: boolean;
};

/** Somebody who waits for a connection; whoever has given up is passed over. */
export type Caller = {
  gaveUp: boolean;
  /** What to do about the connection that it holds by then. */
  onGiveUp?: () => void;
};

type Connect = (onLost: () => void) => postgres.Sql;
type Waiting = { caller: Caller; resolve: (member: Member) => void; reject: (error: unknown) => void };

/** Connections that nobody needed for this long are closed. */
const IDLE_MS = 60_000;
/** A backend keeps what it has prepared and seen; a new one now and then keeps that small. */
const MAX_AGE_MS = 45 * 60_000;

export class Pool {
  private readonly idle: Member[] = [];
  private readonly all = new Set<Member>();
  private readonly waiting: Waiting[] = [];
  private connecting = 0;
  private ended = false;
  private readonly sweeper: NodeJS.Timeout;

  constructor(
    private readonly max: number,
    private readonly connect: Connect,
  ) {
    this.sweeper = setInterval(() => this.closeIdle(), IDLE_MS / 2);
    this.sweeper.unref();
  }

  /** A connection, as soon as one is free. It must be given back or discarded. */
  async take(caller: Caller): Promise<Member> {
    // The last one back is the warmest, and the others may close when it is quiet.
    const member = this.idle.pop();
    if (member) return member;
    if (this.all.size + this.connecting < this.max) return this.open();
    return new Promise((resolve, reject) => this.waiting.push({ caller, resolve, reject }));
  }

  give(member: Member): void {
    if (!this.all.has(member)) return;
    member.usedAt = Date.now();
    if (this.ended || member.usedAt - member.bornAt > MAX_AGE_MS) {
      this.discard(member);
      return;
    }
    const next = this.nextInLine();
    if (next) next.resolve(member);
    else this.idle.push(member);
  }

  /** Closes a connection whose state is not known any more. */
  discard(member: Member): void {
    if (!this.all.delete(member)) return;
    const place = this.idle.indexOf(member);
    if (place >= 0) this.idle.splice(place, 1);
    member.lost = true;
    void member.close();
    this.openForNext();
  }

  /** Closes what is idle at once, and what is at work when it is done. */
  async end(): Promise<void> {
    clearInterval(this.sweeper);
    this.ended = true;
    await Promise.all(
      [...this.idle].map((member) => {
        this.discard(member);
        return member.close();
      }),
    );
  }

  private async open(): Promise<Member> {
    this.connecting++;
    let member: Member | undefined;
    const client = this.connect(() => {
      if (member) this.discard(member);
    });
    const close = () => client.end({ timeout: 0 }).catch(() => {});
    try {
      // Connects with a query: a reservation that cannot connect is tried again behind everybody's back.
      await client`select 1`;
      const sql = await client.reserve();
      member = { sql, close, bornAt: Date.now(), usedAt: Date.now(), lost: false };
      this.all.add(member);
      return member;
    } catch (error) {
      void close();
      throw error;
    } finally {
      this.connecting--;
      if (!member) this.openForNext();
    }
  }

  private openForNext(): void {
    if (this.all.size + this.connecting >= this.max) return;
    const next = this.nextInLine();
    if (next) this.open().then(next.resolve, next.reject);
  }

  private nextInLine(): Waiting | undefined {
    for (;;) {
      const next = this.waiting.shift();
      if (!next?.caller.gaveUp) return next;
      next.reject(new Error("gave up waiting for a connection"));
    }
  }

  private closeIdle(): void {
    const now = Date.now();
    for (const member of [...this.idle]) if (now - member.usedAt > IDLE_MS) this.discard(member);
  }
}
