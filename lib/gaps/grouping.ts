/** Which group a question belongs to, and which question of a group speaks for it. Pure. */
import { type Rarity, SAME_QUESTION, similarity, type Word, wordsOfQuestion } from "./similarity";

/** A question that is in a group already. */
export type Member = { id: string; gapId: string; text: string };

/** Questions of one group that a new one is compared with: more would tell nothing new. */
export const COMPARED = 8;
/** Questions among which the most central one is chosen. */
export const CENTRAL_AMONG = 40;

/**
 * The group that the question joins; null when it asks something new. A question is near a group when it is near those
 * two of it that it resembles most: near a single one, groups would grow by chains of questions that no longer meet.
 */
export function groupFor(text: string, members: readonly Member[], rarity: Rarity): string | null {
  const asked = wordsOfQuestion(text);
  const near = new Map<string, number[]>();
  for (const { gapId, text: other } of members) {
    const known = near.get(gapId) ?? [];
    if (known.length >= COMPARED) continue;
    known.push(similarity(asked, wordsOfQuestion(other), rarity));
    near.set(gapId, known);
  }
  let best: { gapId: string; score: number } | null = null;
  for (const [gapId, scores] of near) {
    const [first = 0, second = first] = scores.sort((a, b) => b - a);
    const score = (first + second) / 2;
    if (score < SAME_QUESTION) continue;
    if (best === null || score > best.score || (score === best.score && gapId < best.gapId))
      best = { gapId, score };
  }
  return best?.gapId ?? null;
}

export type Asked = { id: string; text: string; times: number };

/**
 * The question that resembles the others most, each as often as it was asked; of equals the shorter, then the one
 * with the smaller id. Null for no questions.
 */
export function mostCentral(questions: readonly Asked[], rarity: Rarity): Asked | null {
  const among = questions.slice(0, CENTRAL_AMONG);
  const read = among.map((question) => ({ question, words: wordsOfQuestion(question.text) }));
  let best: { question: Asked; score: number } | null = null;
  for (const { question, words } of read) {
    const score = read.reduce(
      (sum, { question: other, words: theirs }) =>
        sum + other.times * (other === question ? 1 : similarity(words, theirs, rarity)),
      0,
    );
    if (best === null || isBefore({ question, score }, best)) best = { question, score };
  }
  return best?.question ?? null;
}

function isBefore(
  one: { question: Asked; score: number },
  other: { question: Asked; score: number },
): boolean {
  if (Math.abs(one.score - other.score) > 1e-9) return one.score > other.score;
  const length = one.question.text.length - other.question.text.length;
  return length === 0 ? one.question.id < other.question.id : length < 0;
}

/** The stems by which a question looks for others, the rarest first: cost is bounded whatever it says. */
export const rarest = (words: readonly Word[], rarity: Rarity, most: number): string[] =>
  [...new Set(words.flatMap((word) => [word.stem, ...word.others]))]
    .sort((a, b) => rarity(b) - rarity(a) || (a < b ? -1 : 1))
    .slice(0, most);
