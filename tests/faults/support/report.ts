/** What a scenario found: one line `name value limit` for each invariant, and whether it holds. Pure. */

export type Measure = {
  name: string;
  value: number;
  limit: string;
  ok: boolean;
  /** A proof that the fault itself happened: every scenario must bring at least one. */
  isFault: boolean;
};

const round = (value: number) => Math.round(value * 100) / 100;

/** No number (nothing was measured) never holds. */
export const atMost = (name: string, value: number, limit: number): Measure => ({
  name,
  value: round(value),
  limit: `<=${limit}`,
  ok: value <= limit,
  isFault: false,
});

export const atLeast = (name: string, value: number, limit: number): Measure => ({
  name,
  value: round(value),
  limit: `>=${limit}`,
  ok: value >= limit,
  isFault: false,
});

export const exactly = (name: string, value: number, limit: number): Measure => ({
  name,
  value: round(value),
  limit: `=${limit}`,
  ok: value === limit,
  isFault: false,
});

/** How often a fault happened: a scenario whose faults did not fire has shown nothing. */
export const fired = (name: string, count: number, least: number): Measure => ({
  ...atLeast(name, count, least),
  isFault: true,
});

export const lineOf = ({ name, value, limit, ok }: Measure): string =>
  `${name} ${value} ${limit}${ok ? "" : "   <-- falls short"}`;

/** What is wrong with a scenario's measures; empty when everything holds. */
export function shortcomings(measures: readonly Measure[]): string[] {
  const found = measures
    .filter(({ ok }) => !ok)
    .map(({ name, value, limit }) => `${name} is ${value}, not ${limit}`);
  if (!measures.some(({ isFault }) => isFault)) found.push("no measure shows that a fault happened");
  return found;
}

/** The value below which this share of all values lies; NaN, which no limit accepts, when there are none. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
