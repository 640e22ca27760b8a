/** A start that cannot work says so in exactly one line and ends with 1, before it installs or builds anything. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeLock } from "./lib/lock.mjs";
import { projectRoot } from "./lib/paths.mjs";
import { freePort } from "./lib/port.mjs";

let folder: string;
const secret = "s".repeat(32);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "baton-start-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Empty variables win over a developer's own `.env`. */
async function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: projectRoot,
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "development",
      ...{ BATON_MODE: "", BATON_DEMO: "", DATABASE_URL: "", AUTH_SECRET: "", APP_URL: "", HOST: "" },
      BATON_DATA_DIR: join(folder, "data"),
      PORT: String(await freePort()),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = await once(child, "close");
  return { code, output };
}

describe("a start that cannot work", () => {
  it.each([
    [{ PORT: "http" }, /^Baton: PORT must be a number from 1 to 65535, not "http"\n$/],
    [{ PORT: "70000" }, /^Baton: PORT must be .*\n$/],
    [{ HOST: "203.0.113.9" }, /^Baton: HOST "203\.0\.113\.9" is not an address of this machine\n$/],
    [{ NODE_ENV: "production" }, /^Baton: DATABASE_URL and AUTH_SECRET must be set in production\n$/],
    [
      { NODE_ENV: "production", DATABASE_URL: "postgres://u@h/d" },
      /^Baton: AUTH_SECRET must be set in production\n$/,
    ],
    [{ AUTH_SECRET: "too short" }, /^Baton: AUTH_SECRET must have at least 32 characters\n$/],
    [
      { NODE_ENV: "production", DATABASE_URL: "postgres://u@h/d", AUTH_SECRET: secret, BATON_DEMO: "1" },
      /^Baton: BATON_DEMO cannot be 1 in production.*\n$/,
    ],
    [{ DATABASE_URL: "localhost/baton" }, /^Baton: DATABASE_URL must look like .*\n$/],
  ])("is refused with one line: %j", async (env, line) => {
    const { code, output } = await start(env);
    expect(output).toMatch(line);
    expect(code).toBe(1);
    expect(existsSync(join(folder, "data", "pg18"))).toBe(false);
  });

  it("is refused when the port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    try {
      const { code, output } = await start({ PORT: String(port) });
      expect(output).toBe(`Baton: port ${port} is already in use; set PORT to a free one\n`);
      expect(code).toBe(1);
    } finally {
      server.close();
    }
  });

  it("is refused when the database cannot be reached, without its password", async () => {
    const port = await freePort();
    const { code, output } = await start({
      DATABASE_URL: `postgres://baton:hunter2@127.0.0.1:${port}/baton`,
    });
    expect(output).toMatch(
      /^Baton: the database of DATABASE_URL at 127\.0\.0\.1:\d+ cannot be reached .*\n$/,
    );
    expect(output).not.toContain("hunter2");
    expect(code).toBe(1);
  });

  it("is refused on a data folder that another copy uses", async () => {
    const lock = await takeLock(join(folder, "data", "lock"), "http://localhost:3999");
    const { code, output } = await start({});
    lock.release?.();
    expect(output).toMatch(
      /^Baton: already running on .*\/data \(process \d+, http:\/\/localhost:3999\).*\n$/,
    );
    expect(code).toBe(1);
  });
});
