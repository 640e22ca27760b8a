/** The check that a customer has to answer in a conversation, without its code. */
import "server-only";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { users } from "@/db/schema/people";
import { runs } from "@/db/schema/runs";
import { identityChecks } from "@/db/schema/tools";
import { authorize } from "@/lib/auth/policy";
import { type CustomerViewer, systemViewer } from "@/lib/auth/viewer";
import { LIVE } from "./check";
import { CODE_TRIES, masked } from "./codes";
import type { PendingCheck } from "./schema";

const system = systemViewer("identity");

/** Null when nothing is waited for, also in a conversation of somebody else. */
export async function findPendingCheck(
  viewer: CustomerViewer,
  conversationId: string,
): Promise<PendingCheck | null> {
  authorize(viewer, "identity.prove");
  const [row] = await as(system, (tx) =>
    tx
      .select({
        id: identityChecks.id,
        email: users.email,
        tries: identityChecks.tries,
        expiresAt: identityChecks.expiresAt,
        sessionId: identityChecks.sessionId,
      })
      .from(identityChecks)
      .innerJoin(runs, eq(runs.id, identityChecks.runId))
      .innerJoin(users, eq(users.id, identityChecks.customerId))
      .where(
        and(
          eq(identityChecks.conversationId, conversationId),
          eq(identityChecks.customerId, viewer.userId),
          eq(identityChecks.state, "pending"),
          sql`${identityChecks.expiresAt} > clock_timestamp()`,
          inArray(runs.state, [...LIVE]),
        ),
      )
      .orderBy(desc(identityChecks.createdAt))
      .limit(1),
  );
  if (!row) return null;
  return {
    id: row.id,
    sentTo: masked(row.email),
    triesLeft: CODE_TRIES - row.tries,
    expiresAt: row.expiresAt,
    here: row.sessionId === viewer.sessionId,
  };
}
