/**
 * Everything that is measured, started from nothing and ended again: the model server, the bare route, a PostgreSQL
 * with the demo company, and instances of Baton's own build on it.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { appEnvironment } from "../scripts/lib/app-env.mjs";
import { ensureBuilt } from "../scripts/lib/build.mjs";
import { endChildren, runToEnd, startChild } from "../scripts/lib/children.mjs";
import { startPostgres } from "../scripts/lib/embedded-postgres.mjs";
import { startNext, waitUntilLive } from "../scripts/lib/next-server.mjs";
import { projectRoot } from "../scripts/lib/paths.mjs";
import { freePort } from "../scripts/lib/port.mjs";
import { bootstrap, withClient } from "../scripts/lib/postgres-bootstrap.mjs";
import { prepareDatabase } from "../scripts/lib/prepare-database.mjs";
import { readSettings } from "../scripts/lib/settings.mjs";
import { filesBelow, hashFiles } from "../scripts/lib/source-hash.mjs";
import type { Pace } from "./model-server/answer";

export type Wire = "responses" | "chat";
export type Server = { url: string; pid: number };
export type Stage = {
  model: Server;
  bare: Server;
  /** Instances of one installation. */
  baton: Server[];
  postgres: { pid: number; adminUrl: string };
};
export type Wishes = {
  wire: Wire;
  instances?: number;
  /** A folder for CPU profiles of Baton's processes. */
  profile?: string | undefined;
};

const host = "127.0.0.1";
const folder = join(projectRoot, ".baton", `bench-${process.pid}`);
const bareApp = join(projectRoot, ".baton", "bench-bare-app");
/** The demo's password for everybody; the accounts live as long as the measurement. */
export const demoPassword = "baton-demo-2026";

/** Starts the stage, runs `measure` on it, and takes it down whatever happens. */
export async function onStage(wishes: Wishes, measure: (stage: Stage) => Promise<void>): Promise<void> {
  let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
  const running: ReturnType<typeof startNext>[] = [];
  try {
    await ensureBuilt();
    await ensureBareBuilt();
    mkdirSync(folder, { recursive: true });
    postgres = await startPostgres({ folder });
    await bootstrap(postgres, "baton");
    // The bench asks the database itself when something was committed.
    await withClient(postgres.adminUrl(), (sql) => sql`alter system set track_commit_timestamp = on`);
    await postgres.stop();
    postgres = await startPostgres({ folder });
    const env = await environment(postgres.appUrl("baton"));
    await prepareDatabase(env, { seed: true });
    const model = await startModelServer();
    const provider = providerEnv(model.url, wishes.wire);
    const start = async (name: string, more: Record<string, string>, path?: string) => {
      const port = await freePort();
      const url = `http://${host}:${port}`;
      const own = { ...env, ...more, HOST: host, PORT: String(port), APP_URL: url, AUTH_URL: url };
      const next = path
        ? startBare(own, port)
        : startNext({ env: own, dev: false, host, port, log: join(folder, `${name}.log`) });
      running.push(next);
      await waitUntilLive(next, { host, port, timeoutSeconds: 60, path: path ?? "/api/health/ready" });
      await pin(next.pid, 0);
      return { url, pid: next.pid };
    };
    const bare = await start("bare", { ...provider, BENCH_WIRE: wishes.wire }, "/api/chat");
    const baton: Server[] = [];
    const profile: Record<string, string> = wishes.profile
      ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${wishes.profile}` }
      : {};
    for (let n = 0; n < (wishes.instances ?? 1); n++)
      baton.push(await start(`baton-${n}`, { ...provider, ...profile }));
    await pin(model.pid, 1);
    await pin(process.pid, 1);
    await measure({
      model,
      bare,
      baton,
      postgres: { pid: postgres.pid, adminUrl: postgres.adminUrl("baton") },
    });
  } finally {
    await Promise.all(running.map((next) => next.end(30)));
    await endChildren();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One core for the target and one for those who ask and answer it; without `taskset` the kernel decides. */
async function pin(pid: number, core: number): Promise<void> {
  if (availableParallelism() < 2) return;
  await runToEnd("taskset", ["-acp", String(core), String(pid)]);
}

export async function setPace(model: Server, pace: Pace): Promise<void> {
  await fetch(`${model.url}/pace`, { method: "POST", body: JSON.stringify(pace) });
}

async function environment(databaseUrl: string) {
  const { DATABASE_DIRECT_URL: _, SMTP_URL: __, MODEL_NAME: ___, ...rest } = process.env;
  const settings = readSettings({ HOST: host, PORT: String(await freePort()), BATON_DATA_DIR: folder });
  const authSecret = "bench-secret-that-is-never-used-elsewhere";
  const env = appEnvironment(rest, settings, { databaseUrl, authSecret, dev: false });
  return { ...env, DEMO_PASSWORD: demoPassword, LIMIT_FACTOR: "10000" };
}

function providerEnv(modelUrl: string, wire: Wire): Record<string, string> {
  const shared = { OPENAI_BASE_URL: `${modelUrl}/v1`, OPENAI_API_KEY: "none", MODEL_NAME: "bench" };
  const jobs = { TITLE_MODEL_NAME: "builtin", SUMMARY_MODEL_NAME: "builtin" };
  return { ...shared, ...jobs, MODEL_PROVIDER: wire === "responses" ? "openai" : "compatible" };
}

async function startModelServer(): Promise<Server> {
  const port = await freePort();
  const args = ["--import", "tsx", "bench/model-server/server.ts"];
  const child = startChild(process.execPath, args, {
    env: { ...process.env, PORT: String(port) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = `http://${host}:${port}`;
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    if (answer) return { url, pid: child.pid };
    if ((await Promise.race([child.ended, new Promise((done) => setTimeout(done, 50))])) !== undefined)
      throw new Error("the model server did not start");
  }
}

/** Built from a copy below `.baton`, where neither the product's type check nor its build looks. */
async function ensureBareBuilt(): Promise<void> {
  const files = [...filesBelow(projectRoot, "bench/bare-app"), "package-lock.json"];
  const stamp = hashFiles(projectRoot, files);
  const stampFile = join(bareApp, ".next", "bench-stamp");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  rmSync(bareApp, { recursive: true, force: true });
  cpSync(join(projectRoot, "bench", "bare-app"), bareApp, { recursive: true });
  const { code, output } = await runToEnd(process.execPath, [nextBin, "build", bareApp], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (code !== 0) throw new Error(`the bare app could not be built:\n${output}`);
  writeFileSync(stampFile, stamp);
}

const nextBin = join(projectRoot, "node_modules", "next", "dist", "bin", "next");

function startBare(env: Record<string, string | undefined>, port: number): ReturnType<typeof startNext> {
  const args = [nextBin, "start", bareApp, "-H", host, "-p", String(port)];
  return { ...startChild(process.execPath, args, { env, stdio: "ignore" }), lastLines: () => [] };
}
