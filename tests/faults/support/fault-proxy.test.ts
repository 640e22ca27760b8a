/** The proxy must do what it is told and count it: a scenario trusts both. */
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createFaultProxy, type FaultProxy } from "./fault-proxy";
import { createRandom } from "./random";

let echo: Server;
let proxy: FaultProxy;

beforeEach(async () => {
  echo = createServer((socket) => socket.on("error", () => {}).pipe(socket));
  await new Promise<void>((done) => echo.listen(0, "127.0.0.1", done));
  proxy = await createFaultProxy((echo.address() as AddressInfo).port, createRandom(1));
});

afterEach(async () => {
  await proxy.close();
  await new Promise((done) => echo.close(done));
});

/** Says something and answers what came back, and how the connection ended. */
function exchange(text: string, until = text.length): Promise<{ heard: string; ended: string }> {
  return new Promise((done) => {
    let heard = "";
    const socket = connect(proxy.port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (piece) => {
      heard += String(piece);
      if (heard.length >= until) socket.destroy();
    });
    let ended = "left";
    socket.on("error", (error: NodeJS.ErrnoException) => {
      ended = error.code ?? "error";
    });
    socket.on("close", () => done({ heard, ended }));
  });
}

it("passes everything when it has no fault", async () => {
  expect((await exchange("hello")).heard).toBe("hello");
  expect(proxy.counts).toMatchObject({ connections: 1, cutReplies: 0 });
});

it("cuts a reply after so many bytes", async () => {
  await proxy.set({ cutReplies: { share: 1, afterBytes: [3, 3] } });
  expect(await exchange("hello")).toEqual({ heard: "hel", ended: "ECONNRESET" });
  expect(proxy.counts.cutReplies).toBe(1);
});

it("takes bytes and says nothing", async () => {
  await proxy.set({ swallow: "replies" });
  const waiting = exchange("hello");
  await expect.poll(() => proxy.counts.swallowedBytes).toBe(5);
  expect(proxy.cut()).toBe(1);
  expect(await waiting).toEqual({ heard: "", ended: "ECONNRESET" });
});

it("refuses as a dead process does, and listens again at the same port", async () => {
  await proxy.set({ refuse: true });
  expect((await exchange("hello")).ended).toBe("ECONNREFUSED");
  await proxy.set({});
  expect((await exchange("hello")).heard).toBe("hello");
});

it("counts what it delays and throttles", async () => {
  await proxy.set({ delayMs: 1 });
  expect((await exchange("hello")).heard).toBe("hello");
  expect(proxy.counts.delayedPieces).toBe(2);
  await proxy.set({ bytesPerSecond: 30 });
  expect((await exchange("hello")).heard).toBe("hello");
  expect(proxy.counts.throttledPieces).toBe(2);
});

it("tells when there is nobody behind it", async () => {
  proxy.retarget(1);
  expect((await exchange("hello")).ended).toBe("ECONNRESET");
  expect(proxy.counts.unreachable).toBe(1);
});
