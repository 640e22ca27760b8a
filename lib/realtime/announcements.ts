/** What instances tell each other over NOTIFY: ids and kinds, never content. Shapes only. */
import type { SessionEnd } from "@/lib/auth/session-end";

/** A committed event row. */
export type EventAnnouncement = {
  id: number;
  tx: string;
  conversationId: string | null;
  seq: number | null;
  type: string;
  audience: "everyone" | "staff";
  customerId: string | null;
  subjectId: string | null;
};
/** A stored batch of a run's output. */
export type RunAnnouncement = { runId: string; n: number };
/** Somebody is typing; not stored, forgotten after a few seconds. */
export type TypingAnnouncement = {
  conversationId: string;
  customerId: string;
  by: "customer" | "staff";
  userId: string;
  name: string;
};
/** A member of the team has a conversation open; not stored, forgotten when it is not said again. */
export type PresenceAnnouncement = { conversationId: string; userId: string; name: string };
/** A sign of life that one process sends itself through the database. */
export type PulseAnnouncement = {
  from: string;
  /** Every transaction before this one had ended when the pulse was sent. */
  horizon: string;
};

/** By channel: what is announced there. */
export type Announcements = {
  baton_events: EventAnnouncement;
  baton_runs: RunAnnouncement;
  baton_typing: TypingAnnouncement;
  baton_presence: PresenceAnnouncement;
  baton_sessions: SessionEnd;
  baton_pulse: PulseAnnouncement;
};
export type Channel = keyof Announcements;

export const channels: readonly Channel[] = [
  "baton_events",
  "baton_runs",
  "baton_typing",
  "baton_presence",
  "baton_sessions",
  "baton_pulse",
];
