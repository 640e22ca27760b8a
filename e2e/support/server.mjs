// @ts-check
/**
 * What the browser tests run against: one fresh database with the demo company, a stand-in for the model's provider,
 * and three instances of the same build on it, one for each kind of model. Started and stopped by Playwright.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { appEnvironment } from "../../scripts/lib/app-env.mjs";
import { ensureBuilt } from "../../scripts/lib/build.mjs";
import { endChildren, startChild } from "../../scripts/lib/children.mjs";
import { endedEarly, startNext, waitUntilLive } from "../../scripts/lib/next-server.mjs";
import { projectRoot } from "../../scripts/lib/paths.mjs";
import { requireFreePort } from "../../scripts/lib/port.mjs";
import { bootstrap } from "../../scripts/lib/postgres-bootstrap.mjs";
import { prepareDatabase } from "../../scripts/lib/prepare-database.mjs";
import { sayFailure } from "../../scripts/lib/say.mjs";
import { readSettings } from "../../scripts/lib/settings.mjs";
import { onStop, Stopped } from "../../scripts/lib/stop-signals.mjs";
import { startTestPostgres } from "../../scripts/lib/test-postgres.mjs";
import { e2ePorts } from "./ports.mjs";

/** @typedef {Record<string, string | undefined>} Environment */

const host = "127.0.0.1";
const ports = e2ePorts();
const providerUrl = `http://${host}:${ports.fakeOpenAI}/v1`;
const logs = join(projectRoot, ".baton", "e2e");

/** A job that asks the model by itself would meet the faults that are meant for an answer. */
const wordless = { TITLE_MODEL_NAME: "builtin", SUMMARY_MODEL_NAME: "builtin" };

/**
 * The remote ones have no fallback: what their tests see when the provider fails is what people see.
 * The instance that Playwright waits for is the last: when it is ready, all are.
 */
const instances = [
  {
    name: "openai",
    port: ports.openai,
    model: {
      MODEL_PROVIDER: "openai",
      OPENAI_BASE_URL: providerUrl,
      OPENAI_API_KEY: "test",
      MODEL_FALLBACK: "none",
      ...wordless,
      // As behind a proxy: a test may sign up from an address of its own, and meets no other test's limit.
      TRUSTED_PROXIES: "1",
    },
  },
  {
    name: "compatible",
    port: ports.compatible,
    model: {
      MODEL_PROVIDER: "compatible",
      OPENAI_BASE_URL: providerUrl,
      OPENAI_API_KEY: "test",
      MODEL_FALLBACK: "none",
      ...wordless,
      MODEL_NAME: "test-model",
    },
  },
  { name: "builtin", port: ports.builtin, model: { MODEL_PROVIDER: "builtin" } },
];

async function main() {
  const stopped = onStop();
  /** @type {import("../../scripts/lib/embedded-postgres.mjs").EmbeddedPostgres | undefined} */
  let postgres;
  /** @type {ReturnType<typeof startNext>[]} */
  const running = [];
  try {
    for (const [name, port] of Object.entries(ports)) {
      await requireFreePort(
        `E2E_PORT_${name === "fakeOpenAI" ? "FAKE_OPENAI" : name.toUpperCase()}`,
        port,
        host,
      );
    }
    await stopped.unless(ensureBuilt());
    postgres = await startTestPostgres();
    stopped.check();
    await bootstrap(postgres, "baton");
    const env = {
      ...environment(postgres.appUrl()),
      // The demo company's unfinished work stays as it was seeded, however long the tests take.
      REQUEUE_AFTER_MINUTES: "0",
      FIRST_REPLY_TARGET_MINUTES: "10080",
    };
    await stopped.unless(prepareDatabase(env, { seed: true }));
    rmSync(logs, { recursive: true, force: true });
    mkdirSync(logs, { recursive: true });
    startProvider(env);
    for (const { name, port, model } of instances) {
      const url = `http://${host}:${port}`;
      const own = { ...env, ...model, HOST: host, PORT: String(port), APP_URL: url, AUTH_URL: url };
      const next = startNext({ env: own, dev: false, host, port, log: join(logs, `${name}.log`) });
      running.push(next);
      await stopped.unless(waitUntilLive(next, { host, port, timeoutSeconds: 120 }));
    }
    const ended = running.map((next) => next.ended.then((code) => ({ next, code })));
    const first = await Promise.race([stopped.signal, ...ended]);
    if (typeof first === "object") throw endedEarly(first.next, first.code);
  } catch (error) {
    stopped.check();
    throw error;
  } finally {
    await Promise.all(running.map((next) => next.end(10)));
    await endChildren();
    await postgres?.stop();
  }
}

/**
 * As `npm start` would set it for a demo, but with nothing of the machine's own settings: the same tests everywhere.
 * @param {string} databaseUrl
 * @returns {Environment}
 */
function environment(databaseUrl) {
  const { DATABASE_DIRECT_URL: _, SMTP_URL: __, MODEL_NAME: ___, ...rest } = process.env;
  const settings = readSettings({ HOST: host, PORT: String(ports.builtin), BATON_DATA_DIR: logs });
  const authSecret = "browser-test-secret-that-is-never-used-elsewhere";
  return appEnvironment(rest, settings, { databaseUrl, authSecret, dev: false });
}

/** @param {Environment} env */
function startProvider(env) {
  startChild(process.execPath, ["--import", "tsx", "tests/support/fake-openai/server.ts"], {
    env: { ...env, PORT: String(ports.fakeOpenAI) },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

try {
  await main();
  process.exit(0);
} catch (error) {
  if (error instanceof Stopped) process.exit(0);
  sayFailure(error);
  process.exit(1);
}
