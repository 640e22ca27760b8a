/**
 * Answering from the knowledge base: search, quote, and be honest when nothing was found. The third miss in a row
 * brings in a person. Pure.
 */
import { composeAnswer } from "../answer";
import { concepts } from "../lexicon";
import { SAY } from "../phrases";
import { passagesOf, productsOf } from "../results";
import { contentStems, words } from "../text";
import { call, escalate, isStep, outcomesOf, read, type Situation, type Step, say } from "./base";
import { listProducts } from "./records";

export const FAILURES_BEFORE_PERSON = 3;
const MAX_RESULTS = 5;
const MAX_RESULTS_FOR_MORE = 8;
const SEARCH = "search_knowledge_base";
const QUERY_LIMIT = 400;

interface Options {
  /** "Tell me more": what was said already is not repeated. */
  more?: boolean;
  /** Offer a ticket or a person after the answer too: the matter needs an act that no tool does. */
  offerAfter?: boolean;
}

export function answerQuestion(situation: Situation, question: string, options: Options = {}): Step {
  const query = question.slice(0, QUERY_LIMIT);
  const limit = options.more ? MAX_RESULTS_FOR_MORE : MAX_RESULTS;
  const result = read(situation, SEARCH, { query, category: null, max_results: limit });
  if (isStep(result)) return result;
  const { answerable, passages } = passagesOf(result);
  if (answerable) {
    const answer = composeAnswer(question, passages, options.more ? situation.state.lastAnswer : "");
    if (answer) return say(options.offerAfter ? `${answer.text}\n\n${SAY.offer}` : answer.text);
    return say(`${SAY.nothingMore} ${SAY.offer}`);
  }
  if (options.more) return say(`${SAY.nothingMore} ${SAY.offer}`);
  return (
    searchAgain(situation, question, limit) ?? productsInstead(situation, question) ?? notFound(situation)
  );
}

/** A long message may hide its question among words that no article has: ask once more with the telling words only. */
function searchAgain(situation: Situation, question: string, limit: number): Step | null {
  if (outcomesOf(situation, SEARCH).length > 1) return null;
  const telling = words(question).filter((word) => word.length > 3 && contentStems(word).length > 0);
  if (words(question).length < 10 || telling.length < 3) return null;
  const query = [...new Set(telling)].slice(0, 12).join(" ");
  return call(SEARCH, { query, category: null, max_results: limit });
}

function productsInstead(situation: Situation, question: string): Step | null {
  if (!situation.tools.has("search_products")) return null;
  const touched = concepts(question);
  if (!touched.includes("product") && !touched.includes("shop")) return null;
  const outcome = outcomesOf(situation, "search_products").at(-1);
  if (!outcome) return call("search_products", { query: question.slice(0, QUERY_LIMIT), category: null });
  const products = outcome.result ? productsOf(outcome.result) : [];
  return products.length > 0 && touched.includes("shop") ? say(listProducts(products)) : null;
}

function notFound(situation: Situation): Step {
  const { state } = situation;
  if (state.reading.intent === "out_of_scope" && state.reading.confidence > 0.5) return say(SAY.outOfScope);
  if (state.failures + 1 >= FAILURES_BEFORE_PERSON) return escalate(situation, "missing_knowledge", "medium");
  const isVague =
    contentStems(state.message).length < 2 ||
    (words(state.message).length <= 3 && state.reading.confidence < 0.2);
  if (isVague && !state.clarified && state.failures === 0) return say(SAY.clarify);
  return say(`${SAY.notFound} ${SAY.offer}`);
}
