/**
 * One answer while it is being written: UI message chunks in, what the reader sees out. Pure. The stream
 * always starts at the beginning, so a `start` forgets what an earlier connection had shown.
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
};

export const emptyAnswer: LiveAnswer = {
  id: null,
  text: "",
  receipts: [],
  citations: [],
  ending: null,
  error: null,
};

/** Applies one chunk; kinds that say nothing to a reader change nothing. */
export function applyChunk(answer: LiveAnswer, chunk: UIMessageChunk): LiveAnswer {
  switch (chunk.type) {
    case "start":
      return { ...emptyAnswer, id: chunk.messageId ?? null };
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

type Loose<T> = Omit<T, "href" | "heading"> & { href?: string | null; heading?: string | null };

function isActivity(data: unknown): data is Loose<Receipt> {
  const given = data as Partial<Receipt> | null;
  return (
    typeof given?.callId === "string" &&
    typeof given.label === "string" &&
    (given.state === "running" || given.state === "done" || given.state === "failed")
  );
}

function isCitation(data: unknown): data is Citation & { heading?: string | null } {
  const given = data as Partial<Citation> | null;
  return typeof given?.n === "number" && typeof given.title === "string" && typeof given.href === "string";
}
