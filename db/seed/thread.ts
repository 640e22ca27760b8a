/**
 * Plays one dialogue into the rows that the product itself would have written: every line takes the next
 * number, every change of hands goes through the rules of `lib/conversations/lifecycle.ts`.
 */
import type { HandoverPackage } from "@/db/schema/conversations";
import { ESCALATION_TEXT } from "@/lib/conversations/escalate";
import { reasonLabel } from "@/lib/conversations/schema";
import type { Line } from "./dialogues/script";
import { packageOf } from "./handover";
import { ASSISTANT, Ledger, SYSTEM } from "./ledger";
import { idOf } from "./random";
import { finishRun, type RunRows, type ToolCall } from "./runs";
import type { Scene, Thread } from "./scene";
import { type OpenTicket, type TicketRow, ticketOf } from "./tickets";

export function play(scene: Scene): Thread {
  const writer = new ThreadWriter(scene);
  scene.lines.forEach((line, n) => {
    writer.at = new Date(scene.start.getTime() + (scene.times[n] ?? 0));
    writer.take(line, scene.lines[n + 1]);
  });
  return writer.finish();
}

class ThreadWriter extends Ledger {
  private readonly runs: RunRows[] = [];
  private readonly tickets: TicketRow[] = [];
  /** Opened by the assistant in the run whose answer comes next. */
  private opened: OpenTicket[] = [];
  private handover: HandoverPackage | null = null;
  private instruction: string | null = null;
  private resolution: "confirmed" | "assumed" | null = null;
  /** The customer message that waits for the assistant's answer. */
  private asked: { seq: number; at: Date; text: string } | null = null;
  private firstQuestion = "";
  private readonly scene: Scene;

  constructor(scene: Scene) {
    super(scene.key, scene.customer, scene.agent, scene.start);
    this.scene = scene;
  }

  take(line: Line, next: Line | undefined): void {
    switch (line.do) {
      case "say":
        this.say(line.by, this.fill(this.scene.random.pick(line.say)));
        return;
      case "answer":
        this.answer(line, next?.do === "escalate" && next.reason === "tool_failure");
        return;
      case "escalate":
        this.escalate(line);
        return;
      case "claim":
      case "takeOver":
        this.change(
          this.agent,
          { type: line.do, agentId: this.scene.agent.id },
          { waitedSeconds: this.waited() },
        );
        this.instruction = null;
        return;
      case "handBack":
        this.change(this.agent, { type: "handBack", agentId: this.scene.agent.id, wantsTurn: false });
        this.instruction = this.fill(line.instruction);
        this.post(this.agent, `Instruction to the assistant: ${this.instruction}`, { kind: "note" });
        return;
      case "ticket":
        this.ticket(line);
        return;
      case "resolve":
        this.resolve(line.as);
        return;
    }
  }

  private say(by: "customer" | "agent" | "note", text: string): void {
    if (by === "note") {
      this.post(this.agent, text, { kind: "note" });
      return;
    }
    if (by === "customer") {
      this.change(this.customer, { type: "customerWrites" });
      this.post(this.customer, text);
      this.firstQuestion ||= text;
      this.held.awaitingReply = true;
      if (this.held.ownerKind === "assistant") this.asked = { seq: this.seq, at: this.at, text };
      else this.waitingSince ??= this.at;
      return;
    }
    this.change(this.agent, { type: "staffReplies", agentId: this.scene.agent.id });
    this.post(this.agent, text);
    Object.assign(this.held, { awaitingReply: false, status: "pending" });
    this.waitingSince = null;
  }

  private answer(line: Extract<Line, { do: "answer" }>, failed: boolean): void {
    const run = this.run(line.tools, failed, "completed");
    const citations = line.cites.map((reference, n) => this.scene.cite(reference, n + 1));
    this.post(ASSISTANT, this.fill(this.scene.random.pick(line.say)), {
      citations,
      receipts: run.receipts,
      runId: run.row.id,
      rating: this.scene.random.weighted([
        [null, 80],
        ["helpful" as const, 16],
        ["not_helpful" as const, failed ? 12 : 3],
      ]),
    });
    this.held.awaitingReply = false;
    this.waitingSince = null;
  }

