/** Moments as date and time fields of a form hold them: in the reader's own time zone. Pure but for that zone. */

const two = (value: number) => String(value).padStart(2, "0");

/** "2026-12-01T09:30", as a `datetime-local` field wants it. */
export function toLocalField(moment: Date): string {
  const { y, m, d } = dayOf(moment);
  return `${y}-${m}-${d}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** "2026-12-01", as a `date` field wants it. */
export function toDayField(moment: Date): string {
  const { y, m, d } = dayOf(moment);
  return `${y}-${m}-${d}`;
}

const dayOf = (moment: Date) => ({
  y: String(moment.getFullYear()).padStart(4, "0"),
  m: two(moment.getMonth() + 1),
  d: two(moment.getDate()),
});

/** What such a field holds, as a moment; null while it is not complete. A day means its beginning. */
export function fromLocalField(value: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(value)) return null;
  const moment = new Date(value.includes("T") ? value : `${value}T00:00`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** The next full hour, at least one hour away: what a schedule begins with. */
export function nextHour(now: Date): Date {
  const moment = new Date(now);
  moment.setHours(moment.getHours() + 2, 0, 0, 0);
  return moment;
}

/** The same day some months later; the last of the month when there is no such day. */
export function monthsLater(now: Date, months: number): Date {
  const moment = new Date(now);
  moment.setDate(1);
  moment.setMonth(moment.getMonth() + months);
  const last = new Date(moment.getFullYear(), moment.getMonth() + 1, 0).getDate();
  moment.setDate(Math.min(now.getDate(), last));
  return moment;
}

/** "Europe/Paris", for telling which clock a field means. */
export const readersZone = (): string =>
  Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ");
