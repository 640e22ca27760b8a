import "server-only";
/** The time limits of one model call: each wait has its own, and the whole call has one. Ends what it watches. */
import { ModelFailure } from "./errors";

export class Watchdog {
  readonly #stopper = new AbortController();
  readonly #whole: NodeJS.Timeout;
  /** One timer for all waits of a length: an answer has hundreds. */
  #silence: { timer: NodeJS.Timeout; ms: number } | null = null;
  #message = "";
  #fail: ((failure: ModelFailure) => void) | null = null;
  #expired: ModelFailure | null = null;

  /** @param wholeMs for the call from now to its end, however lively it is. */
  constructor(wholeMs: number) {
    this.#whole = setTimeout(() => {
      // Long is not down: this alone says nothing against the provider.
      this.#expire(
        new ModelFailure("model_timeout", `The answer took too long. (${wholeMs} ms)`, { isOutage: false }),
      );
    }, wholeMs);
  }

  /** Aborts when the watching has ended, for whatever reason. */
  get signal(): AbortSignal {
    return this.#stopper.signal;
  }

  /** One wait at a time. The time between two waits is the reader's own and counts for no silence. */
  wait<T>(work: Promise<T>, ms: number, message: string): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#message = message;
      this.#fail = reject;
      // Abandoned work ends later, into a promise that is settled: nobody waits for it any more.
      work.then(
        (value) => {
          this.#fail = null;
          resolve(value);
        },
        (error: unknown) => {
          this.#fail = null;
          reject(error);
        },
      );
      if (this.#expired) reject(this.#expired);
      else this.#listen(ms);
    });
  }

  end(): void {
    clearTimeout(this.#whole);
    clearTimeout(this.#silence?.timer);
    this.#stopper.abort();
  }

  #listen(ms: number): void {
    if (this.#silence?.ms === ms) {
      this.#silence.timer.refresh();
      return;
    }
    clearTimeout(this.#silence?.timer);
    const timer = setTimeout(() => {
      if (this.#fail) this.#expire(new ModelFailure("model_timeout", `${this.#message} (${ms} ms)`));
    }, ms);
    this.#silence = { timer, ms };
  }

  #expire(failure: ModelFailure): void {
    this.#expired ??= failure;
    this.#fail?.(failure);
  }
}