  /** Closes the assistant's work on the customer's last message, with the tickets it opened. */
  private run(tools: readonly string[], failed: boolean, state: "completed" | "cancelled"): RunRows {
    if (!this.asked) throw new Error(`${this.scene.dialogue.key}: the assistant answers nobody`);
    const id = idOf(`${this.scene.key}:run:${this.runs.length}`);
    const calls: ToolCall[] = tools.map((tool, n) => ({
      callId: `call_${id.slice(0, 8)}_${n + 1}`,
      tool,
      failed,
    }));
    for (const opened of this.opened) {
      const call = calls.find((c) => c.tool === "create_ticket" && !c.ticket);
      const made = call ?? { callId: `call_${id.slice(0, 8)}_t`, tool: "create_ticket", failed: false };
      if (!call) calls.push(made);
      made.ticket = opened;
      opened.row.originRunId = id;
      opened.row.originCallId = made.callId;
    }
    this.opened = [];
    const run = finishRun({
      id,
      conversationId: this.id,
      customerId: this.scene.customer.id,
      epoch: this.held.epoch,
      messageSeq: this.asked.seq,
      question: this.asked.text,
      from: this.asked.at,
      to: this.at,
      state,
      calls,
      random: this.scene.random,
    });
    this.runs.push(run);
    this.asked = null;
    return run;
  }

  private escalate(line: Extract<Line, { do: "escalate" }>): void {
    const byCustomer = line.reason === "customer_request" && this.scene.random.chance(0.5);
    if (this.asked) this.run(byCustomer ? [] : ["escalate_to_human"], false, "cancelled");
    this.opened = [];
    if (!byCustomer) this.post(ASSISTANT, ESCALATION_TEXT);
    this.handover = packageOf(this.messages, {
      ...line,
      question: this.fill(line.question),
      nextStep: this.fill(line.nextStep),
      open: line.open ? this.fill(line.open) : null,
      requestedBy: byCustomer ? "customer" : "assistant",
      at: this.at,
    });
    this.change(
      byCustomer ? this.customer : ASSISTANT,
      { type: "escalate" },
      { reason: line.reason, urgency: line.urgency },
      reasonLabel[line.reason],
    );
    this.held.awaitingReply = true;
    this.instruction = null;
  }

  private ticket(line: Extract<Line, { do: "ticket" }>): void {
    const byAssistant = line.by === "assistant";
    const number = this.scene.nextTicket();
    this.scene.slots.ticket = String(number);
    const row = ticketOf({
      id: idOf(`${this.scene.key}:ticket:${this.tickets.length}`),
      number,
      conversationId: this.id,
      customer: this.scene.customer,
      subject: this.fill(line.subject),
      description: this.fill(line.description),
      category: this.scene.dialogue.category,
      priority: this.scene.random.weighted(Object.entries(this.scene.dialogue.priority) as ["low", number][]),
      tags: line.tags,
      openedBy: byAssistant ? "assistant" : "staff",
      assigneeId: byAssistant ? null : this.scene.agent.id,
      at: this.at,
    });
    this.tickets.push(row);
    if (byAssistant) this.opened.push({ row, number });
    this.event(byAssistant ? ASSISTANT : this.agent, "ticket.opened", null, {
      subject: { type: "ticket", id: row.id },
      data: { number, priority: row.priority, category: row.category },
    });
  }

  private resolve(as: "confirmed" | "assumed"): void {
    const by = as === "confirmed" ? this.customer : this.held.ownerKind === "agent" ? this.agent : SYSTEM;
    this.change(by, { type: "resolve" }, { resolution: as });
    Object.assign(this.held, { awaitingReply: false });
    this.waitingSince = null;
    this.resolution = as;
  }

  private fill(text: string): string {
    return text.replace(/\{(\w+)\}/g, (_, slot: string) => {
      const value = this.scene.slots[slot];
      if (value === undefined) throw new Error(`${this.scene.dialogue.key}: nothing fills {${slot}}`);
      return value;
    });
  }

  finish(): Thread {
    const resolved = this.held.status === "resolved";
    const withPerson = this.held.ownerKind === "agent";
    const lastStaff = this.messages.findLast((m) => m.authorKind === "staff" || m.authorKind === "assistant");
    return {
      conversation: {
        ...this.held,
        id: this.id,
        customerId: this.scene.customer.id,
        subject: this.firstQuestion.replace(/\s+/g, " ").slice(0, 80),
        seq: this.seq,
        urgency: this.handover?.urgency ?? "medium",
        handover: this.handover,
        instruction: this.instruction,
        waitingSince: this.waitingSince,
        lastMessageAt: this.last?.at ?? this.at,
        lastAuthor: this.last?.author ?? null,
        lastExcerpt: this.last?.text.replace(/\s+/g, " ").slice(0, 140) ?? null,
        customerReadSeq: resolved || this.held.ownerKind !== "agent" ? this.seq : (lastStaff?.seq ?? 0) - 1,
        staffReadSeq: resolved ? this.seq : withPerson ? (lastStaff?.seq ?? 0) : 0,
        resolution: this.resolution,
        resolvedAt: resolved ? this.at : null,
        createdAt: this.scene.start,
      },
      messages: this.messages,
      events: this.events,
      runs: this.runs,
      tickets: this.tickets,
    };
  }
}
