/** A TCP relay that can freeze: connections stay open and nothing passes, as with a stopped server. */
import net from "node:net";

export class TcpProxy {
  private readonly pairs = new Set<{ near: net.Socket; far: net.Socket }>();
  private isFrozen = false;
  private constructor(
    private readonly server: net.Server,
    readonly port: number,
  ) {}

  static async start(target: { host: string; port: number }): Promise<TcpProxy> {
    const server = net.createServer({ pauseOnConnect: true });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const proxy = new TcpProxy(server, (server.address() as net.AddressInfo).port);
    server.on("connection", (near) => proxy.relay(near, net.connect(target.port, target.host)));
    return proxy;
  }

  private relay(near: net.Socket, far: net.Socket): void {
    const pair = { near, far };
    this.pairs.add(pair);
    const end = () => {
      this.pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on("error", end).on("close", end);
    near.on("data", (bytes) => void far.write(bytes));
    far.on("data", (bytes) => void near.write(bytes));
    if (this.isFrozen) for (const socket of [near, far]) socket.pause();
    else near.resume();
  }

  /** Connections that somebody holds open through it. */
  get open(): number {
    return this.pairs.size;
  }

  freeze(): void {
    this.isFrozen = true;
    for (const { near, far } of this.pairs) for (const socket of [near, far]) socket.pause();
  }

  thaw(): void {
    this.isFrozen = false;
    for (const { near, far } of this.pairs) for (const socket of [near, far]) socket.resume();
  }

  async stop(): Promise<void> {
    for (const { near, far } of this.pairs) for (const socket of [near, far]) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
