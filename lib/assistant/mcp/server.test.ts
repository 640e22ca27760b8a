/** An MCP server at its best and at its worst, over real HTTP and as a real process. */
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type McpServerForTests, serveMcp } from "@/tests/support/mcp-server";
import { type McpServerConfig, parseMcpConfig } from "./config";
import { McpServer } from "./server";

vi.mock("@/lib/core/log", () => ({ log: () => ({ info() {}, warn() {} }) }));

const program = fileURLToPath(new URL("../../../tests/support/mcp-server.ts", import.meta.url));
const TIME = { id: "run:call", signal: new AbortController().signal, timeoutMs: 5_000 };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

function server(transport: McpServerConfig["transport"], waits = { first: 4_000, pause: 10 }): McpServer {
  const [config] = parseMcpConfig(JSON.stringify({ servers: [{ name: "parcels", transport }] }));
  if (!config) throw new Error("no configuration");
  const made = new McpServer(config, waits);
  open.push(made);
  return made;
}

const connected = (mcp: McpServer) =>
  vi.waitFor(() => expect(mcp.status()).toMatchObject({ state: "connected" }), { timeout: 8_000 });

describe("over HTTP", () => {
  let remote: McpServerForTests;
  let mcp: McpServer;
  beforeEach(async () => {
    remote = await serveMcp();
    open.push(remote);
    mcp = server({ kind: "http", url: remote.url, headers: { "x-key": "k" } });
  });

  it("connects when it is first asked, and sends what was declared", async () => {
    expect(mcp.status()).toMatchObject({ state: "not_asked", tools: 0 });
    expect(remote.headers).toEqual([]);
    expect((await mcp.offered()).map(({ name }) => name)).toContain("find_parcel");
    expect(remote.headers.every((headers) => headers["x-key"] === "k")).toBe(true);
    expect(mcp.status()).toMatchObject({ state: "connected", tools: 12, trouble: null });
  });

  it("answers with the text of a result, and counts what is left out", async () => {
    await mcp.offered();
    expect(await mcp.call("picture", {}, TIME)).toEqual({ text: "A cat", leftOut: 1, isError: false });
    expect(await mcp.call("fail", {}, TIME)).toMatchObject({ isError: true });
    expect(remote.calls[0]?.meta).toMatchObject({ "baton/call": "run:call" });
  });

  it("ends the request with the time of the call, or with the turn", async () => {
    await mcp.offered();
    const late = mcp.call("hang", {}, { ...TIME, timeoutMs: 30 });
    await expect(late).rejects.toMatchObject({ trouble: "timeout" });
    await remote.givenUp;
    const over = new AbortController();
    const stopped = mcp.call("hang", {}, { ...TIME, signal: over.signal });
    over.abort(new Error("taken over"));
    await expect(stopped).rejects.toThrow("taken over");
    expect(mcp.status()).toMatchObject({ state: "connected" });
  });

  it("gives up on an answer of megabytes, and on one that nobody can read", async () => {
    await mcp.offered();
    await expect(mcp.call("huge", {}, TIME)).rejects.toMatchObject({ trouble: "too_large" });
    await expect(mcp.call("odd", {}, TIME)).rejects.toMatchObject({ trouble: "protocol" });
    expect(await mcp.call("picture", {}, TIME)).toMatchObject({ text: "A cat" });
  });

  it("leaves a server alone whose calls find no answer, and comes back to it", async () => {
    await mcp.offered();
    for (let n = 0; n < 3; n++)
      await expect(mcp.call("hang", {}, { ...TIME, timeoutMs: 10 })).rejects.toMatchObject({
        trouble: "timeout",
      });
    expect(mcp.status()).toMatchObject({ state: "down", trouble: "timeout" });
    expect(await mcp.offered()).toEqual([]);
    await expect(mcp.call("picture", {}, TIME)).rejects.toMatchObject({ trouble: "timeout" });
    await connected(mcp);
  });

  it.each([
    ["refuse", "unauthorized"],
    ["garble", "protocol"],
    ["wander", "unreachable"],
  ] as const)("has no tools of a server that does %s", async (mood, trouble) => {
    remote.become(mood);
    expect(await mcp.offered()).toEqual([]);
    expect(mcp.status()).toMatchObject({ state: "down", trouble });
    remote.become("good");
    await connected(mcp);
    expect(await mcp.offered()).not.toEqual([]);
  });

  it("does not wait for one that is silent, nor twice for one that is down", async () => {
    remote.become("hang");
    mcp = server({ kind: "http", url: remote.url, headers: {} }, { first: 1, pause: 10 });
    expect(await mcp.offered()).toEqual([]);
    expect(mcp.status()).toMatchObject({ state: "connecting" });
    const away = server({ kind: "http", url: "http://127.0.0.1:1/", headers: {} });
    expect(await away.offered()).toEqual([]);
    expect(away.status()).toMatchObject({ state: "down", trouble: "unreachable" });
    expect(await away.offered()).toEqual([]);
  });

  it("notices that the connection is lost, and what has changed when it is back", async () => {
    await mcp.offered();
    await expect(mcp.call("crash", {}, TIME)).rejects.toMatchObject({ trouble: "unreachable" });
    expect(await mcp.offered()).toEqual([]);
    remote.offer(["picture"]);
    await connected(mcp);
    expect((await mcp.offered()).map(({ name }) => name)).toEqual(["picture"]);
  });

  it("asks anew for the tools when the list is old, behind the back of the turn", async () => {
    const clock = vi.spyOn(performance, "now");
    await mcp.offered();
    remote.offer([]);
    clock.mockReturnValue(performance.now() + 301_000);
    expect(await mcp.offered()).toHaveLength(12);
    await vi.waitFor(async () => expect(await mcp.offered()).toEqual([]));
    clock.mockRestore();
  });
});

describe("as a process", () => {
  const start = (env = {}) => server({ kind: "stdio", command: process.execPath, args: [program], env });

  it("gets PATH and what is declared of our environment, and nothing more", async () => {
    vi.stubEnv("AUTH_SECRET", "x".repeat(40));
    const mcp = start({ PARCELS: "north" });
    await mcp.offered();
    await connected(mcp);
    const { text } = await mcp.call("environment", {}, TIME);
    expect(Object.keys(JSON.parse(text)).sort()).toEqual(["PARCELS", "PATH"]);
    vi.unstubAllEnvs();
  });

  it("is begun again when it ends, and ended with us", async () => {
    const mcp = start();
    await mcp.offered();
    await connected(mcp);
    await expect(mcp.call("crash", {}, TIME)).rejects.toMatchObject({ trouble: "ended" });
    expect(mcp.status()).toMatchObject({ state: "down", tools: 0 });
    await connected(mcp);
    await expect(mcp.call("hang", {}, { ...TIME, timeoutMs: 20 })).rejects.toMatchObject({
      trouble: "timeout",
    });
    await expect(mcp.call("huge", {}, TIME)).rejects.toMatchObject({ trouble: "ended" });
    await mcp.close();
    await expect(mcp.call("picture", {}, TIME)).rejects.toThrow();
  });

  it("is told apart from one that does not exist", async () => {
    const mcp = server({ kind: "stdio", command: "/nowhere/at-all", args: [], env: {} });
    expect(await mcp.offered()).toEqual([]);
    expect(mcp.status()).toMatchObject({ state: "down", trouble: "unreachable" });
  });
});
