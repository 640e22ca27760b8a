/** The assistant's work on one message, as its journal would show it. */
import type { Receipt } from "@/db/schema/conversations";
import type { runSteps, runs } from "@/db/schema/runs";
import type { Random } from "./random";
import type { OpenTicket } from "./tickets";

export type ToolCall = { callId: string; tool: string; failed: boolean; ticket?: OpenTicket };
export type RunRows = {
  row: typeof runs.$inferInsert & { id: string };
  steps: (typeof runSteps.$inferInsert)[];
  receipts: Receipt[];
};

type Finished = {
  id: string;
  conversationId: string;
  customerId: string;
  epoch: number;
  messageSeq: number;
  question: string;
  from: Date;
  to: Date;
  state: "completed" | "cancelled";
  calls: readonly ToolCall[];
  random: Random;
};

const labels: Record<string, string> = {
  search_knowledge_base: "Searched the help center",
  search_products: "Searched the catalogue",
  get_customer: "Looked up your account and orders",
  escalate_to_human: "Passed the conversation to our team",
};

export function finishRun(run: Finished): RunRows {
  const { id, customerId, random } = run;
  const length = Math.max(800, run.to.getTime() - run.from.getTime());
  const moment = (share: number) => new Date(run.from.getTime() + Math.round(length * share));
  const inputTokens = 900 + random.between(0, 900) + run.calls.length * 420;
  const outputTokens = 60 + random.between(0, 180);
  const model = { runId: id, customerId, kind: "model", name: "builtin", state: "done" } as const;
  const tools = run.calls.map((call, n) => ({
    runId: id,
    n: n + 2,
    customerId,
    kind: "tool" as const,
    name: call.tool,
    callId: call.callId,
    args: argumentsOf(call, run.question),
    result: call.failed ? null : call.ticket ? { number: call.ticket.number } : { ok: true },
    state: call.failed ? ("failed" as const) : ("done" as const),
    error: call.failed ? "The order system did not answer in time." : null,
    startedAt: moment(0.2),
    endedAt: moment(0.4),
  }));
  const steps: RunRows["steps"] = [
    { ...model, n: 1, tokens: Math.round(outputTokens / 3), startedAt: moment(0.05), endedAt: moment(0.2) },
    ...tools,
  ];
  if (tools.length > 0 && run.state === "completed")
    steps.push({
      ...model,
      n: tools.length + 2,
      tokens: outputTokens,
      startedAt: moment(0.4),
      endedAt: moment(0.95),
    });
  return {
    row: {
      id,
      conversationId: run.conversationId,
      customerId,
      epoch: run.epoch,
      messageSeq: run.messageSeq,
      state: run.state,
      instance: "demo",
      provider: "builtin",
      model: "builtin",
      usage: { requests: steps.filter((s) => s.kind === "model").length, inputTokens, outputTokens },
      createdAt: run.from,
      startedAt: moment(0.02),
      firstTokenAt: run.state === "completed" ? moment(0.45) : null,
      endedAt: run.to,
    },
    steps,
    receipts: run.calls
      .filter((call) => call.tool !== "escalate_to_human")
      .map((call) => ({
        callId: call.callId,
        tool: call.tool,
        label: call.ticket ? `Opened ticket #${call.ticket.number}` : (labels[call.tool] ?? call.tool),
        href: call.ticket ? `/tickets/${call.ticket.number}` : null,
        state: call.failed ? "failed" : "done",
      })),
  };
}

function argumentsOf(call: ToolCall, question: string): Record<string, unknown> {
  if (call.ticket) {
    const { subject, description, priority, category } = call.ticket.row;
    return { subject, description, priority, category };
  }
  if (call.tool === "search_knowledge_base") return { query: question.slice(0, 200), max_results: 5 };
  if (call.tool === "search_products") return { query: question.slice(0, 200) };
  return {};
}
