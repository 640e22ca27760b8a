/** What a tab tells the server about its reader: how far they have read, that they are writing. Never waited for. */
import { api } from "./api";

/** How often "is writing" is said, at most. */
const ANNOUNCE_MS = 3_000;

export type ThreadMarks = { read(seq: number): void; typing(): void };

/** `readSeq`: what the server knows already. */
export function createMarks(path: string, readSeq: number): ThreadMarks {
  let marked = readSeq;
  let announcedAt = 0;
  return {
    read(seq) {
      if (seq <= marked) return;
      const before = marked;
      marked = seq;
      api(`${path}/read`, { method: "POST", body: { seq }, keepalive: true }).catch(() => {
        // Said again with the next number, or when the reader looks again.
        if (marked === seq) marked = before;
      });
    },
    typing() {
      const now = Date.now();
      if (now - announcedAt < ANNOUNCE_MS) return;
      announcedAt = now;
      api(`${path}/typing`, { method: "POST" }).catch(() => {});
    },
  };
}
