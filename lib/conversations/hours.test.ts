import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { openingAt, parseHours, sayWhen } from "./hours";

const office = "Mon-Fri 09:00-17:00 Europe/Berlin";
const at = (text: string) => new Date(text);
function opening(text: string, moment: string) {
  const hours = parseHours(text);
  if (!hours) throw new Error("always open");
  const found = openingAt(hours, at(moment));
  return found.open ? `open since ${found.since.toISOString()}` : `closed until ${found.until.toISOString()}`;
}

describe("support hours", () => {
  it("are always, when nothing is written", () => {
    expect(parseHours(undefined)).toBeNull();
    expect(parseHours("  ")).toBeNull();
  });

  it.each([
    // Winter: Berlin is an hour ahead.
    ["2026-01-07T08:00:00Z", "open since 2026-01-07T08:00:00.000Z"],
    ["2026-01-07T07:59:59Z", "closed until 2026-01-07T08:00:00.000Z"],
    ["2026-01-07T15:59:59Z", "open since 2026-01-07T08:00:00.000Z"],
    ["2026-01-07T16:00:00Z", "closed until 2026-01-08T08:00:00.000Z"],
    // Over the weekend, and over the change to summer time in it.
    ["2026-01-09T16:00:00Z", "closed until 2026-01-12T08:00:00.000Z"],
    ["2026-03-27T16:30:00Z", "closed until 2026-03-30T07:00:00.000Z"],
    ["2026-03-30T07:00:00Z", "open since 2026-03-30T07:00:00.000Z"],
    // And back, on 25 October.
    ["2026-10-23T15:00:00Z", "closed until 2026-10-26T08:00:00.000Z"],
  ])("in the office at %s: %s", (moment, expected) => {
    expect(opening(office, moment)).toBe(expected);
  });

  it("are as long or short as the clocks make them on the nights they change", () => {
    const nights = "Sat 22:00-06:00 Europe/Berlin";
    expect(opening(nights, "2026-03-28T21:30:00Z")).toBe("open since 2026-03-28T21:00:00.000Z");
    expect(opening(nights, "2026-03-29T03:59:00Z")).toBe("open since 2026-03-28T21:00:00.000Z");
    expect(opening(nights, "2026-03-29T04:00:00Z")).toBe("closed until 2026-04-04T20:00:00.000Z");
    expect(opening(nights, "2026-10-25T04:59:00Z")).toBe("open since 2026-10-24T20:00:00.000Z");
    // 02:30 does not exist in spring, and comes twice in autumn.
    expect(opening("Sun 02:30-03:30 Europe/Berlin", "2026-03-29T00:00:00Z")).toBe(
      "closed until 2026-03-29T01:30:00.000Z",
    );
    expect(opening("Sun 02:30-03:30 Europe/Berlin", "2026-10-25T00:00:00Z")).toBe(
      "closed until 2026-10-25T00:30:00.000Z",
    );
  });

  it("join where they touch, and wrap around the week", () => {
    expect(opening("Mon-Sun 00:00-24:00 UTC", "2026-05-06T12:00:00Z")).toMatch(/^open since 2026-04-2/);
    expect(opening("Fri-Mon 10:00-12:00 UTC", "2026-05-04T11:00:00Z")).toBe(
      "open since 2026-05-04T10:00:00.000Z",
    );
    expect(opening("Fri-Mon 10:00-12:00 UTC", "2026-05-05T11:00:00Z")).toBe(
      "closed until 2026-05-08T10:00:00.000Z",
    );
    expect(opening("Mon-Fri 09:00-12:00, Mon-Fri 13:00-17:00 UTC", "2026-05-06T12:30:00Z")).toBe(
      "closed until 2026-05-06T13:00:00.000Z",
    );
  });

  it("that the environment lets through can be read, and no others get through", () => {
    const parse = (SUPPORT_HOURS: string) =>
      parseEnv({ DATABASE_URL: "postgres://u:p@h/d", AUTH_SECRET: "s".repeat(32), SUPPORT_HOURS });
    for (const good of [
      office,
      "sat 10:00-14:00 UTC",
      "Mon-Thu 09:00-17:00, Fri 09:00-15:00 America/New_York",
      "Mon-Sun 22:00-06:00 Asia/Kolkata",
    ])
      expect(parseHours(parse(good).SUPPORT_HOURS)?.stretches.length).toBeGreaterThan(0);
    for (const bad of [
      "always",
      "Mon-Fri 09:00-17:00",
      "Mon-Fri 9-17 UTC",
      "Mon-Fri 09:00-25:00 UTC",
      "Mon-Fry 09:00-17:00 UTC",
      "Mon-Fri 09:00-17:00 Berlin/Europe",
      "Mon-Fri 09:00-17:00, UTC",
    ])
      expect(() => parse(bad), bad).toThrow("SUPPORT_HOURS must look like");
  });
});

describe("the time at which people are back", () => {
  const until = at("2026-11-23T08:00:00Z");
  it("is told in the reader's own time", () => {
    expect(sayWhen(until, { zone: "Asia/Tokyo", isTheirs: true })).toBe(
      "Monday 23 November at 17:00 your time",
    );
  });
  it("names the zone when the reader's is not known", () => {
    expect(sayWhen(until, { zone: "Europe/Berlin", isTheirs: false })).toBe(
      "Monday 23 November at 09:00 (Europe/Berlin)",
    );
  });
});
