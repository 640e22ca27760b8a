/**
 * Measures the intent classifier that the assistant uses on somebody's messages:
 *
 *   npm run eval:intents -- --train FILE --test FILE [--oos LABEL]
 *
 * Both files are JSON lines ({text,intent}). Prints one JSON line. With --oos, LABEL marks texts that belong to no
 * intent: `inScopeAccuracy` counts what was kept and read right, `outOfScopeRecall` what was caught, `auroc` how well
 * the two are told apart at any threshold; `accuracy` is then that of all texts. The threshold comes from the training
 * file alone, whether or not it has lines of LABEL. Ends with 2 and one line on stderr if a file or line cannot be read.
 */
import { parseArgs } from "node:util";
import { trainIntents } from "@/lib/assistant/conversation/intents";
import { intentFigures } from "./lib/intent-figures";
import { readExamples, UnreadableError } from "./lib/intent-lines";
import { round } from "./lib/search-figures";

const USAGE = "Usage: npm run eval:intents -- --train FILE --test FILE [--oos LABEL]";

try {
  process.stdout.write(`${JSON.stringify(measure())}\n`);
} catch (error) {
  if (!(error instanceof UnreadableError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

function measure() {
  const { train, test, oos } = readArguments();
  const examples = readExamples(train);
  const asked = readExamples(test);
  const intents = new Set(examples.map(({ intent }) => intent));
  intents.delete(oos ?? "");
  if (intents.size < 2) throw new UnreadableError(`${train}: needs examples of at least two intents.`);
  if (asked.length === 0) throw new UnreadableError(`${test}: has no lines.`);
  const started = performance.now();
  const classifier = trainIntents(examples, { outside: oos });
  const trainingSeconds = round((performance.now() - started) / 1000, 2);
  const readings = asked.map(({ text, intent }) => {
    const before = performance.now();
    const reading = classifier.read(text);
    return { expected: intent, reading, ms: performance.now() - before };
  });
  return {
    trained: examples.length,
    intents: intents.size,
    tested: asked.length,
    ...intentFigures(readings, oos),
    trainingSeconds,
  };
}

function readArguments(): { train: string; test: string; oos?: string } {
  try {
    const { values } = parseArgs({
      options: { train: { type: "string" }, test: { type: "string" }, oos: { type: "string" } },
    });
    const { train, test, oos } = values;
    if (train && test) return { train, test, oos: oos || undefined };
  } catch {
    // An option that does not exist: the usage says which do.
  }
  throw new UnreadableError(USAGE);
}
