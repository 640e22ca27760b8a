/** What waits for a word from the test: a word that was said once stays said. */
export class Releases {
  readonly #said = new Set<string>();
  readonly #waiting = new Map<string, (() => void)[]>();

  has(word: string): boolean {
    return this.#said.has(word);
  }

  release(word: string): void {
    this.#said.add(word);
    for (const go of this.#waiting.get(word) ?? []) go();
    this.#waiting.delete(word);
  }

  wait(word: string): Promise<void> {
    if (this.#said.has(word)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.set(word, [...(this.#waiting.get(word) ?? []), resolve]));
  }
}
