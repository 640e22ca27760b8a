/**
 * What an answer did to the conversation, as a structure: what it asked, offered, showed and achieved. The built-in
 * model says it with every answer; for texts of staff, of other models and of older releases it is read from the words.
 * Pure.
 */
import { readAsk } from "./asked";
import type { Intent } from "./intents";
import type { Request } from "./pending";
import { hear, openedTicket } from "./phrases";
import { type Focus, readShown, type Shown } from "./shown";
import { ticketNumber } from "./slots";

export type Offer =
  /** A ticket or a person. `matter` is what the ticket would be about; empty: the current topic. */
  | { kind: "help"; matter: string }
  /** A person only: the matter is for them to decide. */
  | { kind: "person" }
  /** To begin a request again that has run out. */
  | { kind: "restart"; request: Request }
  /** One question with two answers, because two readings of `message` were close. */
  | { kind: "choice"; between: [Intent, Intent]; message: string };

export interface Move {
  /** `answered`: the help center was quoted. `missed`: nothing was found. `idle`: nothing was achieved, without a search. */
  did: "answered" | "missed" | "idle" | "done";
  /** The request that the text asks about. */
  asked: Request | null;
  offer: Offer | null;
  /** True when the text asked what the message was about at all. */
  clarified: boolean;
  /** A request was finished or given up. */
  settled: boolean;
  /** The pending request was put aside. */
  shelved: boolean;
  shown: Shown | null;
  focus: Focus | null;
  ticket: number | null;
}

export const PLAIN: Move = {
  did: "done",
  asked: null,
  offer: null,
  clarified: false,
  settled: false,
  shelved: false,
  shown: null,
  focus: null,
  ticket: null,
};

const RANK: Record<Move["did"], number> = { answered: 3, done: 2, missed: 1, idle: 0 };

/** Two answers in one text: what the first achieved stays achieved, what the last asks is what is asked. */
export function both(first: Move, last: Move): Move {
  return {
    did: RANK[first.did] > RANK[last.did] ? first.did : last.did,
    asked: last.asked ?? first.asked,
    offer: last.offer ?? first.offer,
    clarified: first.clarified || last.clarified,
    settled: first.settled || last.settled,
    shelved: first.shelved || last.shelved,
    shown: last.shown ?? first.shown,
    focus: last.focus ?? first.focus,
    ticket: last.ticket ?? first.ticket,
  };
}

/** What a text did that came without a structure of its own. */
export function readMove(text: string): Move {
  const heard = hear(text);
  const opened = openedTicket(text);
  return {
    did: heard.quoted ? "answered" : heard.notFound ? "missed" : heard.unproductive ? "idle" : "done",
    asked: readAsk(text),
    offer: heard.offered ? { kind: "help", matter: "" } : null,
    clarified: heard.clarified,
    settled: heard.cancelled || opened !== null,
    shelved: heard.shelved,
    shown: readShown(text),
    focus: null,
    ticket: opened ?? ticketNumber(text),
  };
}
