/**
 * Answering from the knowledge base: search, quote, and be honest when nothing was found. The third miss in a row
 * brings in a person. Pure.
 */
import { composeAnswer } from "../answer";
import { withoutFillers } from "../asks";
import { MAX_TRIES } from "../escalation";
import { concepts } from "../lexicon";
import { partsOf } from "../parts";
import { SAY } from "../phrases";
import { passagesOf, productsOf } from "../results";
import { contentStems, fold, words } from "../text";
import { call, escalate, offering, outcomesOf, type Situation, type Step, say } from "./base";
import { listProducts } from "./catalogue";
import { find, merged, missing, QUERY_LIMIT, SEARCH, searchFor } from "./finding";

interface Options {
  /** "Tell me more": what was said already is not repeated. */
  more?: boolean;
  /** The earlier question that this one leans on. */
  about?: string;
  /** What this one adds to it. */
  focus?: string;
  /** Said before whatever is found. */
  before?: string;
  /** Said, with an offer of a ticket or a person, after the answer too: the matter needs an act that no tool does. */
  offerAfter?: { lead: string; matter: string };
}

export function answerQuestion(situation: Situation, question: string, options: Options = {}): Step {
  const asked = withoutNumbers(plainQuestion(question));
  const step =
    options.more || options.about
      ? answerOne(situation, asked, options)
      : answerAll(situation, asked, options);
  if (step.kind === "call" || !options.before) return step;
  return say(`${options.before} ${step.text}`.replace(/ (?=\*\*|\d\. |[-|] )/, "\n\n"), step.move);
}

/** Greetings and fillers ("wait, …") are in no article, but "wait" may be. */
function plainQuestion(question: string): string {
  const rest = withoutFillers(question);
  return rest.length < fold(question).length && contentStems(rest).length > 0
    ? question.slice(-rest.length)
    : question;
}

/** Numbers of orders name one case; no article could hold them. */
function withoutNumbers(question: string): string {
  return (
    question
      .replace(/\b[a-z]{1,5}-?\d{5,}\b/gi, "")
      .replace(/ {2,}/g, " ")
      .trim() || question
  );
}

/** A message that asks two things is answered in two parts, found by two searches at once. */
function answerAll(situation: Situation, question: string, options: Options): Step {
  const parts = partsOf(question).map((part) => part.slice(0, QUERY_LIMIT));
  if (parts.length < 2 || !situation.tools.has(SEARCH)) return answerOne(situation, question, options);
  const outcomes = outcomesOf(situation, SEARCH);
  if (outcomes.length === 0) return { kind: "call", calls: parts.map(searchFor) };
  const resultOf = (query: string) =>
    outcomes.find(({ args, result }) => result && args.query === query)?.result;
  if (!parts.every(resultOf)) return answerOne(situation, question, options);
  const found = parts.map((part) => ({ part, ...passagesOf(resultOf(part) ?? {}) }));
  const lacking = found.map(({ part, answerable, passages }) =>
    answerable ? missing(part, passages) : null,
  );
  const further = lacking.flatMap((query) =>
    query && !outcomes.some(({ args }) => args.query === query) ? [query] : [],
  );
  if (further.length > 0) return { kind: "call", calls: [...new Set(further)].map(searchFor) };
  const texts = found.flatMap(({ part, answerable, passages }, at) => {
    const more = passagesOf(resultOf(lacking[at] ?? "") ?? {});
    const answer = answerable
      ? composeAnswer(part, merged(more.answerable ? more.passages : [], passages))
      : null;
    return answer ? [answer.text] : [];
  });
  const [first] = texts;
  if (!first) return notFound(situation);
  const said = [...new Set(texts)].join("\n\n");
  if (texts.length < parts.length) return offering(`${said}\n\n${SAY.partNotFound}`, { did: "answered" });
  return answered(said, options);
}

function answered(said: string, { offerAfter }: Options): Step {
  if (!offerAfter) return say(said, { did: "answered" });
  const lead = offerAfter.lead ? `${offerAfter.lead} ` : "";
  return say(`${said}\n\n${lead}${SAY.offer}`, {
    did: "answered",
    offer: { kind: "help", matter: offerAfter.matter },
  });
}

function answerOne(situation: Situation, given: string, options: Options): Step {
  const found = find(situation, given, options);
  if ("kind" in found) return found;
  if (found.answerable) {
    const answer = composeAnswer(found.question, found.passages, {
      told: options.more ? situation.state.told : "",
      focus: options.focus ?? "",
    });
    if (!answer && !options.more) return notFound(situation, options);
    if (answer) return answered(answer.text, options);
  }
  if (options.more) return offering(SAY.nothingMore);
  return productsInstead(situation, given) ?? notFound(situation, options);
}

function productsInstead(situation: Situation, question: string): Step | null {
  if (!situation.tools.has("search_products")) return null;
  const touched = concepts(question);
  if (!touched.includes("product") && !touched.includes("shop")) return null;
  const outcome = outcomesOf(situation, "search_products").at(-1);
  if (!outcome) return call("search_products", { query: question.slice(0, QUERY_LIMIT), category: null });
  const products = outcome.result ? productsOf(outcome.result) : [];
  return products.length > 0 && touched.includes("shop") ? listProducts(products) : null;
}

function notFound(situation: Situation, options: Options = {}): Step {
  const { state } = situation;
  if (state.reading.intent === "out_of_scope" && state.reading.confidence > 0.5)
    return say(SAY.outOfScope, { did: "idle" });
  if (!situation.scoped && state.failures + 1 >= MAX_TRIES)
    return escalate(situation, "missing_knowledge", "medium");
  // A code is no vague question: it is one that the help center does not know.
  const isVague =
    !/[a-z]-?\d/i.test(state.message) &&
    (contentStems(state.message).length < 2 ||
      (words(state.message).length <= 3 && state.reading.confidence < 0.2));
  if (isVague && !situation.scoped && !state.clarified && state.failures === 0)
    return say(SAY.clarify, { did: "idle", clarified: true });
  const { lead = "", matter = "" } = options.offerAfter ?? {};
  return offering(lead ? `${SAY.notFound} ${lead}` : SAY.notFound, { did: "missed" }, matter);
}
