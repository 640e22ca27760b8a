/**
 * What the customer hears when a write was not done: refused, not decided in time, not allowed, not confirmed to be
 * theirs, or broken. Always calm, with the reason that was given, and with a way on. Pure.
 */
import type { Offer } from "../moves";
import type { Request } from "../pending";
import { SAY } from "../phrases";
import { shorten } from "../text";
import { escalate, offering, type Situation, type Step, say } from "./base";

const WAITING = /\bwaits? for\b|\bwaiting[ _]for\b/i;
const REFUSED = /\b(?:not approved|rejected|refused|declined|denied)\b/i;
const UNDECIDED = /\bnobody decided\b|\bnot decided\b|\b(?:request|approval) (?:has )?expired\b/i;
const TAKEN_BACK = /\btaken back\b|\brevoked\b/i;
const LATE_CODE = /\bcode was not entered\b/i;
const UNPROVED = /\bidentity_unverified\b|\bprove who they are\b|\bcannot check who\b/i;
const FORBIDDEN = /\bcannot be done here\b|\bmay not grant\b/i;
const UNDERSTANDABLE =
  /\b(?:not found|no (?:such )?(?:ticket|order)|does not exist|no ticket|already|cannot be|can't be|can be|must be|invalid|too (?:long|short|many|late)|limit|at most|ago|on its way|has to decide)\b/i;

/** A failed write is never repeated by itself: the customer hears why, or a person takes over. */
export function writeFailed(situation: Situation, error: string, what: string, request?: Request): Step {
  const again: Offer | null = request ? { kind: "restart", request } : null;
  if (WAITING.test(error)) return say(SAY.waiting, { settled: true });
  if (UNPROVED.test(error)) return escalate(situation, "identity_unverified", "medium");
  if (LATE_CODE.test(error))
    return again
      ? say(`${SAY.lateCode} ${SAY.tryAgain}`, { did: "idle", offer: again, settled: true })
      : offering(SAY.lateCode, { did: "idle", settled: true });
  if (UNDECIDED.test(error)) return offering(SAY.undecided, { did: "idle", settled: true });
  if (TAKEN_BACK.test(error)) return offering(SAY.takenBack, { did: "idle", settled: true });
  if (REFUSED.test(error)) {
    const why = reasonIn(error);
    const said = why ? `${SAY.refused} ${SAY.theirReason} ${why}` : SAY.refused;
    return offering(said, { did: "idle", settled: true });
  }
  if (FORBIDDEN.test(error)) return offering(SAY.cannotDecide, { did: "idle", settled: true });
  if (UNDERSTANDABLE.test(error)) {
    const said = `I could not ${what}: ${shorten(error, 200).replace(/[.\s]+$/, "")}.`;
    return request?.kind === "request_refund"
      ? offering(said, { settled: true })
      : say(said, { settled: true });
  }
  return escalate(situation, "tool_failure", "medium");
}

/** What stands behind the colon of a refusal: the words of whoever refused. */
function reasonIn(error: string): string | null {
  const said =
    /(?:not approved|rejected|refused|declined|denied)[^:]{0,60}:\s*(\S[\s\S]*)$/i.exec(error)?.[1] ?? "";
  const reason = shorten(said, 300)
    .replace(/[“”"]/g, "")
    .replace(/[.\s]+$/, "");
  return reason && reason !== "no reason given" ? `“${reason}.”` : null;
}
