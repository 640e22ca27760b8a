/** One identity check inside a transaction: found, locked, judged, decided. The transaction is the system's. */
import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { users } from "@/db/schema/people";
import { runs } from "@/db/schema/runs";
import { identityChecks } from "@/db/schema/tools";
import { recordEvent } from "@/lib/audit/record";
import type { AssistantViewer, CustomerViewer, SystemViewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import { masked } from "./codes";

/** States of a run that still waits for its code, or is about to. */
export const LIVE = ["waiting", "queued", "running"] as const;

type Check = { id: string; runId: string; conversationId: string; customerId: string };

export async function pendingOf(tx: Tx, runId: string): Promise<{ id: string; sentTo: string } | null> {
  const [row] = await tx
    .select({ id: identityChecks.id, email: users.email })
    .from(identityChecks)
    .innerJoin(users, eq(users.id, identityChecks.customerId))
    .where(and(eq(identityChecks.runId, runId), eq(identityChecks.state, "pending")));
  return row ? { id: row.id, sentTo: masked(row.email) } : null;
}

/** The viewer's own check, locked after its conversation, as everything here is; throws when it is over. */
export async function lockCheck(tx: Tx, viewer: CustomerViewer, checkId: string) {
  const [found] = await tx
    .select({ conversationId: identityChecks.conversationId })
    .from(identityChecks)
    .where(and(eq(identityChecks.id, checkId), eq(identityChecks.customerId, viewer.userId)));
  if (!found) throw notFound("Check");
  await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.id, found.conversationId))
    .for("update");
  const [check] = await tx
    .select({
      id: identityChecks.id,
      runId: identityChecks.runId,
      conversationId: identityChecks.conversationId,
      customerId: identityChecks.customerId,
      sessionId: identityChecks.sessionId,
      codeHash: identityChecks.codeHash,
      tries: identityChecks.tries,
      state: identityChecks.state,
      late: sql<boolean>`${identityChecks.expiresAt} <= clock_timestamp()`,
      wanted: inArray(runs.state, [...LIVE]).mapWith(Boolean),
    })
    .from(identityChecks)
    .innerJoin(runs, eq(runs.id, identityChecks.runId))
    .where(eq(identityChecks.id, checkId))
    .for("update", { of: identityChecks });
  if (!check) throw notFound("Check");
  const refusal = refusalOf(check, viewer);
  if (refusal) throw new AppError("conflict", refusal);
  return check;
}

type Looked = {
  state: (typeof identityChecks.$inferSelect)["state"];
  late: boolean;
  wanted: boolean;
  sessionId: string;
};

function refusalOf({ state, late, wanted, sessionId }: Looked, viewer: CustomerViewer): string | null {
  if (state === "verified") return "This code has been used already.";
  if (state === "failed")
    return "The code was wrong too often. Ask again in the conversation to get a new one.";
  if (state === "expired" || late)
    return "This code has expired. Ask again in the conversation to get a new one.";
  if (state === "revoked" || !wanted) return "This code is not needed any more.";
  // Otherwise whoever holds another open browser could have its owner let them in.
  return sessionId === viewer.sessionId ? null : "Enter the code in the browser in which you asked for it.";
}

export function wrong(triesLeft: number): AppError {
  const left = triesLeft === 1 ? "one try" : `${triesLeft} tries`;
  return new AppError("invalid", `That is not the code. You have ${left} left.`, {
    fields: { code: "is not the one in the e-mail" },
  });
}

export const decide = (tx: Tx, checkId: string, state: "verified" | "failed" | "revoked") =>
  tx
    .update(identityChecks)
    .set({ state, decidedAt: sql`clock_timestamp()` })
    .where(eq(identityChecks.id, checkId));

export const record = (
  tx: Tx,
  by: CustomerViewer | AssistantViewer | SystemViewer,
  { id, runId, conversationId, customerId }: Check,
  type: string,
) =>
  recordEvent(tx, by, {
    type,
    conversationId,
    customerId,
    subject: { type: "identity_check", id },
    data: { runId },
  });
