/** A round-robin HTTP proxy with health checks, for machines without HAProxy: the same rules, fewer talents. */
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Backend, Balancer } from "./balancer";

const CHECK_MS = 500;

export async function startNodeBalancer(backends: readonly Backend[]): Promise<Balancer> {
  const ready = new Set<Backend>();
  let turn = 0;
  const check = async (backend: Backend) => {
    try {
      const answer = await fetch(`http://127.0.0.1:${backend.port}/api/health/ready`, {
        signal: AbortSignal.timeout(2_000),
      });
      await answer.arrayBuffer();
      if (answer.ok) ready.add(backend);
      else ready.delete(backend);
    } catch {
      ready.delete(backend);
    }
  };
  const checkAll = () => Promise.all(backends.map(check));
  const timer = setInterval(() => void checkAll(), CHECK_MS);

  const server = createServer((request, response) => {
    const open = backends.filter((backend) => ready.has(backend));
    const order = open.map((_, n) => open[(turn + n) % open.length] as Backend);
    turn++;
    pass(request, response, order);
  });
  server.requestTimeout = 0;
  await checkAll();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    name: "a balancer of our own (no HAProxy here)",
    port: (server.address() as AddressInfo).port,
    async close() {
      clearInterval(timer);
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** Only a connection that was refused is tried elsewhere: a request that may have arrived is the client's to repeat. */
function pass(request: IncomingMessage, response: ServerResponse, order: Backend[]): void {
  const [backend, ...others] = order;
  if (!backend) {
    response.writeHead(503).end();
    return;
  }
  const headers = { ...request.headers, "x-forwarded-for": request.socket.remoteAddress ?? "" };
  const { method, url } = request;
  const upstream = ask({ host: "127.0.0.1", port: backend.port, method, path: url, headers, agent: false });
  upstream.once("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
    answer.once("aborted", () => response.destroy());
  });
  upstream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "ECONNREFUSED" && !request.readableDidRead && others.length > 0)
      return pass(request, response, others);
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  response.once("close", () => upstream.destroy());
  upstream.once("socket", (socket) => socket.once("connect", () => request.pipe(upstream)));
}
