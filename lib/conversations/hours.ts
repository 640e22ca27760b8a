/**
 * The hours in which people answer: `Mon-Fri 09:00-17:00, Sat 10:00-14:00 Europe/Berlin`. Pure; clocks that change in
 * spring and autumn are those of the zone. An end that is not after its beginning is on the next day.
 */

const dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** One stretch of a weekday (0 is Sunday), in minutes after its midnight; `to` may lie past the next one. */
type Stretch = { day: number; from: number; to: number };
export type Hours = { zone: string; stretches: readonly Stretch[] };

/** Reads what `lib/core/env.ts` has let through; nothing written means that people always answer: null. */
export function parseHours(text: string | undefined): Hours | null {
  const words = text?.trim() ?? "";
  if (words === "") return null;
  const cut = words.lastIndexOf(" ");
  const zone = words.slice(cut + 1);
  const stretches = words
    .slice(0, Math.max(0, cut))
    .split(",")
    .flatMap((part) => readStretches(part.trim()));
  if (stretches.length === 0) throw new Error(`these are no support hours: ${words}`);
  return { zone, stretches };
}

function readStretches(part: string): Stretch[] {
  const match = /^([a-z]{3})(?:-([a-z]{3}))? (\d\d):(\d\d)-(\d\d):(\d\d)$/i.exec(part);
  if (!match) return [];
  const [, first = "", last = first, ...clock] = match;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = clock.map(Number);
  const from = fromHour * 60 + fromMinute;
  const to = toHour * 60 + toMinute;
  const length = to > from ? to - from : to - from + 24 * 60;
  return daysBetween(first, last).map((day) => ({ day, from, to: from + length }));
}

function daysBetween(first: string, last: string): number[] {
  const index = (name: string) => dayNames.indexOf(name.toLowerCase());
  const start = index(first);
  const count = ((index(last) - start + 7) % 7) + 1;
  return Array.from({ length: count }, (_, n) => (start + n) % 7);
}

export type Opening =
  /** Somebody is there, and has been since. */
  | { open: true; since: Date }
  /** Nobody is there until. */
  | { open: false; until: Date };

/** Whether people answer at `at`, and since or from when. */
export function openingAt(hours: Hours, at: Date): Opening {
  const spans = spansAround(hours, at);
  const now = at.getTime();
  const current = spans.find((span) => span.start <= now && now < span.end);
  if (current) return { open: true, since: new Date(current.start) };
  const next = spans.find((span) => span.start > now);
  // Eight days hold every weekday at least once.
  if (!next) throw new Error("support hours without an opening");
  return { open: false, until: new Date(next.start) };
}

/** Every stretch from yesterday to a week ahead as moments, in order; those that touch are one. */
function spansAround({ zone, stretches }: Hours, at: Date): { start: number; end: number }[] {
  const clock = clockOf(zone);
  const here = clock(at.getTime());
  const today = Date.UTC(here.year, here.month - 1, here.day);
  const spans = [];
  for (let n = -8; n <= 8; n++) {
    const midnight = today + n * DAY_MS;
    const day = new Date(midnight).getUTCDay();
    for (const stretch of stretches)
      if (stretch.day === day)
        spans.push({
          start: momentOf(clock, midnight + stretch.from * MINUTE_MS),
          end: momentOf(clock, midnight + stretch.to * MINUTE_MS),
        });
  }
  spans.sort((a, b) => a.start - b.start);
  const joined: typeof spans = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else joined.push({ ...span });
  }
  return joined;
}

type Clock = (moment: number) => { year: number; month: number; day: number; asUtc: number };

function clockOf(zone: string): Clock {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (moment) => {
    const parts = Object.fromEntries(format.formatToParts(moment).map((part) => [part.type, part.value]));
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (
      ["year", "month", "day", "hour", "minute", "second"] as const
    ).map((name) => Number(parts[name]));
    return { year, month, day, asUtc: Date.UTC(year, month - 1, day, hour, minute, second) };
  };
}

/**
 * The moment at which the zone's clocks show `local` (a time written as if it were UTC). Of two, the first; one that
 * spring skips is as long after the change as it would have been.
 */
function momentOf(clock: Clock, local: number): number {
  const offsetAt = (moment: number) => clock(moment).asUtc - Math.floor(moment / 1_000) * 1_000;
  const before = offsetAt(local - DAY_MS);
  const after = offsetAt(local + DAY_MS);
  const candidates = [local - before, local - after].filter((moment) => moment + offsetAt(moment) === local);
  return candidates.length > 0 ? Math.min(...candidates) : local - before;
}

/** `Monday 23 November at 09:00`, in the reader's zone; with the zone's name when it is not the reader's own. */
export function sayWhen(at: Date, reader: { zone: string; isTheirs: boolean }): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: reader.zone, ...options }).format(at);
  // en-GB puts a comma after the weekday in some versions of the locale data.
  const day = part({ weekday: "long", day: "numeric", month: "long" }).replace(",", "");
  const time = part({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `${day} at ${time} ${reader.isTheirs ? "your time" : `(${reader.zone})`}`;
}
