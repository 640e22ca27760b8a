/** Puts background work into the transaction that causes it: no commit, no job; a commit, and it will run. */
import "server-only";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/** Tasks that product code may enqueue, with their payloads; `baton_enqueue` knows the same names. */
export type Tasks = {
  "send-email": { notificationId: string };
  /** The entries after `from`, up to the line that says it is resolved. */
  "remember-episode": { conversationId: string; episode: number; from: number; to: number };
  /** What a publication may have changed: conflicts with others, and gaps that it closes. */
  "check-article": { articleId: string };
  "check-cases": Record<string, never>;
  "collect-gaps": Record<string, never>;
  /** One step; it puts in the next. */
  "import-articles": { importId: string };
};

/** The same `key` while the job still waits replaces it: one job, not two. */
export async function enqueue<T extends keyof Tasks>(
  tx: Tx,
  task: T,
  payload: Tasks[T],
  key: string | null = null,
): Promise<void> {
  await tx.execute(sql`select baton_enqueue(${task}, ${JSON.stringify(payload)}::jsonb, ${key})`);
}
