/**
 * One search, from text to ranked passages: what the reader may see, in their language and, as far as nobody has
 * translated it, in the default one. Up to two statements for words that this process has not met, one for the
 * candidates, one for the words of titles it has not met. The work is bounded whatever the text and the size of the
 * knowledge base: few terms, a capped list of candidates for each, one ranking of the best of them.
 */
import "server-only";
import { asAlongIndex, type Tx } from "@/db/client";
import type { Viewer } from "@/lib/auth/viewer";
import { env } from "@/lib/core/env";
import { askedOf, type MadeConcept, searchedLexemes, splitsOf, unknownTerms } from "./concepts";
import {
  type CandidateRow,
  type OfLanguage,
  readCandidates,
  readDocuments,
  readNeighbours,
  readState,
  readVocabulary,
} from "./index-reads";
import { forgetKnown, Known, keepKnown, knownFor } from "./known";
import { baseLanguage } from "./language";
import { type Question, readQuestion, type Term } from "./question";
import { type Asked, rank, rarity, type Score } from "./rank";
import { placesOf } from "./vector";
import { type Audience, audiencesOf } from "./visibility";
import { isQuestion, wordingOf } from "./wording";

export type Ranked = { row: CandidateRow; score: Score };
export type Found = {
  ranked: Ranked[];
  /** Lexemes that a passage may be marked by. */
  words: string[];
  /** What the question was taken for, by language. */
  asked: { language: string; asked: Asked & { concepts: MadeConcept[] } }[];
  /** Postings that were read. */
  postings: number;
};

export type Sought = { query: string; category: string | undefined; language: string | undefined };

/** While others publish, the index may change under a search; after so many beginnings it takes what it has. */
const ATTEMPTS = 3;

/** The index was changed while we looked: begin again with nothing kept. */
class Changed extends Error {}

/** How statements are run: each in a transaction of its own, or all in one that others do not see yet. */
type Door = {
  run: <R>(statement: (tx: Tx) => PromiseLike<R>) => Promise<R>;
  /** Whether what it reads may be kept for others. */
  isShared: boolean;
};

export async function find(
  viewer: Viewer,
  sought: Sought,
  audiences: readonly Audience[] = audiencesOf(viewer),
): Promise<Found> {
  // A query that is not awaited travels with its transaction's beginning and end.
  const door: Door = { run: (statement) => asAlongIndex(viewer, statement as never), isShared: true };
  for (let left = ATTEMPTS; ; left--) {
    const search = new Search(door, audiences, left <= 1);
    try {
      return await search.find(sought);
    } catch (error) {
      if (!(error instanceof Changed)) throw error;
    }
  }
}

/** Inside a transaction: sees what it has written, and keeps nothing of it. */
export const findIn = (tx: Tx, audiences: readonly Audience[], sought: Sought): Promise<Found> =>
  new Search({ run: async (statement) => await statement(tx), isShared: false }, audiences, true).find(
    sought,
  );

class Search {
  private known: Known | undefined;

  constructor(
    private readonly door: Door,
    private readonly audiences: readonly Audience[],
    /** Goes on whatever changes meanwhile. */
    private readonly isLast: boolean,
  ) {}

  async find({ query, category, language = env().DEFAULT_LANGUAGE }: Sought): Promise<Found> {
    const languages = [...new Set([baseLanguage(language), baseLanguage(env().DEFAULT_LANGUAGE)])];
    const known = await this.begin();
    const questions = languages.map((of) => ({
      language: of,
      question: readQuestion(query, { language: of, synonyms: known.synonymsFor(of) }),
    }));
    const found: Found = { ranked: [], words: [], asked: [], postings: 0 };
    if (questions.every(({ question }) => question.terms.length === 0)) return found;
    await this.learn(known, questions);
    found.asked = questions.map(({ language: of, question }) => ({
      language: of,
      asked: askedOf(question, query, of, known.of(of)),
    }));
    const searched = found.asked.flatMap(({ language: of, asked }) =>
      [...searchedLexemes(asked.concepts, known.of(of).documents)].map(([lexeme, weight]) => ({
        language: of,
        lexeme,
        weight,
      })),
    );
    found.words = lexemesOf(found.asked.flatMap(({ asked }) => asked.concepts));
    if (searched.length === 0) {
      // What stood nowhere a moment ago may have been published since: no other statement would have told.
      await this.read((tx) => readState(tx));
      return found;
    }
    const read = await this.read((tx) =>
      readCandidates(tx, { searched, audiences: this.audiences, languages, category }),
    );
    const rows = read.filter((row): row is (typeof read)[number] & CandidateRow => row.id !== null);
    found.postings = read[0]?.postings ?? 0;
    const titles = new Map(
      rows.flatMap((row) =>
        row.titleLexemes.map(
          (word) => [`${row.language} ${word}`, { language: row.language, word }] as const,
        ),
      ),
    );
    const unmet = known.withoutDocuments([...titles.values()]);
    if (unmet.length > 0)
      known.learnDocuments(await this.read((tx) => readDocuments(tx, unmet, this.audiences)));
    found.ranked = found.asked
      .flatMap(({ language: of, asked }) => {
        const { documents, all } = known.of(of);
        const wanted = lexemesOf([...asked.concepts, ...asked.beside]);
        const shaped = rows.filter((row) => row.language === of).map((row) => shapeOf(row, wanted));
        return rank(shaped, asked, (lexeme) => rarity(documents(lexeme), all)).map(
          ({ candidate, score }) => ({ row: candidate.row, score }),
        );
      })
      .sort((a, b) => b.score.score - a.score.score || (a.row.id < b.row.id ? -1 : 1));
    return found;
  }

