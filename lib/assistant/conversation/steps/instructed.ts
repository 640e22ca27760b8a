/**
 * Carrying out what staff asked for on hand back, one step after the other, and saying so. What cannot be mapped to a
 * tool or to words for the customer is answered from the knowledge base, or left to the conversation: internal wording
 * is never repeated to the customer. Pure.
 */

import type { DialogueState } from "../dialogue-state";
import type { Instruction, InstructionStep } from "../instruction";
import { both, PLAIN } from "../moves";
import { newTicket, startTicket, type TicketChange } from "../pending";
import { SAY } from "../phrases";
import { ticketOf, ticketsOf } from "../results";
import { escalate, isStep, latest, read, type Say, type Situation, type Step, say } from "./base";
import { answerQuestion } from "./knowledge";
import { sayOrders } from "./orders";
import { isOpen } from "./records";
import { send } from "./sending";
import { changeTicket, openTicket } from "./writes";

/** True until a text of the assistant shows that it was carried out. */
export function isDue(instruction: Instruction, state: DialogueState): boolean {
  const mine = state.instructionTexts.filter((text) => text.startsWith(opening(instruction)));
  return !mine.some(
    (text) => instruction.steps.length === 0 || instruction.steps.every((step) => evidence(step, text)),
  );
}

function opening(instruction: Instruction): string {
  return `As ${instruction.from} asked`;
}

function evidence(step: InstructionStep, text: string): boolean {
  if (step.kind === "ask" || step.kind === "tell")
    return text.toLowerCase().includes(toCustomer(step.what).toLowerCase());
  if (step.kind === "send") return text.includes(step.what);
  const words: Record<Exclude<InstructionStep["kind"], "ask" | "tell" | "send">, RegExp> = {
    open_ticket: /opened ticket/,
    close_ticket: /closed ticket|no open ticket/,
    reopen_ticket: /reopened ticket|no closed ticket/,
    comment: /added (?:your|a) comment/,
    answer: /./,
    order_status: /order/,
    escalate: /./,
  };
  return words[step.kind].test(text);
}

export function followInstruction(situation: Situation, instruction: Instruction): Step {
  const steps: InstructionStep[] =
    instruction.steps.length > 0 ? instruction.steps : [{ kind: "answer", query: instruction.text }];
  const said: Say[] = [];
  for (const step of steps) {
    const next = carryOutStep(situation, instruction, step);
    if (next.kind === "call") return next;
    said.push(next);
    if (step.kind === "escalate") return next;
  }
  const text = said.reduce((before, { text: next }) => {
    if (before === "") return next;
    return `${before}${/\n/.test(before + next) ? "\n\n" : " "}${next}`;
  }, "");
  const move = said.map((each) => each.move).reduce(both, PLAIN);
  return say(`${opening(instruction)}:${/^(?:\*\*|\d\. |- )/.test(text) ? "\n\n" : " "}${text}`, move);
}

function carryOutStep(situation: Situation, instruction: Instruction, step: InstructionStep): Step {
  const { state } = situation;
  switch (step.kind) {
    case "open_ticket": {
      const about = toCustomer(step.about).replace(/^(?:this|that|it|the customer|them|you)$/i, "");
      const matter =
        [about, state.topics[0]?.question, state.message].find((text) => text && text.length > 3) ??
        instruction.text;
      const started = startTicket("", matter);
      return openTicket(
        situation,
        newTicket({ ...started, description: started.description || matter, asked: "confirm" }),
      );
    }
    case "close_ticket":
    case "reopen_ticket":
    case "comment":
      return changeKnownTicket(situation, step);
    case "send":
      return send(
        situation,
        `${instruction.from} from our support team asked me to send you: ${step.what}`,
        step.method,
        () =>
          say(
            `I have sent you a message ${step.method === "email" ? "by email" : "in the portal"} about this: ${step.what}.`,
          ),
      );
    case "ask":
      return say(`Could you please tell me ${toCustomer(step.what)}?`);
    case "tell":
      return say(sentence(toCustomer(step.what)));
    case "order_status":
      return sayOrders(situation);
    case "escalate":
      return escalate(situation, "policy", "medium", instruction.text);
    case "answer":
      return answerInstructed(situation, step.query);
  }
}

function answerInstructed(situation: Situation, query: string): Step {
  const { state } = situation;
  const refersToCustomer = /^(?:the |their |this )?(?:customer|question|message|them|it|this)?$/i.test(
    query.trim(),
  );
  const question = refersToCustomer ? (state.topics[0]?.question ?? state.message) : query;
  const next = answerQuestion(situation, question || query);
  const isQuote = next.kind === "say" && next.text.includes("[[");
  if (next.kind === "call" ? next.calls.every((call) => call.name.startsWith("search_")) : isQuote)
    return next;
  return say(SAY.back);
}

function changeKnownTicket(
  situation: Situation,
  step: InstructionStep & { kind: "close_ticket" | "reopen_ticket" | "comment" },
): Step {
  const action: TicketChange["action"] =
    step.kind === "comment" ? "comment" : step.kind === "close_ticket" ? "close" : "reopen";
  const opened = latest(situation, "create_ticket")?.result;
  let number = step.number ?? (opened ? ticketOf(opened)?.number : null) ?? situation.state.ticket;
  if (number === null || number === undefined) {
    const result = read(situation, "search_tickets", { status: null, limit: 10 });
    if (isStep(result)) return result;
    const candidates = ticketsOf(result).filter((ticket) => isOpen(ticket) !== (action === "reopen"));
    if (candidates.length !== 1)
      return say(
        candidates.length === 0
          ? `There is no ${action === "reopen" ? "closed" : "open"} ticket.`
          : "There is more than one ticket, so I left them as they are.",
      );
    number = candidates[0]?.number ?? null;
  }
  return changeTicket(situation, {
    kind: "update_ticket",
    asked: "confirm",
    action,
    number,
    value: step.kind === "comment" ? step.text : "",
  });
}

/** Turns words about the customer into words to the customer. */
function toCustomer(text: string): string {
  return text
    .replace(/\b(?:the customer's|their|his|her)\b/gi, "your")
    .replace(/\b(?:the customer|them|they|him)\b/gi, "you")
    .replace(/\byou (?:is|was|has)\b/gi, (match) =>
      /has/i.test(match) ? "you have" : /was/i.test(match) ? "you were" : "you are",
    );
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
