/**
 * A help center of any size: the articles of the evaluation sets as they are, then articles grown from their
 * sentences. In those, each passage keeps to a topic of its own, and half of the words that carry meaning are drawn
 * anew from a vocabulary in which, as in every language, few words are frequent and most are rare. Deterministic.
 */
import { toPassageRows } from "@/lib/knowledge/passages";
import { articleRow, type PassageRow } from "../../scripts/lib/search-load";
import { ownSets, readOwnSet, type SearchSet, setArticleId } from "../../scripts/lib/search-set";
import { pick, randomFrom, zipf } from "./random";

export type Question = { text: string /** Ids of the articles that answer it. */; right: string[] };
export type Corpus = {
  articles: ReturnType<typeof articleRow>[];
  passages: PassageRow[];
  questions: Question[];
  /** Longer than a question ever should be: a story of 583 words, and as much as a message may hold. */
  long: Question[];
};

const SEED = 20_260;
const LEXICON = 150_000;
const EXPONENT = 1.05;
/** Of the words that carry meaning, how many are of the passage's topic, and how many are drawn anew. */
const TOPICAL = 0.25;
const ANEW = 0.25;
/** The most frequent words hold a sentence together and stay. */
const FUNCTION_WORDS = 160;
/** Generated articles whose own words are asked for. */
const GROWN_QUESTIONS = 150;
const REAL_QUESTIONS = 250;
/** Of each length: the others take up to half a minute for one at the largest size. */
const LONG = 5;

const syllables =
  "ba be bo bri cal cor da del dor em fen fla ga gre hal in ka kel lo lun ma mer mi nar no or pa per qui ra rin sal sen so ta tel tor ul va ver vin wel zan".split(
    " ",
  );
const endings = ["", "", "", "s", "ed", "ing", "er", "ment"];

export function growCorpus(size: number): Corpus {
  const random = randomFrom(SEED);
  // Others ask about a corpus that is there already.
  const sets = ownSets()
    .filter((name) => !name.includes("/"))
    .map(readOwnSet);
  // Sets may give their documents the same names.
  const real = sets
    .flatMap(({ name, documents }) =>
      documents.map((document) => ({ ...document, id: `${name}/${document.id}` })),
    )
    .filter(({ language = "en" }) => language === "en");
  const sources = real.map(articleRow);
  const { sentences, lexicon, frequent } = wordsOf(
    real.map(({ text }) => text),
    random,
  );
  const rank = zipf(lexicon.length, EXPONENT, random);
  const articles: Corpus["articles"] = [];
  const passages: PassageRow[] = [];
  const grown: { id: string; text: string }[] = [];
  for (const source of sources) {
    const rows = toPassageRows(source);
    if (passages.length + rows.length > size) break;
    articles.push(source);
    passages.push(...rows);
  }
  while (passages.length < size) {
    const n = articles.length;
    const topic = Array.from({ length: 6 }, () => lexicon[rank()] ?? "");
    const reword = (text: string) =>
      text.replace(/\p{L}+/gu, (word) => {
        if (word.length < 4 || frequent.has(word.toLowerCase())) return word;
        const chance = random();
        if (chance < TOPICAL) return pick(topic, random);
        return chance < TOPICAL + ANEW ? (lexicon[rank()] ?? word) : word;
      });
    const article = articleRow({
      id: `grown-${n}`,
      title: reword(pick(sources, random).title),
      text: "-",
    });
    articles.push(article);
    const sections = Math.min(size - passages.length, 2 + Math.floor(random() * 5));
    for (let position = 0; position < sections; position++) {
      const heading = reword(pick(pick(sentences, random), random)).slice(0, 70);
      const text = Array.from({ length: 2 + Math.floor(random() * 4) }, () =>
        reword(pick(pick(sentences, random), random)),
      ).join(" ");
      passages.push({
        id: setArticleId(`grown-${n}-${position}`),
        articleId: article.id,
        title: article.title,
        category: article.category,
        audience: article.audience,
        status: article.status,
        language: article.language,
        position,
        heading,
        anchor: `section-${position}`,
        text,
      });
      grown.push({ id: article.id, text });
    }
  }
  const there = new Set(articles.map(({ id }) => id));
  const questions = [...realQuestions(sets, there), ...grownQuestions(grown, frequent, random)];
  return { articles, passages, questions, long: longQuestions(sentences, questions, random) };
}

/** Sentences by document, and every word there is: those of the documents by frequency, then invented ones. */
function wordsOf(texts: readonly string[], random: () => number) {
  const sentences = texts.map((text) =>
    text
      .replace(/^#+ .*$/gm, "")
      .split(/(?<=[.!?])\s+|\n+/)
      .map((sentence) => sentence.trim())
      .filter((sentence) => sentence.length > 20),
  );
  const counts = new Map<string, number>();
  for (const [word] of texts
    .join(" ")
    .toLowerCase()
    .matchAll(/\p{L}+/gu))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  const byFrequency = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
  const frequent = new Set(byFrequency.slice(0, FUNCTION_WORDS));
  const lexicon = byFrequency.filter((word) => word.length >= 4 && !frequent.has(word));
  const known = new Set(lexicon);
  while (lexicon.length < LEXICON) {
    const length = 2 + Math.floor(random() * 3);
    const word = Array.from({ length }, () => pick(syllables, random)).join("") + pick(endings, random);
    if (known.has(word)) continue;
    known.add(word);
    lexicon.push(word);
  }
  return { sentences: sentences.filter((list) => list.length > 0), lexicon, frequent };
}

/** Those that people really ask, evenly over the sets, as far as their answers are in. */
function realQuestions(sets: readonly SearchSet[], there: ReadonlySet<string>): Question[] {
  const all = sets.flatMap(({ name, questions, grades }) =>
    questions.map(({ id, text }) => ({
      text,
      right: [...(grades.get(id)?.keys() ?? [])].map((document) => setArticleId(`${name}/${document}`)),
    })),
  );
  const possible = all.filter(({ right }) => right.length === 0 || right.some((id) => there.has(id)));
  const step = Math.max(1, possible.length / REAL_QUESTIONS);
  return Array.from(
    { length: Math.min(REAL_QUESTIONS, possible.length) },
    (_, n) => possible[Math.floor(n * step)] as Question,
  );
}

/** Five words of a passage in a sentence that somebody might write. */
function grownQuestions(
  grown: readonly { id: string; text: string }[],
  frequent: ReadonlySet<string>,
  random: () => number,
): Question[] {
  return Array.from({ length: Math.min(GROWN_QUESTIONS, grown.length) }, () => {
    const { id, text } = pick(grown, random);
    const words = [...text.toLowerCase().matchAll(/\p{L}{4,}/gu)]
      .map(([word]) => word)
      .filter((word) => !frequent.has(word));
    const few = Array.from({ length: 5 }, () => pick(words, random));
    return { text: `how do I get ${few.slice(0, 3).join(" ")} when ${few.slice(3).join(" ")}?`, right: [id] };
  });
}

function longQuestions(
  sentences: readonly (readonly string[])[],
  questions: readonly Question[],
  random: () => number,
): Question[] {
  return [583, 1_500].flatMap((most) =>
    questions.slice(0, LONG).map(({ text, right }) => {
      const words: string[] = [];
      while (words.length < most) words.push(...pick(pick(sentences, random), random).split(/\s+/));
      return { text: `${words.slice(0, most).join(" ")}. ${text}`.slice(-8_000), right };
    }),
  );
}
