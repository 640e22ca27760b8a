/**
 * What a thread holds in the browser: entries in `seq` order. Pure. Whatever
 * order answers and announcements arrive in, and however often, the list comes out the same.
 *
 * Numbers may be missing for good (notes that a customer may not see), so a gap is not "a missing number"
 * but "heard of something after what has been read".
 */
import type { MessageView } from "@/lib/messages/schema";

export type ThreadState = {
  entries: readonly MessageView[];
  /** Everything up to this number that the viewer may see has been read. */
  readTo: number;
  /** The highest number that the server has spoken of. */
  heardTo: number;
  hasEarlier: boolean;
};

export type ThreadAction =
  | { type: "heard"; seq: number }
  /** An answer to "what is after `after`", asked when `heardTo` was `heard`. */
  | { type: "page"; after: number; heard: number; items: readonly MessageView[]; more: boolean }
  /** The stretch before the first entry. */
  | { type: "earlier"; items: readonly MessageView[]; more: boolean }
  | { type: "rated"; id: string; rating: MessageView["rating"] }
  /** What one call had done was taken back. */
  | { type: "undone"; callId: string };

/** `seq` is the conversation's number as read before the entries were. */
export function openThread(entries: readonly MessageView[], seq: number, hasEarlier: boolean): ThreadState {
  const known = Math.max(seq, entries.at(-1)?.seq ?? 0);
  return { entries: merge([], entries), readTo: known, heardTo: known, hasEarlier };
}

/** Something was announced that has not been read yet. */
export const hasGap = (state: ThreadState): boolean => state.heardTo > state.readTo;

export function reduceThread(state: ThreadState, action: ThreadAction): ThreadState {
  switch (action.type) {
    case "heard":
      return action.seq > state.heardTo ? { ...state, heardTo: action.seq } : state;
    case "page":
      return withPage(state, action);
    case "earlier":
      return { ...received(state, action.items), hasEarlier: action.more };
    case "rated":
      return {
        ...state,
        entries: state.entries.map((each) =>
          each.id === action.id ? { ...each, rating: action.rating } : each,
        ),
      };
    case "undone":
      return { ...state, entries: state.entries.map((each) => withoutEffect(each, action.callId)) };
  }
}

const withoutEffect = (entry: MessageView, callId: string): MessageView =>
  entry.receipts.some((receipt) => receipt.callId === callId)
    ? {
        ...entry,
        receipts: entry.receipts.map((receipt) =>
          receipt.callId === callId ? { ...receipt, undo: false, undone: true } : receipt,
        ),
      }
    : entry;

function withPage(state: ThreadState, page: Extract<ThreadAction, { type: "page" }>): ThreadState {
  const next = received(state, page.items);
  // A page that begins further on says nothing about what lies between; it is asked for again.
  if (page.after > state.readTo) return next;
  const last = page.items.at(-1)?.seq ?? page.after;
  const covered = page.more ? last : Math.max(last, page.heard);
  const readTo = Math.max(state.readTo, covered);
  return { ...next, readTo, heardTo: Math.max(next.heardTo, readTo) };
}

function received(state: ThreadState, items: readonly MessageView[]): ThreadState {
  const entries = merge(state.entries, items);
  return entries === state.entries ? state : { ...state, entries };
}

function merge(entries: readonly MessageView[], items: readonly MessageView[]): readonly MessageView[] {
  const known = new Set(entries.map((each) => each.id));
  const added = items.filter((each) => !known.has(each.id) && known.add(each.id));
  return added.length === 0 ? entries : [...entries, ...added].sort((a, b) => a.seq - b.seq);
}
