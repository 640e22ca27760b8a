/** What can be wrong with a model's answer, and at which point of it: the words of tests/support/fake-openai. Pure. */

export type ModelCase = {
  word: string;
  /** What is written into the customer's message. */
  text: string;
  /** Takes as long as the product waits. */
  isSlow: boolean;
  /** No answer can come of it: the customer reads why, or the fallback answers. */
  isFailure: boolean;
  /** A good answer in an unusual writing: it must arrive as it is. */
  isWhole: boolean;
};

type Given = Partial<Pick<ModelCase, "isSlow" | "isFailure" | "isWhole">> & { more?: string };

const of = (word: string | number, { more = "", ...is }: Given = {}): ModelCase => ({
  word: String(word),
  text: `#fault:${word} ${more}`.trim(),
  isSlow: false,
  isFailure: false,
  isWhole: false,
  ...is,
});

const failure = { isFailure: true } as const;
const points = ["start", "opened", "text", "call"] as const;
const everywhere = (word: string, given: Given = {}) =>
  points.map((point) => of(word, { ...failure, ...given, more: `#at:${point}` }));

export const quickCases: readonly ModelCase[] = [
  ...[400, 401, 403, 404, 429, 500, 502, 503, 504].map((status) => of(status, failure)),
  of(429, { ...failure, more: "#after:1" }),
  of("reset", failure),
  ...["cut", "eof", "malformed", "error"].flatMap((word) => everywhere(word)),
  ...["empty", "length", "refusal", "filter", "huge", "endless"].map((word) => of(word)),
  of("huge", { more: "#at:call" }),
  ...["bom", "crlf", "split", "unknown", "twice", "halves"].map((word) => of(word, { isWhole: true })),
  ...["utf8", "nul", "order", "late"].map((word) => of(word)),
  ...["bom", "crlf", "split", "unknown", "twice", "order"].map((word) => of(word, { more: "#at:call" })),
  ...["badtool", "badjson", "badtypes", "bigargs", "manycalls", "sameid", "samecall", "loop"].map((word) =>
    of(word),
  ),
];

export const slowCases: readonly ModelCase[] = [
  of("stall", { ...failure, isSlow: true, more: "#at:text" }),
  of("hang", { ...failure, isSlow: true }),
  ...everywhere("stall", { isSlow: true }).filter(({ text }) => !text.includes("#at:text")),
];

/** One letter a second, longer than an answer may take. */
export const drip: ModelCase = of("drip", { isSlow: true });
export const WHOLE = "this answer is whole";
