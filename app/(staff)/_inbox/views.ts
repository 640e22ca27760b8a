/** The lists of the inbox by name. Pure. */
export const views = ["queue", "mine", "all"] as const;
export type View = (typeof views)[number];
export type Counts = { queue: number; mine: number };

/** Anything that is not a list's name means the queue. */
export const asView = (value: string | null): View => views.find((view) => view === value) ?? "queue";
