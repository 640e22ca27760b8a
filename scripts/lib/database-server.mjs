// @ts-check
/** Whether a database that somebody else runs can be used: reachable, and lets us in. Messages never hold the password. */
import { connect } from "node:net";
import { withClient } from "./postgres-bootstrap.mjs";
import { PlainError } from "./say.mjs";

const patienceMs = 8000;

/**
 * Needs no package, so that a wrong address is told before anything is installed.
 * @param {string} databaseUrl
 */
export async function requireReachable(databaseUrl) {
  const { hostname, port } = new URL(databaseUrl);
  const host = decodeURIComponent(hostname).replace(/^\[(.*)\]$/, "$1");
  // Without a host it is a Unix socket, which the login attempt judges.
  if (host === "" || host.startsWith("/")) return;
  const number = Number(port || 5432);
  const reason = await new Promise((done) => {
    const socket = connect({ host, port: number, timeout: patienceMs });
    const end = (/** @type {string | undefined} */ outcome) => {
      socket.destroy();
      done(outcome);
    };
    socket.once("connect", () => end(undefined));
    socket.once("timeout", () => end(`no answer within ${patienceMs / 1000} s`));
    socket.once("error", (error) => end(explain(error)));
  });
  if (reason)
    throw new PlainError(`the database of DATABASE_URL at ${host}:${number} cannot be reached (${reason})`);
}

/** @param {string} databaseUrl */
export async function requireLogin(databaseUrl) {
  try {
    await withClient(databaseUrl, (sql) => sql`select 1`);
  } catch (error) {
    throw new PlainError(`the database of DATABASE_URL refuses the connection (${explain(error)})`);
  }
}

/** @param {unknown} error */
function explain(error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  /** @type {Record<string, string>} */
  const known = {
    ECONNREFUSED: "nothing listens there",
    ENOTFOUND: "no such host",
    EAI_AGAIN: "the host name cannot be looked up",
    EHOSTUNREACH: "no route to the host",
    ENETUNREACH: "no route to the network",
    CONNECT_TIMEOUT: "no answer in time",
    "28P01": "wrong user or password",
    "3D000": "there is no such database",
  };
  return known[code] ?? (error instanceof Error ? error.message.split("\n")[0] : "unknown reason");
}
