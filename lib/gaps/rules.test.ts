import { expect, it } from "vitest";
import { escalationReasons } from "@/lib/conversations/schema";
import { type GapAct, gapStates, nextState, tellsOfGap } from "./rules";

it("counts a conversation that was passed on for want of an answer, others after a search that failed or a question", () => {
  const counted = (searchFailed: boolean, isAsked: boolean) =>
    escalationReasons.filter((reason) => tellsOfGap(reason, { searchFailed, isAsked }));
  expect(counted(false, false)).toEqual(["missing_knowledge", "low_confidence"]);
  expect(counted(false, true)).toEqual(["missing_knowledge", "policy", "low_confidence"]);
  expect(counted(true, false)).toEqual([
    "customer_request",
    "frustration",
    "missing_knowledge",
    "policy",
    "low_confidence",
    "pending_clarification",
  ]);
});

it("leads from every state by every act to one state or nowhere", () => {
  const acts: GapAct[] = ["draft", "publish", "dismiss", "reopen", "askedAgain"];
  const table = gapStates.map((state) => [state, ...acts.map((act) => nextState(state, act))]);
  expect(table).toEqual([
    ["open", "drafted", "solved", "dismissed", null, null],
    ["drafted", "drafted", "solved", "dismissed", "open", null],
    ["solved", "drafted", null, "dismissed", "open", "open"],
    ["dismissed", null, null, null, "open", null],
  ]);
});
