/**
 * How one search reads the index: what this process knows already is not asked again, what it does not know is asked
 * in as few statements as possible, and everything is of one state of the index.
 */
import "server-only";
import type { Tx } from "@/db/client";
import { splitsOf, unknownTerms } from "./concepts";
import { type OfLanguage, readDocuments, readNeighbours, readState, readVocabulary } from "./index-reads";
import { forgetKnown, Known, keepKnown, knownFor } from "./known";
import type { Question, Term } from "./question";
import { slipsOf } from "./slips";
import type { Audience } from "./visibility";

/** The index was changed while we looked: begin again with nothing kept. */
export class Changed extends Error {}

/** How statements are run: each in a transaction of its own, or all in one that others do not see yet. */
export type Door = {
  run: <R>(statement: (tx: Tx) => PromiseLike<R>) => Promise<R>;
  /** Whether what it reads may be kept for others. */
  isShared: boolean;
};

export class IndexReader {
  private known: Known | undefined;

  constructor(
    private readonly door: Door,
    private readonly audiences: readonly Audience[],
    /** Goes on whatever changes meanwhile. */
    private readonly isLast: boolean,
  ) {}

  async begin(): Promise<Known> {
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
  async learn(known: Known, asked: readonly { language: string; question: Question }[]): Promise<void> {
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
        [word, ...known.of(language).lexemes(word)].map((one) => ({ language, word: one })),
      ),
    );
    if (lexemes.length > 0)
      known.learnNeighbours(lexemes, await this.read((tx) => readNeighbours(tx, lexemes, this.audiences)));
    await this.learnWords(
      known,
      unknown.flatMap(({ language, word }) =>
        [...slipsOf(word), ...splitsOf(word).flat()].map((one) => ({ language, word: one })),
      ),
    );
  }

  async learnDocuments(known: Known, lexemes: readonly OfLanguage[]): Promise<void> {
    const unmet = distinct(known.withoutDocuments(lexemes));
    if (unmet.length > 0)
      known.learnDocuments(await this.read((tx) => readDocuments(tx, unmet, this.audiences)));
  }

  /** Whether nothing was published since; throws {@link Changed} when something was. */
  async confirm(): Promise<void> {
    await this.read((tx) => readState(tx));
  }

  private async learnWords(known: Known, words: readonly OfLanguage[]): Promise<void> {
    const unmet = distinct(known.withoutLexemes(words));
    if (unmet.length > 0)
      known.learnWords(unmet, await this.read((tx) => readVocabulary(tx, unmet, this.audiences)));
  }

  /** Rows of the state that everything else was read in. */
  async read<R extends { version: number }>(
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

const distinct = (words: readonly OfLanguage[]): OfLanguage[] => [
  ...new Map(words.map((one) => [`${one.language} ${one.word}`, one])).values(),
];

/** Phrases by their words: as a whole they stand in no index. */
const wordsOfTerm = ({ word, others, joined }: Term): string[] =>
  [word, ...others, ...joined].flatMap((one) => one.split(" "));
