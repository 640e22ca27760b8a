/** What the parts of a conversation are given. Pages make these from what lib returns; nothing here fetches. */
import type { Citation } from "../markdown";

export type { Citation };

export type OwnerKind = "assistant" | "queue" | "agent";

/** Who holds the conversation, as the reader may know it. */
export type OwnerView = {
  kind: OwnerKind;
  /** The agent's name; null for assistant and queue. */
  name: string | null;
  /** The reader is the owner. */
  isMe: boolean;
  /** Expected wait in the queue; null when unknown or not waiting. */
  waitMinutes: number | null;
};

export type MessageAuthor = { kind: "customer" | "assistant" | "staff"; name: string; isMe: boolean };

/** What has become of the reader's own message so far. */
export type Delivery =
  | "sending"
  | "sent"
  /** It did not go out, or nothing says that it did. `retryAt`: when it is tried by itself; null: just now, or not by the clock. */
  | { state: "waiting"; unconfirmed: boolean; retryAt: number | null }
  /** One that was written before it has not gone out. */
  | { state: "behind" }
  | { state: "refused"; why: string };

export const isUnsent = (delivery: Delivery | undefined): boolean =>
  delivery !== undefined && delivery !== "sent" && delivery !== "sending";

/** What a tool did for the customer: one line while it runs, a receipt after. */
export type Receipt = {
  callId: string;
  tool: string;
  /** While running what is being done ("Searching the help center"), after that what was done ("Opened ticket #1042"). */
  label: string;
  href: string | null;
  state: "running" | "waiting" | "done" | "failed";
  /** Whether the reader can take it back. */
  undo?: boolean;
  undone?: boolean;
};

export type MessageItem = {
  type: "message";
  id: string;
  /** null until the server has given it its place. */
  seq: number | null;
  author: MessageAuthor;
  kind: "message" | "note";
  text: string;
  createdAt: string;
  delivery?: Delivery;
  citations: Citation[];
  receipts: Receipt[];
  /** The answer was stopped by a person, or cut off by a failure, before its end. */
  incomplete?: "stopped" | "failed" | null;
  /** The built-in assistant wrote it, because the usual one could not be reached. */
  fallback?: boolean;
  /** It was interrupted and is written again: what is shown is from before, or new already. */
  restart?: "waiting" | "writing";
};

export type HandoverItem = {
  type: "handover";
  seq: number;
  at: string;
  /** The whole sentence: "Alex took over from the assistant: refund above the limit". */
  text: string;
  from: OwnerKind;
  to: OwnerKind;
};

export type NoticeItem = {
  type: "notice";
  seq: number;
  at: string;
  text: string;
  /** The tool calls that it says something about. */
  calls?: readonly string[];
};

export type ThreadItem = MessageItem | HandoverItem | NoticeItem;

/** Whose screen it is: decides which side a message stands on. */
export type Audience = "customer" | "staff";

/** What the assistant hands to a person; the same shape as the conversation's `handover`. */
export type HandoverPackage = {
  /** The customer's question in one line. */
  question: string;
  /** In words: "Billing dispute", not a code. */
  reason: string;
  urgency: "low" | "medium" | "high" | "urgent";
  at: string;
  tried: readonly { tool: string; label: string; ok: boolean; result?: string | null }[];
  sources: readonly { title: string; href: string; quote?: string | null }[];
  openQuestion: string | null;
  nextStep: string | null;
  requestedBy: "customer" | "assistant" | "system";
  /** Packages of older releases have none of these. */
  customer?: { name: string; signedInAt: string | null; verifiedAt: string | null } | null;
  /** What the assistant has said that somebody would do; `backed`: and it was done. */
  promises?: readonly { text: string; backed: boolean }[];
  mood?: "calm" | "pleased" | "upset" | "angry" | null;
};
