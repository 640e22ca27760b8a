/**
 * Stops asking a provider that keeps failing, so that nobody waits for it: what stands in for it answers at once. Our
 * own, because circuit-breaker libraries (cockatiel, opossum) wrap a promise, and an answer can be a stream that fails
 * late. Pure but for the clock.
 *
 * Five outages in a row within 30 seconds open it; 30 seconds later one call may try, and decides. What counts neither
 * way: calls that nobody waited for, wrong settings, and answers that are bad in themselves, or one customer's odd
 * questions could take the provider away from everybody. These close a breaker that tries, though: it is there.
 */

export const OPENS_AFTER = 5;
export const WINDOW_MS = 30_000;
export const REST_MS = 30_000;

export type BreakerState = "closed" | "open" | "half_open";
/** `answered`: it is there, but the call failed for reasons of its own. `abandoned`: nobody waited for the end. */
export type Outcome = "success" | "answered" | "outage" | "abandoned";
/** Reports how an admitted call ended; only the first report counts. */
export type Report = (outcome: Outcome) => void;

/** One provider's. Pure but for the clock: milliseconds that only go forward. */
export class Breaker {
  readonly #now: () => number;
  readonly #onChange: (state: BreakerState) => void;
  #state: BreakerState = "closed";
  /** When the last outages were, oldest first; a success in between clears them. */
  #outages: number[] = [];
  #openedAt = 0;
  #probing = false;

  constructor(
    now: () => number = () => performance.now(),
    onChange: (state: BreakerState) => void = () => {},
  ) {
    this.#now = now;
    this.#onChange = onChange;
  }

  get state(): BreakerState {
    return this.#state;
  }

  /** May a call go out now? Null: no. Otherwise its outcome must be reported. */
  admit(): Report | null {
    if (this.#state === "open" && this.#now() - this.#openedAt >= REST_MS) this.#become("half_open");
    if (this.#state === "open" || this.#probing) return null;
    const isProbe = this.#state === "half_open";
    this.#probing = isProbe;
    let reported = false;
    return (outcome) => {
      if (reported) return;
      reported = true;
      if (isProbe) this.#probed(outcome);
      // A call from before it opened says nothing about now.
      else if (this.#state === "closed") this.#count(outcome);
    };
  }

  #probed(outcome: Outcome): void {
    this.#probing = false;
    // Abandoned: the next call tries.
    if (outcome === "success" || outcome === "answered") this.#become("closed");
    if (outcome === "outage") this.#open();
  }

  #count(outcome: Outcome): void {
    if (outcome === "success") this.#outages = [];
    if (outcome !== "outage") return;
    const now = this.#now();
    this.#outages = [...this.#outages.filter((at) => now - at < WINDOW_MS), now];
    if (this.#outages.length >= OPENS_AFTER) this.#open();
  }

  #open(): void {
    this.#openedAt = this.#now();
    this.#outages = [];
    this.#become("open");
  }

  #become(state: BreakerState): void {
    this.#state = state;
    this.#onChange(state);
  }
}
