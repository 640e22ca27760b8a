/**
 * One answer while it is being written: UI message chunks in, what the reader sees out. Pure. The stream
 * always starts at the beginning, so a `start` forgets what an earlier connection had shown. A restart says that
 * the work was interrupted and goes on elsewhere: what was shown of it counts no more, what still holds is said again.
 */
import type { UIMessageChunk } from "ai";
import type { Citation, Receipt } from "@/components/conversation/types";

export type RunEnding =
  | "finished"
  /** A person stopped it, or took the conversation over. What was shown stays. */
  | "stopped"
  /** A newer message is answered instead. */
  | "superseded"
  | "failed";

export type LiveAnswer = {
  /** The answer's message id once the stream has said it; null before. */
  id: string | null;
  text: string;
  receipts: readonly Receipt[];
  citations: readonly Citation[];
  ending: RunEnding | null;
  /** Why it failed, in words for people. */
  error: string | null;
  /** The built-in assistant writes it: the usual one cannot be reached. */
  fallback: boolean;
  /** What was shown before the latest restart, while nothing has taken its place yet; null without a restart. */
  before: Shown | null;
  restarts: number;
};

type Shown = Pick<LiveAnswer, "text" | "receipts" | "citations">;

export const emptyAnswer: LiveAnswer = {
  id: null,
  text: "",
  receipts: [],
  citations: [],
  fallback: false,
  before: null,
  restarts: 0,
  ending: null,
  error: null,
};

/** Applies one chunk; kinds that say nothing to a reader change nothing. */
export function applyChunk(answer: LiveAnswer, chunk: UIMessageChunk): LiveAnswer {
  switch (chunk.type) {
    case "start":
      return { ...emptyAnswer, id: chunk.messageId ?? null };
    case "data-restart":
      return { ...emptyAnswer, id: answer.id, before: shownOf(answer), restarts: answer.restarts + 1 };
    case "data-fallback":
      return { ...answer, fallback: true };
    case "text-start":
      // A second stretch of text, after a tool was used, is a paragraph of its own.
      return answer.text && !answer.text.endsWith("\n\n")
        ? { ...answer, text: `${answer.text.trimEnd()}\n\n` }
        : answer;
    case "text-delta":
      return { ...answer, text: answer.text + chunk.delta };
    case "data-activity":
      return withActivity(answer, chunk.data);
    case "data-citation":
      return withCitation(answer, chunk.data);
    case "finish":
      return { ...answer, ending: answer.ending ?? "finished" };
    case "error":
      return { ...answer, ending: "failed", error: chunk.errorText };
    case "abort":
      return { ...answer, ending: endingOf(chunk.reason) };
    default:
      return answer;
  }
}

/** What a reader looks at: after a restart the old text stays until there is new text. */
export function shownOf(answer: LiveAnswer): Shown {
  const { text, receipts, citations, before } = answer;
  if (!before || text !== "") return { text, receipts, citations };
  return { ...before, receipts: receipts.length > 0 ? receipts : before.receipts };
}

/** What a reader looks at is from before a restart. */
export const isStale = (answer: LiveAnswer): boolean =>
  answer.before !== null && answer.text === "" && answer.ending === null;

/** A connection that tells an answer from its beginning has not come to what is shown of it yet. */
export function isBehind(answer: LiveAnswer, shown: LiveAnswer | null): boolean {
  if (!shown || answer.ending || (answer.id !== null && answer.id !== shown.id)) return false;
  if (answer.restarts !== shown.restarts) return answer.restarts < shown.restarts;
  if (answer.text === shown.text) return answer.receipts.length < shown.receipts.length;
  return answer.text.length < shown.text.length && shown.text.startsWith(answer.text);
}

function endingOf(reason: string | undefined): RunEnding {
  if (reason === "superseded") return "superseded";
  return reason === "expired" ? "failed" : "stopped";
}

function withActivity(answer: LiveAnswer, data: unknown): LiveAnswer {
  if (!isActivity(data)) return answer;
  const receipt: Receipt = {
    callId: data.callId,
    tool: data.tool,
    label: data.label,
    href: data.href ?? null,
    state: data.state,
  };
  const known = answer.receipts.some((each) => each.callId === receipt.callId);
  const receipts = known
    ? answer.receipts.map((each) => (each.callId === receipt.callId ? receipt : each))
    : [...answer.receipts, receipt];
  return { ...answer, receipts };
}

function withCitation(answer: LiveAnswer, data: unknown): LiveAnswer {
  if (!isCitation(data) || answer.citations.some((each) => each.n === data.n)) return answer;
  const citation: Citation = {
    n: data.n,
    title: data.title,
    heading: data.heading ?? null,
    href: data.href,
  };
  return { ...answer, citations: [...answer.citations, citation].sort((a, b) => a.n - b.n) };
}

const RECEIPT_STATES: readonly unknown[] = [
  "running",
  "waiting",
  "done",
  "failed",
] satisfies Receipt["state"][];

type Loose<T> = Omit<T, "href" | "heading"> & { href?: string | null; heading?: string | null };

function isActivity(data: unknown): data is Loose<Receipt> {
  const given = data as Partial<Receipt> | null;
  return (
    typeof given?.callId === "string" &&
    typeof given.label === "string" &&
    RECEIPT_STATES.includes(given.state)
  );
}

function isCitation(data: unknown): data is Citation & { heading?: string | null } {
  const given = data as Partial<Citation> | null;
  return typeof given?.n === "number" && typeof given.title === "string" && typeof given.href === "string";
}
