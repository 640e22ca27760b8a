/**
 * How a turn ends that did not complete: given back, put off, passed on to a person, or failed with a notice. Whether it
 * may still write anything is decided by `lib/runs`.
 */
import "server-only";
import { MaxTurnsExceededError } from "@openai/agents-core";
import { describeCall, waitingNotice } from "@/lib/approvals/words";
import { type AssistantViewer, systemViewer } from "@/lib/auth/viewer";
import { ESCALATION_TEXT, escalate } from "@/lib/conversations/escalate";
import { getEpisodeRecord } from "@/lib/conversations/record";
import { log } from "@/lib/core/log";
import { toAppError } from "@/lib/core/problem";
import { failRun, keepStopped, type Reckoning } from "@/lib/runs/commands";
import { StaleRun } from "@/lib/runs/fence";
import { releaseRun } from "@/lib/runs/lease";
import type { Parked } from "@/lib/runs/park";
import { alertModelTrouble } from "./alerts";
import { PassOn, ruleAfterFailure } from "./escalation";
import { dropForeignLinks, hideSecrets } from "./guardrails/output";
import type { Journal } from "./journal";
import { classifyModelError, isStop, type ModelFailureCode } from "./models/errors";
import type { AnswerStream } from "./stream";
import type { Waiting } from "./tools/define";

const system = systemViewer("turn");

/** What the customer reads when the model fails; what went wrong exactly is in the log. */
export const FAILURE_NOTICE =
  "The assistant could not answer just now. Your message is kept. You can try again, or talk to a person.";

export type Ending = {
  viewer: AssistantViewer;
  stream: AnswerStream;
  journal: Journal;
  /** What every end of the turn leaves behind, with the text that was said. */
  left: (text: string) => Reckoning;
};

/** What the thread says while calls wait, and a receipt for each of them. */
export function parkedFor(waiting: readonly Waiting[]): Pick<Parked, "notice" | "receipts"> {
  const sentTo = waiting.find((call) => call.for === "identity")?.sentTo ?? null;
  // What a model writes into arguments is as little to be trusted as what it says.
  const shown = waiting.map((call) => ({ ...call, args: presentable(call.args) }));
  return {
    notice: waitingNotice(shown, sentTo),
    receipts: shown.map((call) => ({
      callId: call.callId,
      tool: call.tool,
      label: describeCall(call),
      href: null,
      state: "waiting",
    })),
  };
}

const presentable = (args: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === "string" ? hideSecrets(dropForeignLinks(value, () => false).text).text : value,
    ]),
  );

export class EmptyAnswer extends Error {
  override readonly name = "EmptyAnswer";
}
export class TurnTimeout extends Error {
  override readonly name = "TurnTimeout";
}
/** Saved by a release that this one does not understand, or under another secret. */
export class UnreadablePast extends Error {
  override readonly name = "UnreadablePast";
}
/** The process ends; the run does not. */
export class Released extends Error {
  override readonly name = "Released";
}

/** The terminal state of a turn that did not complete, if it has one. */
export async function endTurn({ viewer, stream, journal, left }: Ending, error: unknown): Promise<void> {
  const { runId } = viewer;
  try {
    if (error instanceof Released) {
      stream.silence();
      await releaseRun(viewer);
      log().info({ runId }, "turn given back");
    } else if (toAppError(error)?.code === "unavailable") {
      // Nothing can be said while the database is away, and nothing needs to be: the run is found by its lease.
      stream.silence();
      log().warn({ runId, err: error }, "turn interrupted by the database");
      await releaseRun(viewer);
    } else if (error instanceof StaleRun || isStop(error)) {
      // Stop, takeover or a newer message: whoever did it has already ended the run.
      stream.endText();
      log().info({ runId }, "turn ended early");
      await keepStopped(system, viewer, { ...stream.result(), ...left("") });
    } else if (error instanceof PassOn) {
      log().info({ runId, rule: error.because.rule }, "turn passed on by rule");
      await journal.passedOn(error.because);
      await escalate(viewer, error.because, { state: "completed", ...left(ESCALATION_TEXT) });
    } else if (error instanceof MaxTurnsExceededError) {
      // A model that keeps calling tools gets nowhere; a person might.
      log().warn({ runId }, "turn used up its model calls");
      await escalate(viewer, { reason: "budget", urgency: "medium" });
      await keepStopped(system, viewer, { ...stream.result(), ...journal.account() });
    } else {
      stream.endText();
      const shown = stream.result();
      const errorCode = codeOf(error);
      log().error({ runId, errorCode, err: error }, "turn failed");
      if (errorCode !== "not_resumable") void alertModelTrouble(errorCode);
      const rule = ruleAfterFailure(await getEpisodeRecord(viewer));
      if (rule) {
        await journal.passedOn(rule);
        const end = { state: "failed", errorCode, shown, ...journal.account() } as const;
        await escalate(viewer, rule, end);
        return;
      }
      const notice = FAILURE_NOTICE;
      await failRun(viewer, { errorCode, notice, shown: shown.text ? shown : null, ...journal.account() });
    }
  } catch (failure) {
    if (!(failure instanceof StaleRun)) throw failure;
  }
}

function codeOf(error: unknown): ModelFailureCode | "not_resumable" {
  if (error instanceof EmptyAnswer) return "model_error";
  if (error instanceof TurnTimeout) return "model_timeout";
  if (error instanceof UnreadablePast) return "not_resumable";
  return classifyModelError(error).code;
}
