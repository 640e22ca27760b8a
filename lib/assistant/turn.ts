/**
 * One turn of the assistant, from a queued run to its terminal state. Owns the lease, the abort and the
 * order of things; what is written and whether it may be is decided by `lib/runs`.
 */
import "server-only";
import type { RunStreamEvent } from "@openai/agents-core";
import { type AssistantViewer, systemViewer } from "@/lib/auth/viewer";
import { type Brief, getBrief } from "@/lib/conversations/brief";
import { env } from "@/lib/core/env";
import { instanceId } from "@/lib/core/instance";
import { log } from "@/lib/core/log";
import { listHistory } from "@/lib/messages/queries";
import { onDoubt, onEvent } from "@/lib/realtime/broker";
import { claimRun, completeRun, failRun, heartbeat, keepStopped } from "@/lib/runs/commands";
import { StaleRun } from "@/lib/runs/fence";
import { doingLabel } from "@/lib/runs/tool-labels";
import { buildAgent, buildRunner, configuredModel, MAX_MODEL_CALLS } from "./agent";
import { HISTORY_LIMIT, toModelInput } from "./history";
import { buildInstructions } from "./instructions";
import { Journal } from "./journal";
import { classifyModelError, isStop } from "./models/errors";
import { forgetSources } from "./sources";
import { AnswerStream } from "./stream";
import { receiptFor } from "./tools";
import type { ToolContext } from "./tools/define";

const HEARTBEAT_MS = 5_000;
/** Wall time of a whole turn, tools included. */
const TURN_LIMIT_MS = 90_000;
const system = systemViewer("turn");

/** What the customer reads when the model fails; what went wrong exactly is in the log. */
export const FAILURE_NOTICE =
  "The assistant could not answer just now. Your message is kept. You can try again, or talk to a person.";

/** Starts the turn of a queued run in this process and returns at once; the run outlives the request. */
export function startTurn(runId: string, requestId: string): void {
  runTurn(runId).catch((error: unknown) => {
    // Only the database can make this fail; the sweeper ends the run when its lease passes.
    log().error({ requestId, runId, err: error }, "a turn was lost");
  });
}

export async function runTurn(runId: string): Promise<void> {
  const model = configuredModel();
  const viewer = await claimRun(system, {
    runId,
    instance: instanceId(),
    provider: model.label,
    model: model.name,
  });
  if (!viewer) return;
  const abort = new AbortController();
  const stream = new AnswerStream(viewer, (reason) => abort.abort(reason));
  const release = keepAlive(viewer, abort);
  const journal = new Journal(viewer);
  try {
    const usage = await speak(viewer, stream, journal, abort.signal);
    if (abort.signal.aborted) throw abort.signal.reason;
    await stream.drain();
    await journal.settled();
    const answer = stream.result();
    if (!answer.text) throw new EmptyAnswer();
    await completeRun(viewer, { ...answer, usage });
    log().info({ runId, model: model.name, ...usage }, "turn completed");
  } catch (error) {
    await end(viewer, stream, error);
  } finally {
    release();
    forgetSources(runId);
    await journal.settled();
  }
}

class EmptyAnswer extends Error {
  override readonly name = "EmptyAnswer";
}
class TurnTimeout extends Error {
  override readonly name = "TurnTimeout";
}

/** Runs the agent and feeds what it does to the stream and the journal; answers the tokens it used. */
async function speak(viewer: AssistantViewer, stream: AnswerStream, journal: Journal, signal: AbortSignal) {
  const [brief, history] = await Promise.all([getBrief(viewer), listHistory(viewer, HISTORY_LIMIT)]);
  const context: ToolContext = {
    conversationId: viewer.conversationId,
    customerId: viewer.customerId,
    runId: viewer.runId,
    epoch: viewer.epoch,
    attempt: viewer.attempt,
  };
  const run = await buildRunner().run(buildAgent(instructionsFor(brief)), toModelInput(history), {
    stream: true,
    signal,
    context,
    maxTurns: MAX_MODEL_CALLS,
  });
  journal.modelStarted();
  for await (const event of run) relay(event, stream, journal);
  await run.completed;
  const { requests, inputTokens, outputTokens } = run.state.usage;
  return { requests, inputTokens, outputTokens };
}

