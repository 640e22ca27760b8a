/**
 * A TCP proxy that misbehaves when told to: late, slow, deaf, refusing, or cutting replies off. It counts what it
 * did, so that a scenario can demand that its faults happened. Knows no protocol but "a reply follows a request".
 */
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "./random";

export type Faults = {
  /** Milliseconds that each piece waits on its way, in both directions; a pair is drawn from. */
  delayMs?: number | readonly [number, number];
  /** This share of replies breaks off after so many bytes; a reply begins with the first byte after a request's. */
  cutReplies?: { share: number; afterBytes: readonly [number, number] };
  /** Half open: bytes are taken and go nowhere, and nobody is told. */
  swallow?: "requests" | "replies" | "both";
  /** For replies, on each connection. */
  bytesPerSecond?: number;
  /** Nothing listens any more; open connections stay. */
  refuse?: boolean;
};

export type FaultCounts = {
  connections: number;
  /** Replies that broke off. */
  cutReplies: number;
  /** Connections that were cut by hand. */
  cutConnections: number;
  swallowedBytes: number;
  delayedPieces: number;
  throttledPieces: number;
  /** Connections that the other end did not take. */
  unreachable: number;
};

export type FaultProxy = {
  port: number;
  counts: FaultCounts;
  /** Replaces all faults; `{}` heals. */
  set(faults: Faults): Promise<void>;
  /** Resets open connections, all or a share of them; answers how many. */
  cut(share?: number): number;
  /** Where new connections go from now on. */
  retarget(port: number): void;
  close(): Promise<void>;
};

type Pair = { client: Socket; upstream: Socket };
type Reply = { expected: boolean; cutAfter: number | null };

export async function createFaultProxy(target: number, random: Random): Promise<FaultProxy> {
  const counts: FaultCounts = {
    connections: 0,
    cutReplies: 0,
    cutConnections: 0,
    swallowedBytes: 0,
    delayedPieces: 0,
    throttledPieces: 0,
    unreachable: 0,
  };
  const pairs = new Set<Pair>();
  let faults: Faults = {};
  let to = target;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    counts.connections++;
    const upstream = connect({ port: to, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
    const pair = { client, upstream };
    const reply: Reply = { expected: false, cutAfter: null };
    pairs.add(pair);
    let reached = false;
    upstream.once("connect", () => {
      reached = true;
    });
    for (const side of [client, upstream]) {
      side.once("error", () => {
        if (!reached) counts.unreachable++;
        reset(pair);
      });
      side.once("close", () => {
        pairs.delete(pair);
        // Whoever went without a word takes the other along.
        if (side === client) upstream.destroy();
        else client.destroy();
      });
    }
    relay(client, upstream, (piece) => {
      reply.expected = true;
      return forward(piece, upstream, faults.swallow === "requests" || faults.swallow === "both", 0);
    });
    relay(upstream, client, (piece) => {
      const cut = faults.cutReplies;
      if (reply.expected && cut && random.chance(cut.share))
        reply.cutAfter = random.between(...cut.afterBytes);
      reply.expected = false;
      if (reply.cutAfter !== null && piece.length >= reply.cutAfter) {
        counts.cutReplies++;
        const rest = piece.subarray(0, reply.cutAfter);
        reply.cutAfter = null;
        // Let what comes before the break arrive, then break.
        client.write(rest, () => reset(pair));
        return;
      }
      if (reply.cutAfter !== null) reply.cutAfter -= piece.length;
      const deaf = faults.swallow === "replies" || faults.swallow === "both";
      return forward(piece, client, deaf, faults.bytesPerSecond ?? 0);
    });
  });

  /** Answers a promise only when something has to be waited for. */
  function forward(piece: Buffer, out: Socket, deaf: boolean, perSecond: number): Promise<void> | undefined {
    if (deaf) {
      counts.swallowedBytes += piece.length;
      return undefined;
    }
    if (!faults.delayMs && !perSecond)
      return out.write(piece) ? undefined : new Promise((go) => waitForDrain(out, go));
    return late(piece, out, perSecond);
  }

  async function late(piece: Buffer, out: Socket, perSecond: number): Promise<void> {
    if (faults.delayMs) {
      counts.delayedPieces++;
      await pause(typeof faults.delayMs === "number" ? faults.delayMs : random.between(...faults.delayMs));
    }
    if (perSecond) {
      // Ten portions a second, so that a slow reader sees a trickle and not one late lump.
      const portion = Math.max(1, Math.floor(perSecond / 10));
      for (let at = 0; at < piece.length && !out.destroyed; at += portion) {
        counts.throttledPieces++;
        out.write(piece.subarray(at, at + portion));
        await pause(100);
      }
    } else if (!out.destroyed) out.write(piece);
  }

  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    counts,
    async set(next) {
      const was = faults.refuse === true;
      faults = next;
      if (next.refuse && !was) server.close();
      else if (was && !next.refuse) await listen(server, port);
    },
    cut(share = 1) {
      const chosen = [...pairs].filter(() => share >= 1 || random.chance(share));
      for (const pair of chosen) reset(pair);
      counts.cutConnections += chosen.length;
      return chosen.length;
    },
    retarget(next) {
      to = next;
    },
    async close() {
      for (const pair of pairs) reset(pair);
      if (server.listening) await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

function relay(from: Socket, out: Socket, pass: (piece: Buffer) => Promise<void> | undefined): void {
  from.on("data", (piece: Buffer) => {
    if (out.destroyed) return;
    const waiting = pass(piece);
    if (!waiting) return;
    from.pause();
    void waiting.then(() => from.resume());
  });
  from.once("end", () => out.end());
}

function waitForDrain(out: Socket, go: () => void): void {
  out.once("drain", go);
  out.once("close", go);
}

function reset({ client, upstream }: Pair): void {
  client.resetAndDestroy();
  upstream.resetAndDestroy();
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      done();
    });
  });
}
