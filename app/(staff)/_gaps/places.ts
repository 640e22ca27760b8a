/** Where the pages of gaps and checks are, and what a list of gaps is asked by its address. */
import { paths } from "@/components/shell/nav";
import { type GapState, gapStates, type Source, sources } from "@/lib/gaps/rules";

export const gapsHref = `${paths.staff.knowledge}/gaps`;
export const checksHref = `${paths.staff.knowledge}/checks`;
export const gapHref = (id: string): string => `${gapsHref}/${id}`;
/** Where an article is written. */
export const editHref = (id: string): string => `${paths.staff.knowledge}/articles/${id}`;
export const conversationHref = (id: string): string => `${paths.staff.inbox}/${id}`;

export type GapView = { state: GapState; source: Source | null };

type Params = Record<string, string | string[] | undefined>;

/** Anything unusable counts as absent. */
export const readGapView = (params: Params): GapView => ({
  state: gapStates.find((state) => state === params.state) ?? "open",
  source: sources.find((source) => source === params.source) ?? null,
});

export function gapViewHref({ state, source }: GapView): string {
  const query = new URLSearchParams({
    ...(state === "open" ? {} : { state }),
    ...(source ? { source } : {}),
  }).toString();
  return query ? `${gapsHref}?${query}` : gapsHref;
}

export const stateLabel: Record<GapState, string> = {
  open: "Open",
  drafted: "Drafted",
  solved: "Solved",
  dismissed: "Dismissed",
};
