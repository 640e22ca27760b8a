/**
 * What the scripted model says, by words in the customer's text: `#words:200` answers with that many words, one chunk
 * each; `#call:tool` calls that tool first, on `#ticket:1001` where it needs one; `#tag:name` names the call and marks
 * what the tool makes, so that both can be found again. Everything else, faults included, is left to
 * tests/support/fake-openai. Pure.
 */
import type { FakeReply, FakeTurn } from "../../support/fake-openai";
import { defaultScript } from "../../support/fake-openai/script";

export const tagIn = (turn: Pick<FakeTurn, "lastUser">): string | null =>
  /#tag:([\w-]+)/.exec(turn.lastUser)?.[1] ?? null;

export function answerFor(turn: FakeTurn): FakeReply {
  const words = Number(/#words:(\d+)/.exec(turn.lastUser)?.[1] ?? 0);
  if (words > 0) return { text: wordsOf(words) };
  const name = /#call:(\w+)/.exec(turn.lastUser)?.[1];
  if (name && turn.toolResults.length === 0)
    return { calls: [{ name, arguments: argumentsFor(name, turn) }] };
  return defaultScript(turn);
}

function argumentsFor(name: string, turn: FakeTurn): Record<string, unknown> {
  const mark = `As asked by ${tagIn(turn) ?? "nobody"}`;
  switch (name) {
    case "update_ticket": {
      const number = Number(/#ticket:(\d+)/.exec(turn.lastUser)?.[1]);
      return { number, comment: mark, priority: null, action: null };
    }
    case "send_notification":
      return { message: mark, method: "in_app" };
    case "escalate_to_human":
      return { reason: "customer_request", urgency: "medium", summary: mark };
    default:
      return { subject: mark, description: turn.lastUser, priority: "medium", category: "general" };
  }
}

/** Every word is another, so that a piece of the answer can be recognised wherever it turns up. */
export const wordsOf = (count: number): string =>
  Array.from({ length: count }, (_, n) => `word${n + 1}`).join(" ");
