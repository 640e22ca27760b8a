/**
 * The HTTP servers of this process, which belong to Next: every request is told its peer's address and gets an id
 * of its own before Next sees it, pages that are only read have their scripts made late, idle connections are kept
 * longer than any client keeps them, and all servers can be closed.
 */
import "server-only";
import http from "node:http";
import { PEER_HEADER } from "@/lib/core/request";
import { asRequest } from "@/lib/core/request-context";
import { changeHtml } from "./held-response";
import { withLateScripts } from "./late-scripts";
import { isStopping } from "./stopping";

const servers = new Set<http.Server>();

/**
 * Node's 5 s are less than proxies and clients keep an idle connection for (nginx and AWS balancers: 60 s), so now
 * and then one sends a request into a connection that is being closed, and tells its user of a bad gateway.
 */
export const KEEP_ALIVE_MS = 75_000;

/** How often connections that have become idle are looked for while a server closes. */
const SWEEP_MS = 100;

/**
 * Next hands handlers a Request without its socket, and X-Forwarded-For is whatever the client says. So the
 * address is written onto the request before Next sees it, over anything a client sent under that name.
 */
export function watchServers(onFirst: () => void, { lateScripts = false } = {}): void {
  const emit = http.Server.prototype.emit;
  http.Server.prototype.emit = function (this: http.Server, event: string, ...args: unknown[]) {
    const pass = () => Reflect.apply(emit, this, [event, ...args]);
    if (event === "connection" && !servers.has(this)) {
      if (servers.size === 0) onFirst();
      servers.add(this);
      this.keepAliveTimeout = KEEP_ALIVE_MS;
      this.once("close", () => servers.delete(this));
    }
    const [request, response] = args;
    if (event !== "request" || !(request instanceof http.IncomingMessage)) return pass();
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "unknown";
    if (!(response instanceof http.ServerResponse)) return asRequest(pass);
    // The next request of this client should open a connection elsewhere.
    if (isStopping()) response.shouldKeepAlive = false;
    if (lateScripts && mayBeLate(request)) changeHtml(request, response, withLateScripts);
    return asRequest(pass);
  } as typeof emit;
}

/** Whole pages of the help center; what the browser's router asks for is never HTML. */
const mayBeLate = ({ method, url, headers }: http.IncomingMessage): boolean =>
  method === "GET" && /^\/help(?:[/?]|$)/.test(url ?? "") && headers.rsc === undefined;

/** Takes no new connection; resolves when the requests under way are answered. */
export async function closeServers(): Promise<void> {
  await Promise.all([...servers].map(closed));
}

function closed(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
  });
}
