import { describe, expect, it } from "vitest";
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDay,
  formatDuration,
  formatRelative,
  formatShare,
  initials,
  plural,
} from "./format";

const now = Date.parse("2026-11-22T15:00:00Z");
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

describe("numbers", () => {
  it("counts", () => {
    expect(formatCount(1234567)).toBe("1,234,567");
    expect(plural(1, "ticket")).toBe("1 ticket");
    expect(plural(2000, "reply", "replies")).toBe("2,000 replies");
    expect(formatShare(0.846)).toBe("85%");
    expect(formatShare(null)).toBe("–");
  });

  it.each([
    [1, "1 byte"],
    [1023, "1,023 bytes"],
    [1536, "1.5 KB"],
    [2048, "2 KB"],
    [5 * 1024 * 1024, "5 MB"],
  ])("%d bytes -> %s", (bytes, words) => expect(formatBytes(bytes)).toBe(words));

  it.each([
    [null, "–"],
    [-3, "0 s"],
    [42, "42 s"],
    [90, "2 min"],
    [3600, "1 h"],
    [3900, "1 h 5 min"],
    [90_000, "1 d 1 h"],
  ])("%s seconds -> %s", (seconds, words) => expect(formatDuration(seconds)).toBe(words));
});

describe("time", () => {
  it.each([
    [ago(0.5), "now"],
    [ago(4), "4 min ago"],
    [ago(-150), "in 2 h"],
    [ago(60 * 24 * 3), "3 d ago"],
    [ago(60 * 24 * 10), "12 Nov"],
    [ago(60 * 24 * 400), "18 Oct 2025"],
  ])("%s -> %s", (iso, words) => expect(formatRelative(iso, now, "UTC")).toBe(words));

  it("names days by the zone it is given", () => {
    const lateEvening = "2026-11-21T23:30:00Z";
    expect(formatDay(lateEvening, now, "UTC")).toBe("Yesterday");
    expect(formatDay(lateEvening, now, "Europe/Paris")).toBe("Today");
    expect(formatDay("2026-11-19T12:00:00Z", now, "UTC")).toBe("Thursday 19 November");
    expect(formatDay("2025-11-19T12:00:00Z", now, "UTC")).toBe("Wednesday 19 November 2025");
    expect(formatDate("2026-01-02T12:00:00Z", now, "UTC")).toBe("2 Jan");
  });
});

describe("initials", () => {
  it.each([
    ["Ada Lovelace", "AL"],
    ["Jean-Luc de la Tour", "JT"],
    ["sam.okafor@acme.test", "S"],
    ["Priya", "P"],
    ["李 小龙", "李小"],
    ["", "?"],
  ])("%j -> %s", (name, letters) => expect(initials(name)).toBe(letters));
});
