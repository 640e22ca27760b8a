/**
 * One turn of the assistant, from a queued or abandoned run to its terminal state. Owns the lease, the abort and
 * the order of things; what is written and whether it may be is decided by `lib/runs`.
 */
import "server-only";
import type { Model } from "@openai/agents-core";
import { systemViewer } from "@/lib/auth/viewer";
import { escalate } from "@/lib/conversations/escalate";
import { instanceId } from "@/lib/core/instance";
import { log } from "@/lib/core/log";
import { onDoubt, onEvent } from "@/lib/realtime/broker";
import { bookTokens, takeAllowance } from "@/lib/runs/budget";
import { completeRun } from "@/lib/runs/commands";
import { StaleRun } from "@/lib/runs/fence";
import { type Claimed, claimRun, heartbeat } from "@/lib/runs/lease";
import { parkRun } from "@/lib/runs/park";
import { configuredModel, modelForTurn } from "./agent";
import { alertModelTrouble } from "./alerts";
import type { TurnDialogue } from "./dialogue";
import { EmptyAnswer, endTurn, parkedFor, Released, TurnTimeout, UnreadablePast } from "./ending";
import { PassOn, ruleAfter } from "./escalation";
import { Journal } from "./journal";
import { BUILTIN_MODEL_NAME } from "./models/builtin/model";
import type { ModelFailureCode } from "./models/errors";
import { pastOf } from "./resume";
import { forgetSources } from "./sources";
import { speak } from "./speak";
import { AnswerStream } from "./stream";
import { begin } from "./turns";

export { drainTurns } from "./turns";

/** A third of the lease: two may be lost before the run is taken for dead. */
const HEARTBEAT_MS = 4_000;
/** Wall time of a whole turn, from the moment it was queued; tools and lost processes included. */
const TURN_LIMIT_MS = 90_000;
/** What a turn that was taken up late still gets. */
const LAST_CHANCE_MS = 15_000;
const system = systemViewer("turn");

/** The customer has had as many answers as one may have in a day; see `lib/runs/budget.ts`. */
const DAY_IS_OVER = { reason: "budget", urgency: "low", rule: "day_is_over" } as const;

/** Starts the turn of a run in this process and returns at once; the run outlives the request. */
export function startTurn(runId: string, requestId: string): void {
  log().debug({ requestId, runId }, "turn starts");
  begin(runId, (release) => runTurn(runId, release));
}

/** @param release gives the run back to whoever claims it next. */
export async function runTurn(runId: string, release?: AbortSignal): Promise<void> {
  const model = configuredModel();
  const claimed = await claimRun(system, {
    runId,
    instance: instanceId(),
    provider: model.label,
    model: model.name,
  });
  if (!claimed) return;
  const { viewer } = claimed;
  const [past, allowance] = await Promise.all([pastOf(claimed), takeAllowance(viewer)]);
  const abort = new AbortController();
  const stream = new AnswerStream(
    viewer,
    (reason) => abort.abort(reason),
    (past?.progress?.nextChunk ?? 1) - 1,
  );
  const isFree = model.name === BUILTIN_MODEL_NAME;
  const journal = new Journal(viewer, claimed.messageSeq, past?.progress, isFree);
  const stopWatching = keepAlive(claimed, abort, release);
  let fallbackFrom: string | null = null;
  let dialogue: TurnDialogue | null = null;
  /** What every end of the turn leaves behind, with the text that was said. */
  const left = (text: string) => ({
    ...journal.account(),
    ...dialogue?.close({ text, calls: journal.finished, tickets: [] }),
  });
  try {
    if (!past) throw new UnreadablePast();
    if (allowance === "none" || (allowance === "free" && !isFree && !model.fallback))
      throw new PassOn(DAY_IS_OVER);
    const fallBack = (from: ModelFailureCode | "budget") => {
      fallbackFrom = from;
      stream.fallback();
      journal.fellBack();
    };
    const modelFor = async (builtin: Model) => {
      if (allowance === "free" && !isFree) {
        fallBack("budget");
        return builtin;
      }
      return modelForTurn(builtin, ({ code }) => {
        fallBack(code);
        void alertModelTrouble(code);
      });
    };
    const { hasWaited } = claimed;
    const signal = abort.signal;
    const { waiting, record } = await speak({
      viewer,
      past,
      hasWaited,
      modelFor,
      opened: (taken) => {
        dialogue = taken;
      },
      stream,
      journal,
      signal,
    });
    if (signal.aborted) throw signal.reason;
    await stream.drain();
    await journal.settled();
    if (waiting.length > 0) {
      const parked = parkedFor(waiting);
      await parkRun(viewer, { ...parked, ...left(parked.notice) });
      log().info({ runId, calls: waiting.length }, "turn waits for a decision");
      return;
    }
    const answer = stream.result();
    if (!answer.text) throw new EmptyAnswer();
    const rule = ruleAfter(record, journal.finished, answer.text);
    if (rule) {
      await journal.passedOn(rule);
      const end = { state: "completed", shown: answer, fallbackFrom, ...left(answer.text) } as const;
      await escalate(viewer, rule, end);
      log().info({ runId, rule: rule.rule }, "turn passed on after its answer");
      return;
    }
    await completeRun(viewer, { ...answer, ...left(answer.text), fallbackFrom });
    log().info({ runId, model: model.name, fallbackFrom, ...journal.usage }, "turn completed");
  } catch (error) {
    await endTurn({ viewer, stream, journal, left }, abort.signal.aborted ? abort.signal.reason : error);
  } finally {
    stopWatching();
    forgetSources(runId);
    await journal.settled();
    await bookTokens(viewer, viewer.customerId, journal.tokensBought()).catch((error: unknown) =>
      log().warn({ runId, err: error }, "the tokens of a turn were not booked"),
    );
  }
}

/** Keeps the lease, and stops the work as soon as the conversation has moved on, on whichever instance. */
function keepAlive(
  { viewer, ageMs, messageSeq }: Claimed,
  abort: AbortController,
  release?: AbortSignal,
): () => void {
  const check = async () => {
    try {
      if (!(await heartbeat(viewer))) abort.abort(new StaleRun());
    } catch (error) {
      log().warn({ runId: viewer.runId, err: error }, "a heartbeat failed");
    }
  };
  const onRelease = () => abort.abort(new Released());
  if (release?.aborted) onRelease();
  release?.addEventListener("abort", onRelease);
  const beat = setInterval(() => void check(), HEARTBEAT_MS);
  const limit = setTimeout(
    () => abort.abort(new TurnTimeout()),
    Math.max(LAST_CHANCE_MS, TURN_LIMIT_MS - ageMs),
  );
  const undo = [
    onEvent((announced) => {
      if (announced.conversationId !== viewer.conversationId) return;
      // What was there when the run began has not ended it.
      if (announced.seq === null || announced.seq > messageSeq) void check();
    }),
    onDoubt(() => void check()),
    () => release?.removeEventListener("abort", onRelease),
  ];
  return () => {
    clearInterval(beat);
    clearTimeout(limit);
    for (const each of undo) each();
  };
}
