/** The lists of the inbox by name. Pure. */
export const views = ["queue", "mine", "all"] as const;
export type View = (typeof views)[number];
export type Counts = { queue: number; mine: number };

/** The list beside the conversations: what waits for somebody's approval. */
export const APPROVALS = "approvals";

/** Anything that is not a list's name means the queue. */
export const asView = (value: string | null): View => views.find((view) => view === value) ?? "queue";

export const viewLabel: Record<View, string> = { queue: "Queue", mine: "Mine", all: "All" };
