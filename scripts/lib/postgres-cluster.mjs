// @ts-check
/** The folder of one PostgreSQL cluster: where it may be, how it is made, and how a leftover server is ended. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { isTraversable } from "./postgres-binaries.mjs";
import { isAlive, pause } from "./processes.mjs";
import { PlainError } from "./say.mjs";

/** Named by the major version: another major cannot read it. */
const clusterName = "pg18";

/**
 * Inside the data folder, unless that is closed to the user who must run PostgreSQL.
 * @param {string} folder
 * @param {import("./postgres-binaries.mjs").Identity} identity
 */
export function clusterPlace(folder, identity) {
  if (identity.uid === undefined || isTraversable(folder)) return join(folder, clusterName);
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  return join("/var/lib/baton", name, clusterName);
}

/** The environment PostgreSQL may see: a locale that is not installed, or PG* settings, would break it. */
export function postgresEnv() {
  const env = { ...process.env, LC_ALL: "C", TZ: "UTC" };
  for (const name of Object.keys(env)) {
    if (name !== "LC_ALL" && /^(LC_|LANG|PG)/.test(name))
      delete (/** @type {NodeJS.ProcessEnv} */ (env)[name]);
  }
  return env;
}

/**
 * Makes a new cluster beside its final place and renames it when complete, so that a half-made one is never used.
 * @param {{ bin: string, identity: import("./postgres-binaries.mjs").Identity, place: string, password: string, durable: boolean }} options
 */
export async function createCluster({ bin, identity, place, password, durable }) {
  const parent = dirname(place);
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  for (const name of readdirSync(parent)) {
    if (name.startsWith(`${basename(place)}.new-`))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
  const draft = `${place}.new-${process.pid}`;
  const passwordFile = `${draft}.password`;
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    chmodSync(draft, 0o700);
    chmodSync(passwordFile, 0o600);
    if (identity.uid !== undefined && identity.gid !== undefined) {
      chownSync(draft, identity.uid, identity.gid);
      chownSync(passwordFile, identity.uid, identity.gid);
    }
    const how = [
      "-U",
      "postgres",
      "-E",
      "UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
    ];
    const safety = ["--auth=scram-sha-256", `--pwfile=${passwordFile}`, ...(durable ? [] : ["--no-sync"])];
    await run(join(bin, "initdb"), ["-D", draft, ...how, ...safety], identity);
    renameSync(draft, place);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (error instanceof Error && "code" in error && error.code === "EPERM") {
      throw new PlainError(
        "this container lacks the right to run the embedded PostgreSQL; set DATABASE_URL instead",
      );
    }
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import("./postgres-binaries.mjs").Identity} identity
 */
async function run(command, args, identity) {
  const child = spawn(command, args, {
    cwd: "/",
    env: postgresEnv(),
    stdio: ["ignore", "pipe", "pipe"],
    ...identity,
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  const code = await new Promise((done, reject) => {
    child.once("error", reject);
    child.once("close", done);
  });
  if (code === 0) return;
  const line =
    output.split("\n").find((text) => /error|fatal|could not/i.test(text)) ?? output.trim().split("\n").pop();
  throw new PlainError(
    `the embedded PostgreSQL cannot be set up (${line?.trim()}); set DATABASE_URL to use a server`,
  );
}

/**
 * A server that outlived its supervisor: its watchdog is already stopping it; otherwise we do. The caller
 * owns the data folder, so nobody can be using it.
 * @param {string} place
 */
export async function endLeftover(place) {
  const pid = leftoverPid(place);
  if (pid === undefined) return;
  const asked = Date.now() + 1500;
  const forced = Date.now() + 10_000;
  let sent = "";
  while (leftoverPid(place) === pid && isAlive(pid)) {
    const wanted = Date.now() > forced ? "SIGQUIT" : Date.now() > asked ? "SIGINT" : "";
    if (wanted && wanted !== sent) process.kill(pid, wanted);
    sent = wanted;
    if (Date.now() > forced + 10_000) {
      throw new PlainError(`another PostgreSQL (process ${pid}) is using ${place} and does not stop`);
    }
    await pause(50);
  }
}

/** @param {string} place */
function leftoverPid(place) {
  const file = join(place, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return undefined;
  // The id may belong to another program by now; a server names its cluster in its arguments.
  const command = `/proc/${pid}/cmdline`;
  if (existsSync(command) && !readFileSync(command, "utf8").split("\0").includes(place)) return undefined;
  return pid;
}