function instructionsFor(brief: Brief): string {
  const timeZone = brief.timeZone ?? "UTC";
  return buildInstructions({
    company: env().COMPANY_NAME,
    customerName: brief.customerName,
    facts: brief.episode > 1 ? ["The conversation was resolved before and has been opened again."] : [],
    handBack: brief.instruction
      ? { from: brief.instruction.from, instruction: brief.instruction.text }
      : null,
    // "sv-SE" writes dates as YYYY-MM-DD.
    today: new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date()),
    timeZone,
    language: brief.language,
  });
}

function relay(event: RunStreamEvent, stream: AnswerStream, journal: Journal): void {
  if (event.type === "raw_model_stream_event") {
    const data = event.data;
    if (data.type === "output_text_delta") {
      stream.text(data.delta);
      journal.firstText();
    }
    if (data.type === "response_done") {
      stream.endText();
      journal.modelDone(data.response.usage?.totalTokens ?? null);
    }
    return;
  }
  if (event.type !== "run_item_stream_event") return;
  const item = event.item.rawItem;
  if (event.name === "tool_called" && item?.type === "function_call") {
    journal.toolStarted(item.callId, item.name, item.arguments);
    stream.toolCall(item.callId, item.name);
    stream.activity(
      { callId: item.callId, tool: item.name, label: doingLabel(item.name), href: null, state: "running" },
      false,
    );
  }
  if (event.name === "tool_output" && item?.type === "function_call_result") {
    const { args, result, failed } = journal.toolDone(item.callId, item.output);
    const receipt = failed ? null : receiptFor(item.name, args, result);
    stream.toolResult(item.callId, !failed);
    stream.activity(
      {
        callId: item.callId,
        tool: item.name,
        label: receipt?.label ?? doingLabel(item.name),
        href: receipt?.href ?? null,
        state: failed ? "failed" : "done",
      },
      receipt !== null,
    );
    journal.modelStarted();
  }
}

/** Keeps the lease, and stops the work as soon as the conversation has moved on, on whichever instance. */
function keepAlive(viewer: AssistantViewer, abort: AbortController): () => void {
  const check = async () => {
    try {
      if (!(await heartbeat(viewer))) abort.abort(new StaleRun());
    } catch (error) {
      log().warn({ runId: viewer.runId, err: error }, "a heartbeat failed");
    }
  };
  const beat = setInterval(() => void check(), HEARTBEAT_MS);
  const limit = setTimeout(() => abort.abort(new TurnTimeout()), TURN_LIMIT_MS);
  const undo = [
    onEvent((announced) => {
      if (announced.conversationId === viewer.conversationId) void check();
    }),
    onDoubt(() => void check()),
  ];
  return () => {
    clearInterval(beat);
    clearTimeout(limit);
    for (const each of undo) each();
  };
}

/** The terminal state of a turn that did not complete. */
async function end(viewer: AssistantViewer, stream: AnswerStream, error: unknown): Promise<void> {
  stream.endText();
  const shown = stream.result();
  if (error instanceof StaleRun || isStop(error)) {
    // Stop, takeover or a newer message: whoever did it has already ended the run.
    log().info({ runId: viewer.runId }, "turn ended early");
    await keepStopped(system, viewer, shown);
    return;
  }
  const errorCode =
    error instanceof EmptyAnswer
      ? "model_error"
      : error instanceof TurnTimeout
        ? "model_timeout"
        : classifyModelError(error).code;
  log().error({ runId: viewer.runId, errorCode, err: error }, "turn failed");
  try {
    await failRun(viewer, { errorCode, notice: FAILURE_NOTICE, shown: shown.text ? shown : null });
  } catch (failure) {
    if (!(failure instanceof StaleRun)) throw failure;
  }
}
