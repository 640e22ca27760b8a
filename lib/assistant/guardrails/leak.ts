/**
 * Keeps the assistant's instructions out of its answers: ten words in a row that stand in them are no coincidence.
 * Works word by word while the text streams, and holds back only what could still become such a run. Pure.
 */

/** Words in a row that make a leak; rules quote shorter phrases that an answer may use. */
const RUN = 10;
/** Words in a row after which the text is held back. */
const SUSPICIOUS = 3;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];

export class LeakFilter {
  private readonly positions = new Map<string, number[]>();
  /** Where in the secret text the last words may have been, and for how many words. */
  private matches = new Map<number, number>();
  private held: { text: string; words: number }[] = [];
  private isLeaking = false;
  leaks = 0;

  constructor(secret: string) {
    for (const [at, word] of wordsOf(secret).entries()) {
      const known = this.positions.get(word);
      if (known) known.push(at);
      else this.positions.set(word, [at]);
    }
  }

  /** The part of the text that is decided. */
  push(text: string): string {
    if (this.positions.size === 0) return text;
    const words = wordsOf(text);
    for (const word of words) this.follow(word);
    const run = Math.max(0, ...this.matches.values());
    if (this.isLeaking) {
      // Spaces and marks between the words of a leak go with it.
      if (words.length === 0 || run > RUN) return "";
      this.isLeaking = false;
    }
    if (run >= RUN) {
      const before = this.takeUntil(run - words.length);
      this.held = [];
      this.isLeaking = true;
      this.leaks += 1;
      return before;
    }
    this.held.push({ text, words: words.length });
    return this.takeUntil(run >= SUSPICIOUS ? run : 0);
  }

  end(): string {
    const rest = this.held.map(({ text }) => text).join("");
    this.held = [];
    return rest;
  }

  private follow(word: string): void {
    const next = new Map<number, number>();
    for (const at of this.positions.get(word) ?? []) next.set(at, (this.matches.get(at - 1) ?? 0) + 1);
    this.matches = next;
  }

  /** Releases what is older than the last `keep` words. */
  private takeUntil(keep: number): string {
    let words = this.held.reduce((sum, piece) => sum + piece.words, 0);
    let out = "";
    while (this.held[0] && words - this.held[0].words >= keep) {
      const piece = this.held.shift();
      if (!piece) break;
      words -= piece.words;
      out += piece.text;
    }
    return out;
  }
}
