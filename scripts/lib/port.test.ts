import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { freePort, probePort, readPort, requireFreePort } from "./port.mjs";

const server = createServer();
afterEach(() => server.close());

async function listen(): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

describe("ports", () => {
  it("tells a taken one from a free one", async () => {
    const port = await listen();
    expect(await probePort(port, "127.0.0.1")).toBe("taken");
    expect(await probePort(await freePort(), "127.0.0.1")).toBe("free");
  });

  it("says which variable moves it elsewhere", async () => {
    const port = await listen();
    await expect(requireFreePort("PORT", port, "127.0.0.1")).rejects.toThrow(
      `port ${port} is already in use; set PORT to a free one`,
    );
  });

  it("waits for one that is being given up", async () => {
    const port = await listen();
    const waiting = requireFreePort("PORT", port, "127.0.0.1", 10_000);
    server.close();
    await expect(waiting).resolves.toBeUndefined();
  });

  it("refuses an address of another machine", async () => {
    await expect(requireFreePort("PORT", await freePort(), "203.0.113.9")).rejects.toThrow(/not an address/);
  });

  it("reads 1 to 65535 and a default", () => {
    expect([readPort("P", "1", 9), readPort("P", "65535", 9), readPort("P", undefined, 9)]).toEqual([
      1, 65535, 9,
    ]);
  });
});
