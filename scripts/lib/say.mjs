// @ts-check
/** What the commands print: one line per step, a ticking line for long ones, and one line for a failure. */

/** A failure whose message is the whole explanation: the commands print it as one line and exit with 1. */
export class PlainError extends Error {
  /** @param {string} message one line, safe to show (no password) */
  constructor(message) {
    super(message);
    this.name = "PlainError";
  }
}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** @param {unknown} error anything thrown; plain errors print without a stack */
export function sayFailure(error) {
  if (error instanceof PlainError) process.stderr.write(`Baton: ${error.message}\n`);
  else
    process.stderr.write(
      `Baton: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
}

/** @param {number} from milliseconds as from Date.now() */
export function seconds(from) {
  return `${((Date.now() - from) / 1000).toFixed(1)} s`;
}

/**
 * Runs one long step with a progress line that shows it is alive: rewritten in place on a terminal,
 * repeated every 10 seconds elsewhere.
 * @template T
 * @param {string} label e.g. "Building"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function during(label, work) {
  const started = Date.now();
  const inPlace = process.stdout.isTTY === true;
  const passed = () => Math.round((Date.now() - started) / 1000);
  const clear = () => {
    if (inPlace) process.stdout.write("\r\x1b[K");
  };
  if (inPlace) process.stdout.write(`${label}…`);
  else say(`${label}…`);
  const timer = setInterval(
    () => process.stdout.write(inPlace ? `\r\x1b[K${label}… ${passed()} s` : `${label}… ${passed()} s\n`),
    inPlace ? 1000 : 10_000,
  );
  try {
    const result = await work();
    clear();
    say(`${label}: done in ${seconds(started)}`);
    return result;
  } catch (error) {
    clear();
    throw error;
  } finally {
    clearInterval(timer);
  }
}
