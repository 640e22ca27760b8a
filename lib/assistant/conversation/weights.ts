/** How much each word of a question counts when its answer is chosen, and how much of it a text covers. Pure. */
import { termsOf } from "@/lib/knowledge/question";
import { concepts } from "./lexicon";
import type { Passage } from "./results";
import { contentStems } from "./text";
import type { Unit } from "./units";

/** One word of the question: how much it counts, and the other words by which articles may say it. */
export interface Word {
  stem: string;
  weight: number;
  others: readonly string[];
}

/** Another word for what was asked is nearly as good as the word itself. */
const BY_SYNONYM = 0.7;
/** "Chair" says what the question is about, "sinking" what is asked. */
const BY_PRODUCT = 0.6;
/** Words of a follow-up choose within the answer more than the answer itself. */
const BY_FOCUS = 0.4;

/** How much each word of the question tells the units apart; words that none of them has count for little. */
export function weigh(
  units: readonly Unit[],
  passages: readonly Passage[],
  question: string,
  focus: string,
): Word[] {
  const headings = passages.map(({ heading }) => new Set(contentStems(heading ?? "")));
  const added = new Set(contentStems(focus));
  const repeated = contentStems(question.replace(focus, ""));
  const found = new Map<string, Word>();
  for (const { word, others: synonyms } of termsOf(question)) {
    // "How long" says what sort of answer is wanted; see KIND.
    if (/^(?:how|many) /.test(word)) continue;
    // A phrase ("put together") is known by what it stands for.
    const [stem = word] = word.includes(" ") ? [] : contentStems(word);
    const others = synonyms.flatMap((other) => {
      const parts = contentStems(other);
      return parts.length === 1 ? parts : [];
    });
    const meant = [stem, ...others];
    const isHeld = (unit: Unit) =>
      meant.some((one) => unit.stems.has(one) || headings[unit.passage]?.has(one) === true);
    const holders = units.filter(isHeld).length;
    const rarity = holders === 0 ? 0.1 : Math.log(1 + units.length / holders) + 0.3;
    const weight = concepts(word).includes("product") ? rarity * BY_PRODUCT : rarity;
    const isAdded = added.has(stem) && !repeated.includes(stem);
    found.set(stem, { stem, others, weight: isAdded ? weight * BY_FOCUS : weight });
  }
  return [...found.values()];
}

export function coverage(stems: ReadonlySet<string>, asked: readonly Word[]): number {
  let covered = 0;
  let total = 0;
  for (const { stem, weight, others } of asked) {
    total += weight;
    if (stems.has(stem)) covered += weight;
    else if (others.some((other) => stems.has(other))) covered += weight * BY_SYNONYM;
  }
  return total === 0 ? 0 : covered / total;
}
