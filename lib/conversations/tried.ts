/** What the assistant's tools answered, in one line for the person who takes over, and the step that suggests itself. Pure. */
import type { HandoverPackage } from "@/db/schema/conversations";
import { didLabel } from "@/lib/runs/tool-labels";
import { oneLine } from "./excerpt";

export type ToolCall = { runId: string; tool: string; ok: boolean; args: unknown; result: unknown };

type Fields = Record<string, unknown>;

const RESULT = 160;
const QUOTE = 240;
const SHOWN = 8;

/** Each different call once, failures kept, the newest ones when there are many. */
export function triedOf(calls: readonly ToolCall[]): HandoverPackage["tried"] {
  const once = new Map<string, HandoverPackage["tried"][number]>();
  for (const { tool, ok, args, result } of calls) {
    if (tool === "escalate_to_human" || tool === "note_conversation") continue;
    const said = resultLine(tool, args, result, ok);
    const key = `${tool} ${ok} ${said}`;
    once.delete(key);
    once.set(key, { tool, label: didLabel(tool), ok, result: said });
  }
  return [...once.values()].slice(-SHOWN);
}

/** Null when there is nothing to say beyond what was done. */
export function resultLine(tool: string, args: unknown, result: unknown, ok: boolean): string | null {
  const asked = fields(args);
  const told = fields(result);
  if (!ok) return text(told.error) ? oneLine(text(told.error), RESULT) : null;
  switch (tool) {
    case "search_knowledge_base": {
      const found = list(told.results).map((hit) => text(hit.title));
      const what = asked.query ? `“${oneLine(text(asked.query), 70)}”: ` : "";
      return told.answerable === false || found.length === 0
        ? `${what}nothing that answers it`
        : oneLine(`${what}${[...new Set(found)].slice(0, 3).join(", ")}`, RESULT);
    }
    case "search_tickets":
      return listed(
        list(told.tickets),
        "no tickets",
        ({ number, status }) => `#${text(number)} ${text(status)}`,
      );
    case "list_orders":
      return listed(
        list(told.orders),
        "no orders",
        ({ number, status }) => `${text(number)} ${text(status)}`,
      );
    case "get_order": {
      const refundable = fields(told.refundable);
      const money = refundable.up_to
        ? `, refundable up to ${text(refundable.up_to)}`
        : text(told.refund_note) && `, ${text(told.refund_note)}`;
      return oneLine(`${text(told.number)} ${text(told.status)}${money}`, RESULT);
    }
    case "get_customer":
      return listed(
        list(told.orders),
        "no orders",
        ({ number, status }) => `${text(number)} ${text(status)}`,
      );
    case "search_products":
      return listed(list(told.products), "no products", ({ name }) => text(name));
    case "create_ticket":
    case "update_ticket":
      return told.number ? `Ticket #${text(told.number)}` : null;
    case "request_refund":
      return told.amount
        ? oneLine(`${text(told.amount)} for order ${text(told.order_number)}`, RESULT)
        : null;
    default:
      return null;
  }
}

/** The words of the passages that were found, by the address they are cited by. */
export function passagesIn(calls: readonly ToolCall[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { tool, result } of calls)
    if (tool === "search_knowledge_base")
      for (const hit of list(fields(result).results))
        if (hit.link && hit.passage) found.set(text(hit.link), oneLine(text(hit.passage), QUOTE));
  return found;
}

export type Circumstances = {
  reason: string;
  question: string;
  firstName: string | null;
  promise: string | null;
};

/** A tool that the last call points to, with its arguments; or the beginning of a reply. */
export function suggest(calls: readonly ToolCall[], about: Circumstances): HandoverPackage["suggestion"] {
  const failed = calls.findLast(({ tool, ok }) => !ok && tool !== "escalate_to_human" && WRITES.has(tool));
  if (failed && about.reason === "tool_failure")
    return {
      kind: "tool",
      tool: failed.tool,
      args: fields(failed.args),
      instruction: `Try again: ${didLabel(failed.tool).toLowerCase()}, with ${argsLine(fields(failed.args))}.`,
    };
  const order = calls.findLast(({ tool, ok }) => ok && tool === "get_order");
  const number = order ? text(fields(order.result).number) : "";
  if (
    number &&
    /\b(?:refund|money back|charged|cancel|compensat)/i.test(`${about.question} ${about.promise ?? ""}`)
  ) {
    const upTo = text(fields(fields(order?.result).refundable).up_to);
    const reason = oneLine(about.question, 120);
    return {
      kind: "tool",
      tool: "request_refund",
      args: { order_number: number, amount: null, reason },
      instruction: `Request a refund for order ${number}${upTo ? ` (up to ${upTo})` : ""}. Reason: ${reason}`,
    };
  }
  return { kind: "reply", draft: draftFor(about) };
}

const WRITES = new Set([
  "create_ticket",
  "update_ticket",
  "request_refund",
  "update_customer_profile",
  "send_notification",
]);

function draftFor({ reason, firstName, promise }: Circumstances): string {
  const hello = firstName ? `Hello ${firstName}, ` : "Hello, ";
  if (promise)
    return `${hello}I have taken over from our assistant, and I am looking into what it told you: “${oneLine(promise, 120)}”`;
  switch (reason) {
    case "frustration":
      return `${hello}I am sorry about the trouble you have had. I have read everything above and am taking care of it now.`;
    case "identity_unverified":
      return `${hello}before I can change anything in your account, I have to be sure that it is you.`;
    case "missing_knowledge":
    case "low_confidence":
    case "pending_clarification":
      return `${hello}I have read your question. So that I give you the right answer:`;
    default:
      return `${hello}thank you for waiting. I have read everything above.`;
  }
}

function argsLine(args: Fields): string {
  const pairs = Object.entries(args).filter(([, value]) => value !== null && value !== "");
  return (
    oneLine(pairs.map(([name, value]) => `${name.replaceAll("_", " ")} “${text(value)}”`).join(", "), 400) ||
    "the same details"
  );
}

function listed(items: readonly Fields[], none: string, word: (item: Fields) => string): string {
  if (items.length === 0) return none;
  const rest = items.length > 4 ? ` and ${items.length - 4} more` : "";
  return oneLine(`${items.slice(0, 4).map(word).join(", ")}${rest}`, RESULT);
}

const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const list = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fields) : []);
const text = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
