/**
 * What the fake server answers. The default script plays a well-behaved model: it searches before it answers, quotes
 * the first passage with its marker, opens a ticket or hands over when asked. Faults are in faults.ts.
 */
import type { FakeTurn } from "./request";

export interface FakeCall {
  name: string;
  /** A string is sent as it is, for arguments that are no JSON. */
  arguments: Record<string, unknown> | string;
  /** Without one, the call gets an id of its own. */
  id?: string;
}

export type FakeReply = { text: string } | { calls: FakeCall[] };

export const SEARCH = "search_knowledge_base";

export type Script = (turn: FakeTurn) => FakeReply;

export const defaultScript: Script = (turn) => {
  const result = turn.toolResults.at(-1);
  if (result) return { text: afterTool(result.name, result.output) };
  const said = turn.lastUser.trim();
  const has = (tool: string) => turn.tools.includes(tool);
  if (/\b(?:person|human)\b/i.test(said) && has("escalate_to_human")) {
    return one("escalate_to_human", {
      reason: "customer_request",
      urgency: "medium",
      summary: said.slice(0, 200),
    });
  }
  if (/\b(?:open|create) a ticket\b/i.test(said) && has("create_ticket")) {
    return one("create_ticket", {
      subject: said.slice(0, 80),
      description: said,
      priority: "medium",
      category: "general",
    });
  }
  if (/^(?:hi|hello|hey|thanks|thank you)\b/i.test(said)) return { text: "Hello! How can I help you today?" };
  if (has(SEARCH)) return one(SEARCH, { query: said, category: null, max_results: 5 });
  return { text: `You said: ${said}` };
};

function one(name: string, args: Record<string, unknown>): FakeReply {
  return { calls: [{ name, arguments: args }] };
}

function afterTool(name: string, output: string): string {
  const result = parse(output);
  if (!result || typeof result.error === "string")
    return "I am sorry, that did not work. Shall I bring in a person?";
  if (name === SEARCH) {
    const [first] = Array.isArray(result.results) ? (result.results as Record<string, unknown>[]) : [];
    if (!first)
      return "I could not find this in our help center. Shall I open a ticket, or bring in a person?";
    return `${String(first.passage)} [[${String(first.ref)}]]`;
  }
  if (name === "create_ticket") return `I have opened ticket #${String(result.number)}.`;
  if (name === "escalate_to_human") return String(result.message);
  return "Done.";
}

function parse(output: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(output);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
