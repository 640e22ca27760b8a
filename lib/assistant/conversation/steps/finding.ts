/**
 * Looking something up in the help center: which words to search with, and when to search once more with others. At most
 * two searches for one question, and none is thrown away. Pure.
 */
import { ownQuestion } from "../asks";
import { type Passage, passagesOf } from "../results";
import { contentStems, words } from "../text";
import { type Call, call, isStep, outcomesOf, read, type Situation, type Step } from "./base";

export const SEARCH = "search_knowledge_base";
export const QUERY_LIMIT = 400;
const MAX_RESULTS = 5;
const MAX_RESULTS_FOR_MORE = 8;
/** From this many words on, the sentence that asks is searched for first: the rest is a story. */
const STORY = 25;
/** Words that name a field: an answer without the one that was asked for is about something else. */
const FIELD =
  /^(?:warrant(?:y|ies)|guarantees?|returns?|refunds?|deliver(?:y|ies)|shipping|memberships?|invoices?|repairs?)$/;

export interface Found {
  /** What the passages are to answer. */
  question: string;
  passages: Passage[];
  answerable: boolean;
}

export function searchFor(query: string): Call {
  return { name: SEARCH, args: { query, category: null, max_results: MAX_RESULTS } };
}

/**
 * @param about the earlier question that this one leans on
 * @param more whether what was found before is known already
 */
export function find(situation: Situation, given: string, { about = "", more = false } = {}): Found | Step {
  const asked = ownQuestion(given);
  const question = asked && words(given).length > STORY ? asked : given;
  // Said again, the earlier question outweighs the few words that were added to it.
  const query = `${about ? `${about}\n${about}\n` : ""}${question}`.slice(0, QUERY_LIMIT);
  const args = { query, category: null, max_results: more ? MAX_RESULTS_FOR_MORE : MAX_RESULTS };
  const isPlain = !situation.scoped && !more && !about;
  const done = outcomesOf(situation, SEARCH);
  const results = isPlain ? done.flatMap(({ result }) => (result ? [passagesOf(result)] : [])) : [];
  const [first, second] = results;
  if (!first) {
    const result = read(situation, SEARCH, args);
    return isStep(result) ? result : { question, ...passagesOf(result) };
  }
  const again = done.length === 1 ? secondQuery(given, question, asked, first) : null;
  if (again) return call(SEARCH, { ...args, query: again.slice(0, QUERY_LIMIT) });
  if (!second?.answerable) return { question, ...first };
  if (!first.answerable) return { question, ...second };
  return { question, answerable: true, passages: merged(second.passages, first.passages) };
}

export function merged(first: readonly Passage[], more: readonly Passage[]): Passage[] {
  const refs = new Set(first.map(({ ref }) => ref));
  return [...first, ...more.filter(({ ref }) => !refs.has(ref))];
}

function secondQuery(
  given: string,
  question: string,
  asked: string | null,
  { answerable, passages }: Omit<Found, "question">,
): string | null {
  if (answerable) return missing(question, passages);
  if (question !== given) return given;
  if (asked && asked !== given) return asked;
  // A question may hide among words that no article has: the telling ones alone.
  const telling = words(question).filter((word) => word.length > 3 && contentStems(word).length > 0);
  if (words(question).length < 10 || telling.length < 3) return null;
  return [...new Set(telling)].slice(0, 12).join(" ");
}

/** "How long is the warranty on Kist storage?" is not answered by articles about Kist alone. */
export function missing(question: string, passages: readonly Passage[]): string | null {
  const held = new Set(passages.flatMap(({ title, heading }) => contentStems(`${title} ${heading ?? ""}`)));
  const left = words(question).filter((word) => {
    const [stem] = contentStems(word);
    return stem !== undefined && !held.has(stem) && FIELD.test(word);
  });
  return left.length > 0 ? [...new Set(left)].join(" ") : null;
}
