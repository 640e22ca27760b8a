// @ts-check
/** The wish that we stop: a signal, or the process that started us being gone. */
import { endChildren } from "./children.mjs";
import { isShell, parentOf } from "./processes.mjs";

/** What ends a step that was interrupted; nobody is shown it. */
export class Stopped extends Error {
  /** @param {number} exitCode */
  constructor(exitCode) {
    super("stopped");
    this.exitCode = exitCode;
  }
}

/** @typedef {"SIGINT" | "SIGTERM" | "SIGHUP"} StopSignal */

/** Ctrl-C is a wish, so it ends well; a supervisor's SIGTERM is answered as convention has it. */
const exitCodes = { SIGINT: 0, SIGTERM: 143, SIGHUP: 129 };

/**
 * Listens from now on; repeated signals change nothing, a clean end is already under way.
 */
export function onStop() {
  /** @type {StopSignal | undefined} */
  let got;
  /** @type {(signal: StopSignal) => void} */
  let announce = () => {};
  /** @type {Promise<StopSignal>} */
  const signal = new Promise((done) => {
    announce = done;
  });
  const stop = (/** @type {StopSignal} */ name) => {
    got ??= name;
    announce(got);
  };
  const names = /** @type {StopSignal[]} */ (Object.keys(exitCodes));
  for (const name of names) process.on(name, stop);
  const orphaned = () => stop("SIGTERM");
  process.on("disconnect", orphaned);
  const watch = watchParent(orphaned);
  const check = () => {
    if (got) throw new Stopped(exitCodes[got]);
  };
  return {
    signal,
    /** Rejects if a stop was asked for. */
    check,
    /**
     * @template T
     * @param {Promise<T>} work is abandoned, and its child processes ended, when we are asked to stop
     * @returns {Promise<T>}
     */
    unless: async (work) => {
      await Promise.race([work.catch(() => {}), signal]);
      if (got) await endChildren();
      check();
      return work;
    },
    dismiss: () => {
      for (const name of names) process.off(name, stop);
      process.off("disconnect", orphaned);
      clearInterval(watch);
    },
  };
}

/**
 * npm killed hard cannot pass a signal on; what it started should not go on without it.
 * @param {() => void} onGone
 */
export function watchParent(onGone) {
  if (!process.env.npm_lifecycle_event) return undefined;
  const before = starters();
  const timer = setInterval(() => starters() !== before && onGone(), 1000);
  timer.unref();
  return timer;
}

/** Our parent, and npm behind it when npm started us through a shell. */
function starters() {
  const parent = process.ppid;
  return isShell(parent) ? `${parent} ${parentOf(parent)}` : `${parent}`;
}
