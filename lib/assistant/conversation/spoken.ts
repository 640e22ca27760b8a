/** How values of records are said to people: dates, statuses. Pure. */

const date = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** An ISO date as words; anything else stays as the tool wrote it. */
export function spokenDate(value: string): string {
  if (!/^\d{4}-\d{2}-\d{2}/.test(value)) return value;
  const time = Date.parse(value);
  return Number.isNaN(time) ? value : date.format(time);
}

/** A status as words. */
export function readable(value: string): string {
  return value.replace(/_/g, " ");
}