  private async begin(): Promise<Known> {
    if (this.door.isShared) this.known = knownFor(this.audiences);
    if (this.known) return this.known;
    const rows = await this.door.run((tx) => readState(tx));
    this.known = new Known(
      rows[0]?.version ?? 0,
      rows.filter(({ language }) => language !== null),
    );
    if (this.door.isShared) keepKnown(this.audiences, this.known);
    return this.known;
  }

  /** Learns what the question's words are, and of those that stand nowhere, what they may have been meant to be. */
  private async learn(
    known: Known,
    asked: readonly { language: string; question: Question }[],
  ): Promise<void> {
    await this.learnWords(
      known,
      asked.flatMap(({ language, question: { terms, rest } }) =>
        ["", ...rest, ...terms.flatMap(wordsOfTerm)].map((word) => ({ language, word })),
      ),
    );
    const unknown = asked.flatMap(({ language, question: { terms } }) =>
      unknownTerms(terms, known.of(language)).map(({ word }) => ({ language, word })),
    );
    if (unknown.length === 0) return;
    const lexemes = known.withoutNeighbours(
      unknown.flatMap(({ language, word }) =>
        known
          .of(language)
          .lexemes(word)
          .map((lexeme) => ({ language, word: lexeme })),
      ),
    );
    if (lexemes.length > 0)
      known.learnNeighbours(lexemes, await this.read((tx) => readNeighbours(tx, lexemes, this.audiences)));
    await this.learnWords(
      known,
      unknown.flatMap(({ language, word }) =>
        splitsOf(word).flatMap((parts) => parts.map((part) => ({ language, word: part }))),
      ),
    );
  }

  private async learnWords(known: Known, words: readonly OfLanguage[]): Promise<void> {
    const unmet = known.withoutLexemes(words);
    if (unmet.length === 0) return;
    const distinct = [...new Map(unmet.map((one) => [`${one.language} ${one.word}`, one])).values()];
    known.learnWords(distinct, await this.read((tx) => readVocabulary(tx, distinct, this.audiences)));
  }

  /** Rows of the state that everything else was read in. */
  private async read<R extends { version: number }>(
    statement: (tx: Tx) => PromiseLike<readonly R[]>,
  ): Promise<readonly R[]> {
    const rows = await this.door.run(statement);
    const version = rows[0]?.version;
    if (version !== undefined && version !== this.known?.version && !this.isLast) {
      if (this.known) forgetKnown(this.audiences, this.known);
      throw new Changed();
    }
    return rows;
  }
}

/** Phrases by their words: as a whole they stand in no index. */
const wordsOfTerm = ({ word, others, joined }: Term): string[] =>
  [word, ...others, ...joined].flatMap((one) => one.split(" "));

const lexemesOf = (concepts: readonly { lexemes: ReadonlyMap<string, number> }[]): string[] => [
  ...new Set(concepts.flatMap(({ lexemes }) => [...lexemes.keys()])),
];

const count = (text: string | null): number => text?.split(/\s+/).length ?? 0;

const shapeOf = (row: CandidateRow, wanted: readonly string[]) => ({
  row,
  id: row.id,
  articleId: row.article_id,
  places: placesOf(row.vector, wanted),
  titleLexemes: row.titleLexemes,
  titleWording: wordingOf(row.title, row.language),
  titleAsks: isQuestion(row.title, row.language),
  titleWords: count(row.title),
  headingWords: count(row.heading),
  bodyWords: count(row.text),
});
