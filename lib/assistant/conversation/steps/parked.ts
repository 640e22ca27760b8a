/** Telling the outcome of a write that had to wait for a person, when its run goes on. Pure. */

import type { Parked } from "../dialogue-state";
import type { ToolOutcome } from "../results";
import type { Situation, Step } from "./base";
import { carryOut } from "./writes";

/** Null when nothing that waited has come back. */
export function reportParked(situation: Situation): Step | null {
  const { parked } = situation.state;
  for (const each of parked) {
    const outcome = returned(situation, each);
    if (outcome) return carryOut({ ...situation, outcomes: [outcome, ...situation.outcomes] }, each.request);
  }
  return null;
}

/** Its result, if this run is the one that waited: it lies before later messages, or no newer one waits for an answer. */
export function returned({ state, outcomes, earlier = [] }: Situation, { tool }: Parked): ToolOutcome | null {
  const before = earlier.filter((outcome) => outcome.name === tool).at(-1);
  const now = state.waiting ? undefined : outcomes.filter((outcome) => outcome.name === tool).at(-1);
  return before ?? now ?? null;
}
