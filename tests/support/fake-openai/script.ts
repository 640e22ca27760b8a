/**
 * What the fake server answers. The default script plays a well-behaved model: it searches before it answers, quotes
 * the first passage with its marker, opens a ticket or hands over when asked. Control words in the user's text ask
 * for a fault instead.
 */
import type { FakeTurn } from "./request";

export type FakeReply = { text: string } | { calls: { name: string; arguments: Record<string, unknown> }[] };

export type Script = (turn: FakeTurn) => FakeReply;

/**
 * `401` `429` `500`: that status. `cut`: the connection breaks in the answer. `eof`: it ends cleanly, without saying
 * that it is complete. `hang`: no answer at all. `stall`: silence in the answer. `malformed`: an event that is no JSON.
 * `empty`: complete, with nothing in it. `length`: cut at the length limit.
 */
export const FAULTS = [
  "401",
  "429",
  "500",
  "cut",
  "eof",
  "hang",
  "stall",
  "malformed",
  "empty",
  "length",
] as const;

export type Fault = (typeof FAULTS)[number];

/** `#until:word` in the user's text: its fault lasts until somebody posts to `/release/word`. */
export const lastsUntil = (turn: FakeTurn): string | null =>
  /#until:([\w-]+)/.exec(turn.lastUser)?.[1] ?? null;

/** What is said when the answer pauses: its first sentence before, its second one after. */
export const HELD_ANSWER = "The first half is here. The second half came later.";

/** `#hold:word`: the answer pauses in its middle, and goes on after a post to `/release/word`. */
export const holdsUntil = (turn: FakeTurn): string | null =>
  /#hold:([\w-]+)/.exec(turn.lastUser)?.[1] ?? null;

export function faultIn(turn: FakeTurn): Fault | null {
  const asked = /#fault:(\w+)/.exec(turn.lastUser)?.[1];
  return FAULTS.find((fault) => fault === asked) ?? null;
}

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
  if (has("search_knowledge_base"))
    return one("search_knowledge_base", { query: said, category: null, max_results: 5 });
  return { text: `You said: ${said}` };
};

function one(name: string, args: Record<string, unknown>): FakeReply {
  return { calls: [{ name, arguments: args }] };
}

function afterTool(name: string, output: string): string {
  const result = parse(output);
  if (!result || typeof result.error === "string")
    return "I am sorry, that did not work. Shall I bring in a person?";
  if (name === "search_knowledge_base") {
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
