/** Stands between a client and a server, and can behave like a network that has stopped carrying anything. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type TcpProxy = {
  port: number;
  /** Where new connections lead. */
  target: number;
  /** `true`: bytes are swallowed in both directions, on these connections for ever, and nothing is closed. */
  swallow: (swallowing: boolean) => void;
  /** Connections of clients that are open. */
  open: () => number;
  close: () => void;
};

export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const clients = new Set<Socket>();
  let isSwallowing = false;
  const silenced = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    const upstream = connect(proxy.target, "127.0.0.1");
    const silent = () => silenced.has(client);
    if (isSwallowing) silenced.add(client);
    client.on("data", (data) => silent() || upstream.write(data)).on("error", () => {});
    upstream.on("data", (data) => silent() || client.write(data)).on("error", () => {});
    client.on("close", () => {
      clients.delete(client);
      upstream.destroy();
    });
    upstream.on("close", () => silent() || client.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: TcpProxy = {
    port: (server.address() as AddressInfo).port,
    target,
    swallow: (swallowing) => {
      isSwallowing = swallowing;
      if (swallowing) for (const client of clients) silenced.add(client);
    },
    open: () => clients.size,
    close: () => {
      server.close();
      for (const client of clients) client.destroy();
    },
  };
  return proxy;
}
