/**
 * What a member of staff asked of the assistant when handing the conversation back: read from the instructions text
 * and split into things it can do. Pure.
 */
import { fold } from "./text";

export interface Instruction {
  from: string;
  text: string;
  steps: InstructionStep[];
}

export type InstructionStep =
  | { kind: "open_ticket"; about: string }
  | { kind: "close_ticket" | "reopen_ticket"; number: number | null }
  | { kind: "comment"; number: number | null; text: string }
  | { kind: "send"; what: string; method: "email" | "in_app" }
  | { kind: "ask"; what: string }
  | { kind: "tell"; what: string }
  | { kind: "answer"; query: string }
  | { kind: "order_status" }
  | { kind: "escalate" };

const LINE = /^Instruction from ([^:\n]{1,80}):[^\S\n]*(\S.*)$/m;

export function findInstruction(instructions: string): Instruction | null {
  const match = LINE.exec(instructions);
  const from = match?.[1]?.trim();
  const text = match?.[2]?.trim();
  return from && text ? { from, text, steps: readSteps(text) } : null;
}

export function readSteps(text: string): InstructionStep[] {
  return text
    .split(
      /(?:[;.]\s+|,?\s+(?:and )?then\s+|,\s+and\s+|\s+and (?=(?:close|open|re-?open|send|ask|tell|email|answer|explain|let|check|create|notify)\b))/i,
    )
    .flatMap(
      (part) =>
        readStep(
          part
            .replace(/^(?:please|kindly|just|could you|can you)\s+/i, "")
            .replace(/[.!\s]+$/, "")
            .trim(),
        ) ?? [],
    );
}

function readStep(part: string): InstructionStep | null {
  const folded = fold(part);
  if (!folded) return null;
  const numbered = /#?(\d{2,9})\b/.exec(part)?.[1];
  const number = numbered ? Number(numbered) : null;
  if (/^(?:re-?open)\b/.test(folded)) return { kind: "reopen_ticket", number };
  if (
    /^(?:open|create|file|raise|log|make) (?:a |an |the |another |new )*(?:ticket|case|issue)/.test(folded)
  ) {
    return {
      kind: "open_ticket",
      about: part.replace(/^.*?\b(?:ticket|case|issue)\b\s*(?:about|for|on|regarding|:|with)?\s*/i, ""),
    };
  }
  if (/^(?:close|resolve)\b/.test(folded)) return { kind: "close_ticket", number };
  if (/^(?:add|leave|write) (?:a )?(?:comment|note)\b/.test(folded)) {
    return { kind: "comment", number, text: part.replace(/^.*?(?::|\bsaying\b|\bthat\b)\s*/i, "") };
  }
  const asked =
    /^(?:ask|find out|request|collect|get)\b(?: (?:the customer|them|him|her))?(?: (?:for|about|to (?:give|send|share|provide)(?: us| me)?))?\s+(.+)$/i.exec(
      part,
    )?.[1];
  if (asked) return { kind: "ask", what: asked };
  const about = /^(?:tell|inform|remind)\b(?: (?:the customer|them|him|her))? (?:about|of)\s+(.+)$/i.exec(
    part,
  )?.[1];
  if (about) return { kind: "answer", query: about };
  const told =
    /^(?:tell|inform|let|remind|assure|say)\b(?: (?:the customer|them|him|her))?(?: know)?(?: that| to|:)?\s+(.+)$/i.exec(
      part,
    )?.[1];
  if (told) return { kind: "tell", what: told };
  const sent =
    /^(?:send|e-?mail|forward|notify|mail)\b(?: (?:the customer|them|him|her))?(?: (?:about|with|of))?\s+(.+)$/i.exec(
      part,
    )?.[1];
  if (sent)
    return {
      kind: "send",
      what: sent,
      method: /\b(?:in[- ]app|portal|here)\b/i.test(part) ? "in_app" : "email",
    };
  if (/\b(?:order|delivery|shipment)\b/.test(folded) && /^(?:check|look up|give|report|show)\b/.test(folded))
    return { kind: "order_status" };
  if (/^(?:escalate|hand (?:it |this )?(?:over|back to)|bring in)\b/.test(folded))
    return { kind: "escalate" };
  const query =
    /^(?:answer|explain|describe|search|look up|check|help|walk|show|guide)\b(?: (?:the customer|them|him|her))?(?: (?:with|about|for|on|through|how to|their question(?: about)?))?\s*(.*)$/i.exec(
      part,
    )?.[1];
  return query === undefined ? null : { kind: "answer", query: query || part };
}
