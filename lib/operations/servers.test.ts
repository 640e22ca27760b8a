/** What every request is told before anybody handles it, and that a server's door closes without cutting anybody off. */
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PEER_HEADER } from "@/lib/core/request";
import { currentRequestId } from "@/lib/core/request-context";
import { closeServers, KEEP_ALIVE_MS, watchServers } from "./servers";
import { markStopping } from "./stopping";

const emit = http.Server.prototype.emit;
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const onFirst = vi.fn();
let server: http.Server;
let handle: http.RequestListener;

beforeEach(async () => {
  watchServers(onFirst);
  server = http.createServer((request, response) => handle(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  http.Server.prototype.emit = emit;
  server.close();
  server.closeAllConnections();
  delete (globalThis as { batonStopping?: boolean }).batonStopping;
});

async function get(headers: http.OutgoingHttpHeaders = {}) {
  const { port } = server.address() as AddressInfo;
  const [response] = (await once(http.get({ port, agent, headers }), "response")) as [http.IncomingMessage];
  let text = "";
  for await (const chunk of response) text += chunk;
  return { text, connection: response.headers.connection, kept: response.headers["keep-alive"] };
}

it("every request has the peer's address, whatever it claims, and an id of its own", async () => {
  const ids: (string | undefined)[] = [];
  handle = async (request, response) => {
    await Promise.resolve();
    ids.push(currentRequestId());
    response.end(request.headers[PEER_HEADER]);
  };
  expect((await get({ [PEER_HEADER]: "203.0.113.7" })).text).toBe("127.0.0.1");
  await get();
  expect(new Set(ids).size).toBe(2);
  expect(ids).not.toContain(undefined);
  expect(currentRequestId()).toBeUndefined();
  expect(onFirst).toHaveBeenCalledTimes(1);
});

it("an idle connection outlives the minute for which proxies keep theirs", async () => {
  handle = (_request, response) => void response.end();
  const { kept } = await get();
  expect(kept).toBe(`timeout=${KEEP_ALIVE_MS / 1_000}`);
  expect(KEEP_ALIVE_MS).toBeGreaterThan(60_000);
});

it("a process that stops still answers, and asks each client to come back elsewhere", async () => {
  handle = (_request, response) => void response.end("served");
  expect((await get()).connection).toBe("keep-alive");
  markStopping();
  expect(await get()).toEqual({ text: "served", connection: "close" });
});

it("closing waits for the request under way, not for connections that idle", async () => {
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    handle = (_request, response) => {
      answer = () => response.end("finished");
      resolve();
    };
  });
  const answered = get();
  await asked;
  const closed = closeServers();
  expect(server.listening).toBe(false);
  answer();
  expect((await answered).text).toBe("finished");
  await closed;
});
