// @ts-check
/** A throw-away PostgreSQL for tests: no fsync, its own folder, gone with the process that started it. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { startPostgres } from "./embedded-postgres.mjs";
import { projectRoot } from "./paths.mjs";
import { isAlive } from "./processes.mjs";

/**
 * @returns {Promise<import("./embedded-postgres.mjs").EmbeddedPostgres>} its `stop` also removes the folder
 */
export async function startTestPostgres() {
  const parent = join(projectRoot, ".baton");
  process.umask(0o022);
  mkdirSync(parent, { recursive: true });
  removeAbandoned(parent);
  const folder = join(parent, `test-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  const server = await startPostgres({ folder, durable: false });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
      // In a project folder closed to other users the cluster lives elsewhere.
      if (existsSync(server.place)) rmSync(dirname(server.place), { recursive: true, force: true });
    },
  };
}

/** Folders of test runs that were killed.
 * @param {string} parent */
function removeAbandoned(parent) {
  for (const name of readdirSync(parent)) {
    const pid = /^test-(\d+)$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true });
  }
}
