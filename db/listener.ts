/**
 * The one connection that listens. It reports its own end and never comes back by itself: whoever keeps it
 * decides when another is opened, because what was announced in between has to be read again.
 */
import net from "node:net";
import postgres from "postgres";
import { env } from "@/lib/core/env";

export type Listener = { close: () => void };

/** Milliseconds until a server that accepts but does not answer counts as unreachable. */
const OPEN_DEADLINE_MS = 5_000;

/** Listens on `channels`; rejects when that cannot be had. `onLost` is called once, and not after `close`. */
export async function openListener(
  channels: readonly string[],
  heard: { onNotify: (channel: string, payload: string) => void; onLost: () => void },
): Promise<Listener> {
  let socket: net.Socket | undefined;
  let state: "opening" | "open" | "closed" = "opening";
  const client = postgres(env().DATABASE_DIRECT_URL ?? env().DATABASE_URL, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: "baton-listen" },
    // Our own socket: the driver only ever half-closes its own, and a frozen peer never answers that.
    socket: ({ host, port, path }: { host: string[]; port: number[]; path: string | false }) => {
      // The driver tries again by itself while its first query waits.
      if (state === "closed") throw new Error("this listener is closed");
      socket = path ? net.connect(path) : net.connect(port[0] ?? 5432, host[0]);
      return socket;
    },
    onnotify: (channel: string, payload: string) => {
      if (state !== "closed") heard.onNotify(channel, payload);
    },
    onclose: () => {
      if (state !== "open") return;
      close();
      heard.onLost();
    },
  } as postgres.Options<Record<string, never>>);
  const close = () => {
    state = "closed";
    socket?.destroy();
    client.end({ timeout: 0 }).catch(() => {});
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the listening connection did not open")), OPEN_DEADLINE_MS);
  });
  const listening = Promise.all(channels.map((channel) => client`listen ${client(channel)}`));
  try {
    await Promise.race([listening, late]);
    state = "open";
    return { close };
  } catch (error) {
    listening.catch(() => {});
    close();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
