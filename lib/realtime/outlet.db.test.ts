/** One open response: bounded, found when nobody reads it, undone once however it ends. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeCustomer } from "@/tests/support/factories";
import { encode, MAX_BEHIND_BYTES, type Outlet, openOutlet } from "./outlet";
import { streamFigures } from "./streams";

const BEAT_MS = 15_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => {
  vi.useRealTimers();
  expect(streamFigures()).toEqual({ open: 0, bytesBehind: 0 });
});

async function open() {
  const undone = vi.fn();
  let out: Outlet | undefined;
  const viewer = await makeCustomer();
  const stream = openOutlet({ viewer, onBeat: () => out?.write(encode(": beat\n\n")) }, (given) => {
    out = given;
    return undone;
  });
  if (!out) throw new Error("it did not begin");
  return { stream, out, undone };
}
const kilobytes = (n: number) => new Uint8Array(n * 1024);

describe("an open response", () => {
  it("is cut off past 256 kB, with nothing kept, and undone once", async () => {
    const { stream, out, undone } = await open();
    out.write(kilobytes(256));
    expect(streamFigures()).toEqual({ open: 1, bytesBehind: MAX_BEHIND_BYTES });
    out.write(kilobytes(1));
    expect(streamFigures()).toEqual({ open: 0, bytesBehind: 0 });
    expect(undone).toHaveBeenCalledTimes(1);
    await expect(stream.getReader().read()).rejects.toMatchObject({ name: "AbortError" });
    out.write(kilobytes(1));
    out.end();
    expect(undone).toHaveBeenCalledTimes(1);
  });

  it("is cut off when nothing is taken for two beats, and not while something is", async () => {
    const [dead, alive] = [await open(), await open()];
    const reader = alive.stream.getReader();
    for (let beat = 0; beat < 4; beat++) {
      vi.advanceTimersByTime(BEAT_MS);
      await reader.read();
    }
    expect(dead.undone).toHaveBeenCalledTimes(1);
    expect(dead.out.signal.aborted).toBe(true);
    expect(alive.undone).not.toHaveBeenCalled();
    await reader.cancel();
    expect(alive.undone).toHaveBeenCalledTimes(1);
  });

  it("hands on what can wait only as it is taken", async () => {
    const { stream, out } = await open();
    const reader = stream.getReader();
    let written = 0;
    const writing = (async () => {
      while (written < 100 && (await out.room())) {
        out.write(kilobytes(32));
        written++;
      }
      out.end();
    })();
    let taken = 0;
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      taken++;
      expect(written - taken).toBeLessThanOrEqual(4);
    }
    await writing;
    expect(taken).toBe(100);
  });

  it("lets go of whoever waits for room when its reader leaves", async () => {
    const { stream, out } = await open();
    out.write(kilobytes(200));
    const room = out.room();
    await stream.cancel();
    expect(await room).toBe(false);
  });
});
