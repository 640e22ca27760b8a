/**
 * Turns values into the words that screens show. Pure; English; no clock of its own: the caller passes `now`.
 * Without a `timeZone` the reader's own is used, so the server must pass one (see ui/relative-time).
 */

const LOCALE = "en-GB";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const counts = new Intl.NumberFormat("en");

/** 1234567 -> "1,234,567". */
export function formatCount(value: number): string {
  return counts.format(value);
}

/** plural(1, "ticket") -> "1 ticket"; plural(2, "reply", "replies") -> "2 replies". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** 0.842 -> "84%"; a null share (nothing to divide by) -> "–". */
export function formatShare(share: number | null): string {
  return share === null ? "–" : `${Math.round(share * 100)}%`;
}

/** 1536 -> "1.5 KB" (1 KB = 1024 bytes). */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return plural(bytes, "byte");
  const kilobytes = bytes / 1024;
  if (kilobytes < 1024) return `${trim(kilobytes)} KB`;
  return `${trim(kilobytes / 1024)} MB`;
}

function trim(value: number): string {
  return value < 10 ? value.toFixed(1).replace(/\.0$/, "") : formatCount(Math.round(value));
}

/** A length of time in at most two units: 42 -> "42 s", 3900 -> "1 h 5 min", null -> "–". */
export function formatDuration(seconds: number | null): string {
  if (seconds === null) return "–";
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return joinUnits(hours, "h", minutes % 60, "min");
  return joinUnits(Math.floor(hours / 24), "d", hours % 24, "h");
}

function joinUnits(first: number, firstUnit: string, second: number, secondUnit: string): string {
  return second === 0 ? `${first} ${firstUnit}` : `${first} ${firstUnit} ${second} ${secondUnit}`;
}

/** "22 Nov 2026, 15:02"; with a named zone its name follows. */
export function formatDateTime(iso: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    ...(timeZone ? { timeZone, timeZoneName: "short" } : {}),
  }).format(new Date(iso));
}

/** "15:02". */
export function formatTime(iso: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", timeZone }).format(
    new Date(iso),
  );
}

/** "22 Nov", with the year when it is not this one. */
export function formatDate(iso: string, now: number, timeZone?: string): string {
  const year = new Intl.DateTimeFormat(LOCALE, { year: "numeric", timeZone });
  const date = new Date(iso);
  const sameYear = year.format(date) === year.format(new Date(now));
  return new Intl.DateTimeFormat(LOCALE, {
    day: "numeric",
    month: "short",
    timeZone,
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(date);
}

/** The day as the thread's separators say it: "Today", "Yesterday", "Thursday 19 November", with the year if past. */
export function formatDay(iso: string, now: number, timeZone?: string): string {
  const key = dayKey(iso, timeZone);
  if (key === dayKey(new Date(now).toISOString(), timeZone)) return "Today";
  if (key === dayKey(new Date(now - DAY).toISOString(), timeZone)) return "Yesterday";
  const sameYear = key.slice(0, 4) === dayKey(new Date(now).toISOString(), timeZone).slice(0, 4);
  return new Intl.DateTimeFormat(LOCALE, {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone,
    ...(sameYear ? {} : { year: "numeric" }),
  })
    .format(new Date(iso))
    .replace(",", "");
}

/** The calendar day in a zone, for grouping: "2026-11-22". */
export function dayKey(iso: string, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-CA", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    timeZone,
  }).format(new Date(iso));
}

/** "now", "4 min ago", "in 2 h", "3 d ago", then the date. */
export function formatRelative(iso: string, now: number, timeZone?: string): string {
  const distance = new Date(iso).getTime() - now;
  const size = Math.abs(distance);
  if (size < MINUTE) return "now";
  if (size >= 7 * DAY) return formatDate(iso, now, timeZone);
  const amount =
    size < HOUR
      ? `${Math.floor(size / MINUTE)} min`
      : size < DAY
        ? `${Math.floor(size / HOUR)} h`
        : `${Math.floor(size / DAY)} d`;
  return distance < 0 ? `${amount} ago` : `in ${amount}`;
}

/** Up to two letters for an avatar: "Ada Lovelace" -> "AL", "sam@acme.test" -> "S", "" -> "?". */
export function initials(name: string): string {
  const words = name
    .split("@")[0]
    ?.split(/[\s._-]+/u)
    .filter(Boolean);
  const first = words?.[0];
  if (!words || first === undefined) return "?";
  const last = words.length > 1 && !name.includes("@") ? words[words.length - 1] : undefined;
  return [first, last]
    .map((word) => (word === undefined ? "" : ([...word][0] ?? "")))
    .join("")
    .toUpperCase();
}
