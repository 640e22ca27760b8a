/** What a conversation of the demo is played from, and what comes of it. Types only. */
import type { Citation, conversations } from "@/db/schema/conversations";
import type { Dialogue, Line } from "./dialogues/script";
import type { Event, Message, Person } from "./ledger";
import type { Random } from "./random";
import type { RunRows } from "./runs";
import type { TicketRow } from "./tickets";

export type Slots = Record<string, string>;

export type Scene = {
  /** Unique among the demo's conversations; every id in the thread derives from it. */
  key: string;
  dialogue: Dialogue;
  lines: readonly Line[];
  times: readonly number[];
  start: Date;
  customer: Person & { organizationId: string | null };
  agent: Person;
  slots: Slots;
  random: Random;
  cite(reference: string, n: number): Citation;
  nextTicket(): number;
};

export type Thread = {
  conversation: typeof conversations.$inferInsert;
  messages: Message[];
  events: Event[];
  runs: RunRows[];
  tickets: TicketRow[];
};
