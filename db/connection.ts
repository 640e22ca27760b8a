/**
 * One connection to PostgreSQL: a client of postgres.js that may open a single socket, which is ours to destroy. Left
 * to itself the driver connects again behind the back of whoever was in a transaction, and only half-closes a socket
 * whose other end has frozen.
 */
import net from "node:net";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/lib/core/env";

/** Milliseconds one statement may run inside PostgreSQL. */
const STATEMENT_TIMEOUT_MS = 5_000;

export type Connection = {
  client: postgres.Sql;
  /** Ends it at once; what was sent and is not committed is rolled back. */
  destroy: () => void;
};

type SocketOptions = { host: string[]; port: number[]; path: string | false };

/** Connects with the first query. `onLost` is called when the connection has ended, for whatever reason. */
export function connect(onLost: () => void): Connection {
  let socket: net.Socket | undefined;
  let destroyed = false;
  const client = postgres(env().DATABASE_URL, {
    max: 1,
    // The pool decides when a connection has lived long enough.
    max_lifetime: null,
    connect_timeout: 3,
    keep_alive: 10,
    // A proxy that pools transactions gives each of them another server, which has not prepared anything.
    prepare: env().DATABASE_DIRECT_URL === undefined,
    // Asked of the catalogue on each new connection, with a promise that nobody awaits when it breaks just then.
    fetch_types: false,
    onnotice: () => {},
    onclose: onLost,
    socket: ({ host, port, path }: SocketOptions) => {
      if (socket || destroyed) throw lost();
      socket = path ? net.connect(path) : net.connect(port[0] ?? 5432, host[0]);
      // What TLS checks the server's certificate against.
      Object.assign(socket, { host: host[0] });
      return socket.setNoDelay().on("error", () => {});
    },
    connection: {
      application_name: "baton",
      statement_timeout: STATEMENT_TIMEOUT_MS,
      lock_timeout: 2_000,
      idle_in_transaction_session_timeout: 10_000,
      // A statement whose caller has gone is not worth finishing.
      client_connection_check_interval: 2_000,
      TimeZone: "UTC",
      // A statement is prepared for the saved round trip, but planned for its parameters: a plan for all of them
      // can walk a whole table for a rare word.
      plan_cache_mode: "force_custom_plan",
    },
  } as postgres.Options<Record<string, never>>);
  // For its side effect: dates, times and JSON pass through the client as Drizzle expects them.
  drizzle(client);
  Object.assign(client.options.parsers, lists);
  const destroy = () => {
    destroyed = true;
    socket?.destroy();
    client.end({ timeout: 0 }).catch(() => {});
  };
  return { client, destroy };
}

/** Of one dimension. Ours, because Drizzle's own loses what a backslash protects, and takes NULL for a word. */
const listOf = (read: (text: string) => unknown) => (list: string) =>
  [...list.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs)].map(([, quoted, bare]) => {
    if (quoted !== undefined) return read(quoted.replace(/\\(.)/gs, "$1"));
    return bare === undefined || bare === "NULL" ? null : read(bare);
  });
const texts = listOf((text) => text);

/** How lists are read, by the object id of their type; see `pg_type.dat` of PostgreSQL. */
const lists = {
  1000: listOf((flag) => flag === "t"), // bool[]
  1005: listOf(Number), // int2[]
  1007: listOf(Number), // int4[]
  1021: listOf(Number), // float4[]
  1022: listOf(Number), // float8[]
  1003: texts, // name[]
  1009: texts, // text[]
  1015: texts, // varchar[]
  2951: texts, // uuid[]
};

export const lost = () => Object.assign(new Error("the connection was lost"), { code: "CONNECTION_CLOSED" });
