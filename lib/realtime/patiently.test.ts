import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { AppError, notFound } from "@/lib/core/errors";
import { patiently } from "./patiently";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const away = new Error("away");

it("repeats a reading until it succeeds", async () => {
  const read = vi.fn().mockRejectedValueOnce(away).mockRejectedValueOnce(away).mockResolvedValue("there");
  const reading = patiently(read, new AbortController().signal);
  await vi.runAllTimersAsync();
  expect(await reading).toBe("there");
  expect(read).toHaveBeenCalledTimes(3);
});

it("gives up with the last failure, within ten seconds of the first", async () => {
  const read = vi.fn().mockRejectedValue(away);
  const reading = expect(patiently(read, new AbortController().signal)).rejects.toBe(away);
  const before = performance.now();
  await vi.runAllTimersAsync();
  await reading;
  expect(performance.now() - before).toBeLessThanOrEqual(10_000);
  expect(read.mock.calls.length).toBeGreaterThan(5);
});

it("does not repeat what is an answer", async () => {
  const read = vi.fn().mockRejectedValue(notFound("Run"));
  await expect(patiently(read, new AbortController().signal)).rejects.toBeInstanceOf(AppError);
  expect(read).toHaveBeenCalledTimes(1);
});

it("stops at once, and leaves no timer, when nobody waits for it any more", async () => {
  const abort = new AbortController();
  const read = vi.fn().mockRejectedValue(away);
  const reading = expect(patiently(read, abort.signal)).rejects.toThrow();
  await vi.advanceTimersByTimeAsync(100);
  abort.abort();
  await reading;
  expect(read).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});
