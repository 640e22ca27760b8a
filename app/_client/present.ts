/** Turns what the API says about a thread into what the thread's components show. Pure. */
import type { Audience, Delivery, OwnerView, ThreadItem } from "@/components/conversation/types";
import type { ConversationView } from "@/lib/conversations/schema";
import type { MessageView } from "@/lib/messages/schema";
import { firstInLine, type Outgoing } from "./outgoing";
import { isStale, type LiveAnswer, shownOf } from "./run-stream";
import type { ThreadState } from "./thread-store";

/** The id under which the answer that is being written stands in the list before the server has named it. */
export const LIVE_ID = "live";

export type Reader = { name: string; audience: Audience };

export function toThreadItems(
  { entries }: Pick<ThreadState, "entries">,
  outbox: readonly Outgoing[],
  live: LiveAnswer | null,
  liveSince: string,
  reader: Reader,
): ThreadItem[] {
  const last = entries.length - 1;
  const items = entries.map((entry, index) =>
    toItem(entry, reader, index === last && entry.author.isMe && outbox.length === 0 ? "sent" : undefined),
  );
  const held = (firstInLine(outbox)?.tries ?? 0) > 0;
  for (const message of outbox)
    if (!entries.some((entry) => entry.id === message.id)) items.push(toOutgoing(message, held, reader));
  if (live && isWorthShowing(live)) items.push(toLiveItem(live, liveSince));
  return items;
}

/** Nothing to see yet: a typing line says more than an empty answer. */
function isWorthShowing(live: LiveAnswer): boolean {
  const { text, receipts } = shownOf(live);
  return text !== "" || receipts.length > 0;
}

function toItem(entry: MessageView, reader: Reader, delivery: Delivery | undefined): ThreadItem {
  if (entry.kind === "handover" || entry.kind === "notice") return toLine(entry, reader);
  return {
    type: "message",
    id: itemIdOf(entry),
    seq: entry.seq,
    kind: entry.kind,
    author: {
      kind: entry.author.kind === "system" ? "assistant" : entry.author.kind,
      name: entry.author.name,
      isMe: entry.author.isMe,
    },
    text: entry.text,
    createdAt: entry.createdAt,
    citations: entry.citations,
    receipts: entry.receipts,
    incomplete: entry.incomplete,
    fallback: entry.fallback,
    ...(delivery ? { delivery } : {}),
  };
}

/**
 * An answer keeps the id under which it was streamed, so that its element stays when it has been stored.
 * Only one entry per run is the assistant's.
 */
const itemIdOf = (entry: MessageView): string =>
  entry.author.kind === "assistant" && entry.runId ? entry.runId : entry.id;

/** The entry behind an item of {@link toThreadItems}; undefined for what is not stored yet. */
export const entryOfItem = (entries: readonly MessageView[], itemId: string): MessageView | undefined =>
  entries.find((each) => itemIdOf(each) === itemId);

function toLine(entry: MessageView, reader: Reader): ThreadItem {
  const { passed, seq, createdAt: at } = entry;
  const text = sentenceOf(entry, reader);
  // Resolved and reopened: told like a handover, but the baton stayed where it was.
  if (!passed || passed.from.kind === passed.to.kind)
    return { type: "notice", seq, at, text, calls: entry.receipts.map(({ callId }) => callId) };
  return { type: "handover", seq, at, text, from: passed.from.kind, to: passed.to.kind };
}

function sentenceOf({ text, passed }: MessageView, { name, audience }: Reader): string {
  if (audience === "customer" && passed?.reason === ASKED) return "You asked for a person";
  const own = passed !== null && passed.by === name && text.startsWith(`${name} `);
  const said = own ? `You ${text.slice(name.length + 1).replace(/^is /, "are ")}` : text;
  const reason = passed?.reason ? (audience === "staff" ? passed.reason : toCustomer(passed.reason)) : null;
  return reason ? `${said.replace(/\.$/, "")}: ${reason}` : said;
}

/** The reason of lib/conversations/schema.ts for which the customer knows better words. */
const ASKED = "the customer asked for a person";

/** Reasons are written for staff. The customer reads about themselves, and is not told of their mood. */
function toCustomer(reason: string): string | null {
  if (reason === "the customer is upset") return null;
  return reason.replace("the customer's", "your").replace("the customer", "you");
}

/** `held`: the first in line did not go out, and the others wait behind it. */
function toOutgoing(message: Outgoing, held: boolean, reader: Reader): ThreadItem {
  return {
    type: "message",
    id: message.id,
    seq: null,
    kind: message.kind === "note" ? "note" : "message",
    author: { kind: reader.audience, name: reader.name, isMe: true },
    text: message.text,
    createdAt: message.createdAt,
    delivery: deliveryOf(message, held),
    citations: [],
    receipts: [],
  };
}

function deliveryOf({ state, tries, retryAt, unconfirmed, problem }: Outgoing, held: boolean): Delivery {
  if (state === "refused") return { state, why: problem ?? "" };
  if (state === "sent") return "sent";
  if (tries > 0) return { state: "waiting", unconfirmed, retryAt };
  return held ? { state: "behind" } : "sending";
}

function toLiveItem(live: LiveAnswer, since: string): ThreadItem {
  const shown = shownOf(live);
  return {
    type: "message",
    id: live.id ?? LIVE_ID,
    seq: null,
    kind: "message",
    author: { kind: "assistant", name: "Assistant", isMe: false },
    text: shown.text,
    createdAt: since,
    citations: [...shown.citations],
    receipts: [...shown.receipts],
    fallback: live.fallback,
    ...(live.before && live.ending === null ? { restart: isStale(live) ? "waiting" : "writing" } : {}),
    incomplete: live.ending === "stopped" ? "stopped" : live.ending === "failed" ? "failed" : null,
  };
}

/** The owner as marks and bars take it; the wait is asked for apart. */
export const toOwner = (owner: ConversationView["owner"], waitMinutes: number | null = null): OwnerView => ({
  ...owner,
  waitMinutes: owner.kind === "queue" ? waitMinutes : null,
});
