/**
 * The connections of this process, each lent to one transaction at a time. postgres.js lends its own only after a
 * round trip (`begin`); a connection from here is its holder's at once, so a whole transaction can be sent before the
 * first answer is back. A connection that was lost is thrown away and never connected again: what its holder still
 * had to send would otherwise run on the next one, outside of any transaction.
 */
import type postgres from "postgres";
import { type Connection, lost } from "./connection";
import { DatabaseUnavailable } from "./failure";

export type Member = {
  /** Sends to this one connection only, in the order given. */
  readonly sql: postgres.Sql;
  readonly destroy: () => void;
  readonly bornAt: number;
  usedAt: number;
  lost: boolean;
  /** Told to whoever holds it. */
  onLost?: ((reason: Error) => void) | undefined;
};

type Connect = (onLost: () => void) => Connection;
type Waiting = { resolve: (member: Member) => void; reject: (error: unknown) => void };

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

  /**
   * A connection, as soon as one is free. It must be given back or discarded. Rejects when a new one cannot be had,
   * or with {@link DatabaseUnavailable} when none became free in `patience` milliseconds.
   */
  async take(patience: number): Promise<Member> {
    // The last one back is the warmest, and the others may close when it is quiet.
    const member = this.idle.pop();
    if (member) return member;
    if (this.ended) throw new DatabaseUnavailable("the process is ending");
    return new Promise((resolve, reject) => {
      const next: Waiting = {
        resolve: (found) => {
          clearTimeout(timer);
          resolve(found);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(next), 1);
        reject(new DatabaseUnavailable("no connection was free in time"));
      }, patience);
      this.waiting.push(next);
      this.openForNext();
    });
  }

  give(member: Member): void {
    if (!this.all.has(member)) return;
    member.onLost = undefined;
    member.usedAt = Date.now();
    if (this.ended || member.usedAt - member.bornAt > MAX_AGE_MS) {
      this.discard(member);
      return;
    }
    const next = this.waiting.shift();
    if (next) next.resolve(member);
    else this.idle.push(member);
  }

  /** Ends a connection that is of no more use, or whose state is not known any more. */
  discard(member: Member): void {
    member.lost = true;
    if (!this.all.delete(member)) return;
    const place = this.idle.indexOf(member);
    if (place >= 0) this.idle.splice(place, 1);
    member.destroy();
    member.onLost?.(lost());
    this.openForNext();
  }

  /** Closes what is idle at once, and what is at work when it is done. */
  end(): void {
    clearInterval(this.sweeper);
    this.ended = true;
    for (const member of [...this.idle]) this.discard(member);
  }

  /** How many connections there are, and how many callers wait for one. */
  figures(): { open: number; idle: number; waiting: number } {
    return { open: this.all.size, idle: this.idle.length, waiting: this.waiting.length };
  }

  private openForNext(): void {
    const isFull = this.all.size + this.connecting >= this.max;
    if (isFull || this.ended || this.waiting.length <= this.connecting) return;
    this.connecting++;
    this.open()
      .finally(() => this.connecting--)
      .then(
        (member) => this.give(member),
        (error: unknown) => {
          this.waiting.shift()?.reject(error);
          this.openForNext();
        },
      );
  }

  private async open(): Promise<Member> {
    let member: Member | undefined;
    let ended = false;
    const { client, destroy } = this.connect(() => {
      ended = true;
      if (member) this.discard(member);
    });
    try {
      // Connects with a query: a reservation that cannot connect is tried again behind everybody's back.
      await client`select 1`;
      const sql = await client.reserve();
      if (ended) throw lost();
      member = { sql, destroy, bornAt: Date.now(), usedAt: Date.now(), lost: false };
      this.all.add(member);
      return member;
    } catch (error) {
      destroy();
      throw error;
    }
  }

  private closeIdle(): void {
    const now = Date.now();
    for (const member of [...this.idle]) if (now - member.usedAt > IDLE_MS) this.discard(member);
  }
}
