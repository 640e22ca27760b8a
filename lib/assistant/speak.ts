/** Runs the SDK agent for one turn and feeds what it does to the stream and the journal. Ends nothing. */
import "server-only";
import type { Model, RunStreamEvent } from "@openai/agents-core";
import type { AssistantViewer } from "@/lib/auth/viewer";
import { type Brief, getBrief } from "@/lib/conversations/brief";
import { episodeFacts } from "@/lib/conversations/episodes";
import { type EpisodeRecord, getEpisodeRecord } from "@/lib/conversations/record";
import { env } from "@/lib/core/env";
import { memoryLines } from "@/lib/memory/queries";
import { listHistory } from "@/lib/messages/queries";
import type { RunItem } from "@/lib/runs/items";
import { doingLabel } from "@/lib/runs/tool-labels";
import { buildAgent, buildRunner, MAX_MODEL_CALLS, toolsForTurn } from "./agent";
import { openDialogue, type TurnDialogue } from "./dialogue";
import { adviceBefore, ruleBefore } from "./escalation";
import { HISTORY_LIMIT, toModelInput } from "./history";
import { buildInstructions } from "./instructions";
import type { Journal } from "./journal";
import { NOTE_CONVERSATION } from "./note-conversation";
import { RecordedModel } from "./recorded-model";
import { catchUp, type Past, spent } from "./resume";
import type { AnswerStream } from "./stream";
import { outcomeOf } from "./tools";
import type { ToolContext, Waiting } from "./tools/define";

export type Speech = {
  viewer: AssistantViewer;
  past: Past;
  /** The run has waited for a decision: what it had done goes after whatever was said meanwhile. */
  hasWaited: boolean;
  /** The model of this turn; given the built-in one, bound to the dialogue. */
  modelFor: (builtin: Model) => Promise<Model>;
  /** Told where the dialogue stands, as soon as that is known. */
  opened: (dialogue: TurnDialogue) => void;
  stream: AnswerStream;
  journal: Journal;
  signal: AbortSignal;
};

export type Spoken = {
  /** Calls that somebody has to decide on before the run can go on. */
  waiting: Waiting[];
  record: EpisodeRecord;
};

/** Resolves when the agent has nothing more to say; rejects as the runner does. */
export async function speak(speech: Speech): Promise<Spoken> {
  const { viewer, past, stream, journal, signal } = speech;
  const [brief, history, ownTools, record, remembered] = await Promise.all([
    getBrief(viewer),
    listHistory(viewer, HISTORY_LIMIT),
    toolsForTurn(),
    getEpisodeRecord(viewer),
    memoryLines(viewer),
  ]);
  const dialogue = openDialogue(brief.dialogue, history, new Date());
  speech.opened(dialogue);
  const builtin = dialogue.model();
  const model = await speech.modelFor(builtin);
  const note = model === builtin ? null : dialogue.tool();
  const tools = note ? [...ownTools, note] : ownTools;
  // All of it is this customer's own: they wrote it or were told it.
  stream.allow([brief, history, remembered]);
  const opening = { history, record, hasInstruction: brief.instruction !== null };
  // What a run has begun or waited for was let through when it began.
  const rule = past.items.length > 0 || speech.hasWaited ? null : ruleBefore(opening);
  if (rule) throw rule;
  const advice = adviceBefore(opening);
  journal.signals = advice.signals;
  const { answers, calls, made } = spent(past.items, viewer.runId);
  const context: ToolContext = {
    conversationId: viewer.conversationId,
    customerId: viewer.customerId,
    runId: viewer.runId,
    epoch: viewer.epoch,
    attempt: viewer.attempt,
    calls,
    made,
    policies: brief.policies,
    admissions: new Map(),
    waiting: [],
  };
  const items = await catchUp(past, { context, tools, stream, journal });
  if (!items) return { waiting: context.waiting, record };
  const input = toModelInput(history, speech.hasWaited ? atTheEnd(items, viewer.runId) : items);
  const facts = [...remembered, ...dialogue.lines(), ...advice.lines];
  const runner = buildRunner(new RecordedModel(model, journal));
  const run = await runner.run(buildAgent(instructionsFor(brief, facts), tools), input, {
    stream: true,
    signal,
    context,
    maxTurns: Math.max(1, MAX_MODEL_CALLS - answers),
  });
  for await (const event of run) relay(event, stream, journal);
  await run.completed;
  return { waiting: context.waiting, record };
}

/** The run's own steps, as if they had only now been taken: its result is news, whatever was answered before. */
const atTheEnd = (items: readonly RunItem[], runId: string): RunItem[] =>
  items.map((item) => (item.runId === runId ? { ...item, messageSeq: Number.MAX_SAFE_INTEGER } : item));

function instructionsFor(brief: Brief, facts: readonly string[]): string {
  const timeZone = brief.timeZone ?? "UTC";
  return buildInstructions({
    company: env().COMPANY_NAME,
    customerName: brief.customerName,
    facts: [...episodeFacts(brief.previously), ...facts],
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
    const { data } = event;
    if (data.type === "output_text_delta") {
      stream.text(data.delta);
      journal.firstText();
    }
    if (data.type === "response_done") stream.endText();
    return;
  }
  if (event.type !== "run_item_stream_event") return;
  const item = event.item.rawItem;
  // Bookkeeping of the model's own: nothing that a customer would want to watch.
  if (item && "name" in item && item.name === NOTE_CONVERSATION) {
    if (event.name === "tool_output" && item.type === "function_call_result") journal.toolDone(item);
    return;
  }
  if (event.name === "tool_called" && item?.type === "function_call") {
    stream.toolCall(item.callId, item.name);
    stream.activity(
      { callId: item.callId, tool: item.name, label: doingLabel(item.name), href: null, state: "running" },
      false,
    );
  }
  if (event.name === "tool_approval_requested" && item?.type === "function_call") {
    const { callId, name: tool } = item;
    stream.activity({ callId, tool, label: doingLabel(tool), href: null, state: "waiting" }, false);
  }
  if (event.name === "tool_output" && item?.type === "function_call_result") {
    const done = journal.toolDone(item);
    const { activity, isReceipt } = outcomeOf(item, done);
    stream.allow(done.result, done.name === "search_knowledge_base");
    stream.toolResult(item.callId, !done.failed);
    stream.activity(activity, isReceipt);
  }
}
