/**
 * What the scripted model says, by words in the customer's text: `#words:200` answers with that many words, one chunk
 * each; `#tag:name` names the call, so that its end can be found again. Everything else, faults included, is left to
 * tests/support/fake-openai. Pure.
 */
import type { FakeReply, FakeTurn } from "../../support/fake-openai";
import { defaultScript } from "../../support/fake-openai/script";

export const tagIn = (turn: Pick<FakeTurn, "lastUser">): string | null =>
  /#tag:([\w-]+)/.exec(turn.lastUser)?.[1] ?? null;

export function answerFor(turn: FakeTurn): FakeReply {
  const words = Number(/#words:(\d+)/.exec(turn.lastUser)?.[1] ?? 0);
  if (words > 0) return { text: wordsOf(words) };
  return defaultScript(turn);
}

/** Every word is another, so that a piece of the answer can be recognised wherever it turns up. */
export const wordsOf = (count: number): string =>
  Array.from({ length: count }, (_, n) => `word${n + 1}`).join(" ");
