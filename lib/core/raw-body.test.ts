import { describe, expect, it } from "vitest";
import { readBytes } from "./raw-body";

/** Sends `parts` one by one; counts how many were asked for. */
function sending(parts: Iterable<Uint8Array>, headers: Record<string, string> = {}) {
  const from = parts[Symbol.iterator]();
  const counted = { sent: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { value, done } = from.next();
        if (done) return controller.close();
        counted.sent++;
        controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: "POST", body, headers, duplex: "half" } as RequestInit;
  return { request: new Request("http://127.0.0.1/", init), counted };
}
const kilobyte = () => new Uint8Array(1_024).fill(7);
function* kilobytes(n: number) {
  for (let i = 0; i < n; i++) yield kilobyte();
}
const LIMIT = 4 * 1_024;

describe("readBytes", () => {
  it("takes exactly the limit, in whatever pieces it comes", async () => {
    const bytes = await readBytes(sending(kilobytes(4)).request, LIMIT);
    expect(bytes.length).toBe(LIMIT);
    expect(bytes.every((byte) => byte === 7)).toBe(true);
  });

  it("refuses one byte more, and says the limit", async () => {
    const { request } = sending([...kilobytes(4), new Uint8Array([1])]);
    await expect(readBytes(request, 5 * 1024 * 1024)).resolves.toHaveLength(LIMIT + 1);
    await expect(
      readBytes(sending([...kilobytes(4), new Uint8Array([1])]).request, LIMIT),
    ).rejects.toMatchObject({
      code: "too_large",
    });
  });

  it("counts what comes, not what was announced", async () => {
    const { request } = sending(kilobytes(5), { "content-length": "10" });
    await expect(readBytes(request, LIMIT)).rejects.toMatchObject({ code: "too_large" });
  });

  it("hears a sender out a while, so that they read the refusal, but not for ever", async () => {
    const little = sending(kilobytes(8));
    await expect(readBytes(little.request, LIMIT)).rejects.toMatchObject({ code: "too_large" });
    expect(little.counted.sent).toBe(8);
    const endless = sending(
      (function* () {
        for (;;) yield kilobyte();
      })(),
    );
    await expect(readBytes(endless.request, LIMIT)).rejects.toMatchObject({ code: "too_large" });
    expect(endless.counted.sent).toBe(33);
  });

  it("reads nothing of a body that announces itself as far too large", async () => {
    const { request, counted } = sending(kilobytes(1), { "content-length": String(LIMIT * 9) });
    await expect(readBytes(request, LIMIT)).rejects.toMatchObject({ code: "too_large" });
    expect(counted.sent).toBe(0);
  });

  it.each([undefined, new Uint8Array(0)])("refuses a body with nothing in it", async (body) => {
    const request = new Request("http://127.0.0.1/", { method: "POST", ...(body ? { body } : {}) });
    await expect(readBytes(request, LIMIT)).rejects.toMatchObject({ code: "invalid" });
  });
});
