// @ts-check
/**
 * A real PostgreSQL of our own: created on first use, started, watched, stopped. The caller must own the
 * data folder (see lock.mjs); nothing here decides what is inside the database.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { freePort } from "./port.mjs";
import { preparePostgres } from "./postgres-binaries.mjs";
import { clusterPlace, createCluster, endLeftover, postgresEnv } from "./postgres-cluster.mjs";
import { writePrivate } from "./private-file.mjs";
import { endsWithin, pause } from "./processes.mjs";
import { PlainError } from "./say.mjs";
import { watchOver } from "./watchdog.mjs";

/**
 * @typedef {object} EmbeddedPostgres
 * @property {number} port
 * @property {string} place the cluster's folder
 * @property {number} pid of the postmaster
 * @property {(database?: string) => string} adminUrl superuser; for setting up only, it bypasses row security
 * @property {(database?: string) => string} appUrl the role the application connects as
 * @property {string} appPassword
 * @property {Promise<void>} ended settles when PostgreSQL has ended, wanted or not
 * @property {() => Promise<void>} stop
 */

/**
 * @param {{ folder: string, durable?: boolean, onFirstTime?: (place: string) => void }} options
 *   `folder`: holds the log and, if its user may enter it, the cluster with its passwords; `durable: false` is for tests only
 * @returns {Promise<EmbeddedPostgres>}
 */
export async function startPostgres({ folder, durable = true, onFirstTime }) {
  const { bin, identity } = preparePostgres();
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const place = clusterPlace(folder, identity);
  // Beside the cluster, wherever that is: one is of no use without the other.
  mkdirSync(dirname(place), { recursive: true, mode: 0o755 });
  const passwords = readPasswords(join(dirname(place), "postgres-passwords.json"));
  if (existsSync(place)) await endLeftover(place);
  else {
    onFirstTime?.(place);
    await createCluster({ bin, identity, place, password: passwords.admin, durable });
  }
  const log = join(folder, "postgres.log");
  const deadline = Date.now() + 10_000;
  for (;;) {
    const port = await freePort();
    const server = await launch({ bin, identity, place, log, port, durable });
    if (server) return asServer(server, { port, place, passwords });
    // A postmaster killed a moment ago can still look alive to the new one.
    if (Date.now() > deadline) throw new PlainError(`the embedded PostgreSQL does not start; see ${log}`);
    await pause(250);
  }
}

/**
 * @param {{ bin: string, identity: import("./postgres-binaries.mjs").Identity, place: string, log: string, port: number, durable: boolean }} options
 * @returns {Promise<{ child: import("node:child_process").ChildProcess, pid: number, ended: Promise<void>, dismiss: () => void } | undefined>}
 *   undefined: worth another try
 */
async function launch({ bin, identity, place, log, port, durable }) {
  const relaxed = [
    "-F",
    "-c",
    "synchronous_commit=off",
    "-c",
    "full_page_writes=off",
    "-c",
    "max_connections=200",
  ];
  const args = [
    "-D",
    place,
    "-p",
    String(port),
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    "unix_socket_directories=",
  ];
  const from = existsSync(log) ? statSync(log).size : 0;
  const output = openSync(log, from > 10_000_000 ? "w" : "a", 0o600);
  const child = spawn(join(bin, "postgres"), durable ? args : [...args, ...relaxed], {
    // Its own process group: Ctrl-C must reach the application first, PostgreSQL last.
    detached: true,
    stdio: ["ignore", output, output],
    cwd: "/",
    env: postgresEnv(),
    ...identity,
  });
  closeSync(output);
  let running = true;
  /** @type {Promise<void>} */
  const ended = new Promise((done) => {
    const end = () => {
      running = false;
      done();
    };
    child.once("exit", end);
    child.once("error", end);
  });
  const { pid } = child;
  if (pid === undefined)
    throw new PlainError(`the embedded PostgreSQL cannot be run (${join(bin, "postgres")})`);
  const dismiss = watchOver(pid, { signal: "INT", ...identity });
  const patience = Date.now() + 60_000;
  while (running && Date.now() < patience) {
    if (isReady(place, pid)) return { child, pid, ended, dismiss };
    await endsWithin(ended, 20);
  }
  if (running) {
    child.kill("SIGQUIT");
    await ended;
  }
  dismiss();
  const reason = readFileSync(log, "utf8").slice(from > 10_000_000 ? 0 : from);
  if (/postmaster\.pid|Address already in use|shared memory block/.test(reason)) return undefined;
  const fatal = reason.split("\n").find((line) => /FATAL|PANIC|error/i.test(line)) ?? "no reason given";
  throw new PlainError(`the embedded PostgreSQL does not start (${fatal.trim()}); see ${log}`);
}

/** The process id is checked too: the file of an earlier postmaster also says "ready".
 * @param {string} place
 * @param {number} pid */
function isReady(place, pid) {
  try {
    const lines = readFileSync(join(place, "postmaster.pid"), "utf8").split("\n");
    return lines[0] === String(pid) && lines[7]?.trim() === "ready";
  } catch {
    return false;
  }
}

/**
 * @param {{ child: import("node:child_process").ChildProcess, pid: number, ended: Promise<void>, dismiss: () => void }} server
 * @param {{ port: number, place: string, passwords: { admin: string, app: string } }} facts
 * @returns {EmbeddedPostgres}
 */
function asServer({ child, pid, ended, dismiss }, { port, place, passwords }) {
  void ended.then(dismiss);
  const stop = async () => {
    for (const signal of /** @type {const} */ (["SIGINT", "SIGQUIT", "SIGKILL"])) {
      child.kill(signal);
      if (await endsWithin(ended, 15_000)) break;
    }
    dismiss();
  };
  return {
    port,
    place,
    pid,
    adminUrl: (database = "postgres") =>
      `postgres://postgres:${passwords.admin}@127.0.0.1:${port}/${database}`,
    appUrl: (database = "baton") => `postgres://baton:${passwords.app}@127.0.0.1:${port}/${database}`,
    appPassword: passwords.app,
    ended,
    stop,
  };
}

/**
 * Any local user can reach 127.0.0.1, so the passwords are random and only we can read them.
 * @param {string} file
 * @returns {{ admin: string, app: string }}
 */
function readPasswords(file) {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const passwords = { admin: randomBytes(24).toString("hex"), app: randomBytes(24).toString("hex") };
  writePrivate(file, JSON.stringify(passwords));
  return passwords;
}
