/** The stand-in for HAProxy must share the work, pass over the dead and the unready, and pass streams on as they come. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import type { Balancer } from "./balancer";
import { startNodeBalancer } from "./node-balancer";

const servers: Server[] = [];
let balancer: Balancer;

afterEach(async () => {
  await balancer.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function backend(name: string, handle: Handler, isReady = () => true) {
  const server = createServer((request, response) => {
    if (request.url !== "/api/health/ready") return handle(request, response);
    response.writeHead(isReady() ? 200 : 503).end();
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { name, port: (server.address() as AddressInfo).port };
}

const says =
  (name: string): Handler =>
  (_, response) =>
    void response.end(name);
const ask = async (body?: string) => {
  const answer = await fetch(`http://127.0.0.1:${balancer.port}/x`, body ? { method: "POST", body } : {});
  return { status: answer.status, text: await answer.text() };
};

it("takes turns", async () => {
  balancer = await startNodeBalancer([await backend("a", says("a")), await backend("b", says("b"))]);
  const heard = [await ask(), await ask(), await ask(), await ask()].map(({ text }) => text);
  expect(heard.sort()).toEqual(["a", "a", "b", "b"]);
});

it("leaves out whoever is not ready, and says so when nobody is", async () => {
  balancer = await startNodeBalancer([
    await backend("a", says("a"), () => false),
    await backend("b", says("b")),
  ]);
  expect([await ask(), await ask()].map(({ text }) => text)).toEqual(["b", "b"]);
  await balancer.close();
  balancer = await startNodeBalancer([await backend("a", says("a"), () => false)]);
  expect((await ask()).status).toBe(503);
});

it("tries another when a connection is refused, with the whole request", async () => {
  const echo: Handler = (request, response) => void request.pipe(response);
  const dying = await backend("a", echo);
  balancer = await startNodeBalancer([dying, await backend("b", echo)]);
  servers[0]?.closeAllConnections();
  servers[0]?.close();
  expect([await ask("one"), await ask("two")]).toEqual([
    { status: 200, text: "one" },
    { status: 200, text: "two" },
  ]);
});

it("tells of an instance that dies in its answer by a broken answer", async () => {
  const dies: Handler = (_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half", () => response.destroy());
  };
  balancer = await startNodeBalancer([await backend("a", dies)]);
  await expect(ask()).rejects.toThrow();
});

it("passes a stream on while it lasts, and its reader's address", async () => {
  let end = () => {};
  const streams: Handler = (request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(String(request.headers["x-forwarded-for"]));
    end = () => response.end();
  };
  balancer = await startNodeBalancer([await backend("a", streams)]);
  const answer = await fetch(`http://127.0.0.1:${balancer.port}/x`);
  const reader = answer.body?.getReader();
  const first = await reader?.read();
  expect(new TextDecoder().decode(first?.value)).toBe("127.0.0.1");
  end();
  expect((await reader?.read())?.done).toBe(true);
});
