/** What counts as a question that the knowledge base did not answer, and how a gap goes on. Pure. */

export const gapStates = ["open", "drafted", "solved", "dismissed"] as const;
export type GapState = (typeof gapStates)[number];

/** How a question came to be here, the more telling later: a question that took several ways keeps the last. */
export const sources = ["help_center", "search", "rating", "person"] as const;
export type Source = (typeof sources)[number];

/** Reasons that say by themselves that something could not be answered. */
const lacking = ["missing_knowledge", "low_confidence"];
/** Reasons behind which a missing answer may stand: they count when a search had found none. */
const perhaps = ["customer_request", "frustration", "pending_clarification"];
/** A person had to decide: often on one case, of which no article could tell. It counts when something was asked. */
const decided = ["policy"];

/** Whether a conversation that was passed on for this reason says something about the knowledge base. */
export const tellsOfGap = (
  reason: string,
  { searchFailed, isAsked }: { searchFailed: boolean; isAsked: boolean },
): boolean =>
  lacking.includes(reason) ||
  (searchFailed && perhaps.includes(reason)) ||
  ((searchFailed || isAsked) && decided.includes(reason));

export type GapAct = "draft" | "publish" | "dismiss" | "reopen" | "askedAgain";

/** What the act makes of a gap; null: it changes nothing or cannot be done. */
export function nextState(state: GapState, act: GapAct): GapState | null {
  switch (act) {
    case "draft":
      return state === "dismissed" ? null : "drafted";
    case "publish":
      return state === "open" || state === "drafted" ? "solved" : null;
    case "dismiss":
      return state === "dismissed" ? null : "dismissed";
    case "reopen":
      return state === "open" ? null : "open";
    // Dismissed means: not even when it comes up again.
    case "askedAgain":
      return state === "solved" ? "open" : null;
  }
}

/** Seconds in which a question loses as much weight as a doubling of its number gives. */
export const FADES_IN = 14 * 86_400;

/** Words for why a question is here. */
export const sourceLabel: Record<Source, string> = {
  search: "The assistant found nothing",
  rating: "The answer was not helpful",
  person: "A person had to answer",
  help_center: "Help center search",
};
