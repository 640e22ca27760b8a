/** The embedded PostgreSQL outlives nobody and loses nothing. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type EmbeddedPostgres, startPostgres } from "../../scripts/lib/embedded-postgres.mjs";
import { projectRoot } from "../../scripts/lib/paths.mjs";
import { bootstrap, withClient } from "../../scripts/lib/postgres-bootstrap.mjs";
import { isAlive } from "../../scripts/lib/processes.mjs";

const lib = pathToFileURL(join(projectRoot, "scripts", "lib")).href;
let folder: string;
let server: EmbeddedPostgres | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "baton-pg-test-"));
  // Closed to others, root would put the cluster somewhere else.
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** A process of its own that starts PostgreSQL, writes a row, reports, and then only waits. */
async function startElsewhere(): Promise<{ pid: number; postmaster: number; place: string }> {
  const code = `
    const { startPostgres } = await import("${lib}/embedded-postgres.mjs");
    const { bootstrap, withClient } = await import("${lib}/postgres-bootstrap.mjs");
    const server = await startPostgres({ folder: ${JSON.stringify(folder)} });
    await bootstrap(server, "baton");
    await withClient(server.appUrl(), (sql) => sql\`create table kept as select 42 as answer\`);
    process.stdout.write(JSON.stringify({ postmaster: server.pid, place: server.place }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    cwd: projectRoot,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = await once(child.stdout, "data");
  return { pid: child.pid ?? 0, ...JSON.parse(String(said)) };
}

describe("the embedded PostgreSQL", () => {
  it("stops when its supervisor is killed, and starts again with everything in it", async () => {
    const first = await startElsewhere();
    expect(isAlive(first.postmaster)).toBe(true);
    process.kill(first.pid, "SIGKILL");
    await vi.waitFor(() => expect(isAlive(first.postmaster)).toBe(false), { timeout: 15_000 });
    expect(existsSync(join(first.place, "postmaster.pid"))).toBe(false);

    server = await startPostgres({ folder });
    const rows = await withClient(server.appUrl(), (sql) => sql`select answer from kept`);
    expect(rows).toMatchObject([{ answer: 42 }]);
  });

  it("ends a server that a killed supervisor left behind, however soon the next start comes", async () => {
    const first = await startElsewhere();
    process.kill(first.pid, "SIGKILL");
    server = await startPostgres({ folder });
    expect(server.pid).not.toBe(first.postmaster);
    const rows = await withClient(server.appUrl(), (sql) => sql`select answer from kept`);
    expect(rows).toMatchObject([{ answer: 42 }]);
  });

  it("does not use a cluster that was never finished", async () => {
    mkdirSync(join(folder, "pg18.new-12345", "base"), { recursive: true });
    server = await startPostgres({ folder, durable: false });
    expect(readdirSync(folder).sort()).toEqual(["pg18", "postgres-passwords.json", "postgres.log"]);
  });

  it("keeps its passwords to us, and refuses whoever has none", async () => {
    server = await startPostgres({ folder, durable: false });
    await bootstrap(server, "baton");
    expect(statSync(join(folder, "postgres-passwords.json")).mode & 0o777).toBe(0o600);
    const url = new URL(server.appUrl());
    url.password = "guess";
    await expect(withClient(url.href, (sql) => sql`select 1`)).rejects.toMatchObject({ code: "28P01" });
  });
});
