/**
 * A PostgreSQL of the harness's own that can be frozen, stopped in two ways and started again at the same address.
 * Commits are synchronous, as in production; only the disk is not waited for, which no process crash can tell.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { freePort } from "../../../scripts/lib/port.mjs";
import { preparePostgres } from "../../../scripts/lib/postgres-binaries.mjs";
import { bootstrap } from "../../../scripts/lib/postgres-bootstrap.mjs";
import { clusterPlace, createCluster, postgresEnv } from "../../../scripts/lib/postgres-cluster.mjs";
import { endsWithin, parentOf, pause } from "../../../scripts/lib/processes.mjs";
import { watchOver } from "../../../scripts/lib/watchdog.mjs";

const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  track_commit_timestamp: "on",
  max_connections: "300",
  fsync: "off",
} as const;

export type FaultyDatabase = {
  port: number;
  /** As the application connects. */
  appUrl: string;
  /** A superuser, whom row security does not hide anything from: for making rows and for checking. */
  sql: postgres.Sql;
  counts: { frozen: number; stopped: number };
  /** Every process of the server stands still; connections stay open and silent. */
  freeze(): void;
  thaw(): void;
  /** `immediate` is a crash: nothing is finished, recovery follows at the start. */
  stop(how: "fast" | "immediate"): Promise<void>;
  start(): Promise<void>;
  isUp(): boolean;
  close(): Promise<void>;
};

export async function createDatabase(folder: string): Promise<FaultyDatabase> {
  const { bin, identity } = preparePostgres();
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const place = clusterPlace(folder, identity);
  if (existsSync(place)) rmSync(place, { recursive: true, force: true });
  const passwords = { admin: randomBytes(24).toString("hex"), app: randomBytes(24).toString("hex") };
  await createCluster({ bin, identity, place, password: passwords.admin, durable: false });
  const port = await freePort();
  const adminUrl = (database = "postgres") =>
    `postgres://postgres:${passwords.admin}@127.0.0.1:${port}/${database}`;
  const appUrl = `postgres://baton:${passwords.app}@127.0.0.1:${port}/baton`;
  const counts = { frozen: 0, stopped: 0 };
  let running: { pid: number; ended: Promise<void>; dismiss: () => void } | null = null;
  let isFrozen = false;

  const start = async () => {
    if (running) return;
    const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const log = openSync(join(folder, "postgres.log"), "a", 0o600);
    const child = spawn(join(bin, "postgres"), ["-D", place, "-p", String(port), ...options], {
      detached: true,
      stdio: ["ignore", log, log],
      cwd: "/",
      env: postgresEnv(),
      ...identity,
    });
    closeSync(log);
    const ended = new Promise<void>((done) => {
      child.once("exit", () => done());
      child.once("error", () => done());
    });
    const { pid } = child;
    if (pid === undefined) throw new Error("PostgreSQL cannot be run");
    const dismiss = watchOver(pid, { signal: "INT", ...identity });
    running = { pid, ended, dismiss };
    const deadline = Date.now() + 60_000;
    while (!isReady(place, pid)) {
      if (Date.now() > deadline || (await endsWithin(ended, 20))) {
        dismiss();
        running = null;
        throw new Error(`PostgreSQL does not start; see ${join(folder, "postgres.log")}`);
      }
    }
  };
  const thaw = () => {
    if (!running || !isFrozen) return;
    for (const pid of familyOf(running.pid)) signal(pid, "SIGCONT");
    isFrozen = false;
  };
  const stop = async (how: "fast" | "immediate") => {
    if (!running) return;
    thaw();
    const { pid, ended, dismiss } = running;
    signal(pid, how === "fast" ? "SIGINT" : "SIGQUIT");
    if (!(await endsWithin(ended, 20_000))) signal(pid, "SIGKILL");
    await ended;
    dismiss();
    running = null;
    counts.stopped++;
  };

  await start();
  const self = running as { pid: number; ended: Promise<void> } | null;
  await bootstrap(
    {
      port,
      place,
      pid: self?.pid ?? 0,
      adminUrl,
      appUrl: () => appUrl,
      appPassword: passwords.app,
      ended: self?.ended ?? Promise.resolve(),
      stop: () => stop("fast"),
    },
    "baton",
  );
  const sql = postgres(adminUrl("baton"), {
    max: 8,
    onnotice: () => {},
    connection: { application_name: "baton-faults" },
  });
  return {
    port,
    appUrl,
    sql,
    counts,
    freeze() {
      if (!running) return;
      isFrozen = true;
      counts.frozen++;
      // The parent first: it must not make children that are missed.
      signal(running.pid, "SIGSTOP");
      for (const pid of familyOf(running.pid)) signal(pid, "SIGSTOP");
    },
    thaw,
    stop,
    start,
    isUp: () => running !== null && !isFrozen,
    async close() {
      thaw();
      await Promise.race([sql.end({ timeout: 2 }), pause(4_000)]);
      await stop("immediate");
      rmSync(folder, { recursive: true, force: true });
      if (existsSync(place)) rmSync(dirname(place), { recursive: true, force: true });
    },
  };
}

/** The process id is checked too: the file of an earlier server also says "ready". */
function isReady(place: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(place, "postmaster.pid"), "utf8").split("\n");
    return lines[0] === String(pid) && lines[7]?.trim() === "ready";
  } catch {
    return false;
  }
}

/** A server and its children; they have process groups of their own. Linux only, as `/proc` is. */
function familyOf(pid: number): number[] {
  const children = readdirSync("/proc").filter(
    (name) => /^\d+$/.test(name) && parentOf(Number(name)) === String(pid),
  );
  return [pid, ...children.map(Number)];
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}
