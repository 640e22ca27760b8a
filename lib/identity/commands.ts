/**
 * Proving who one is, before the assistant does what an open browser must not be enough for. A code goes to the
 * customer's mailbox; entering it makes the session that asked a fresh one. The rows are the system's alone: no
 * customer, assistant or colleague can read or write one.
 */
import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { sessions, users } from "@/db/schema/people";
import { runs } from "@/db/schema/runs";
import { identityChecks } from "@/db/schema/tools";
import { settleRun } from "@/lib/approvals/settle";
import { authorize } from "@/lib/auth/policy";
import {
  type AssistantViewer,
  type CustomerViewer,
  type SystemViewer,
  systemViewer,
} from "@/lib/auth/viewer";
import { env } from "@/lib/core/env";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { consume, limits } from "@/lib/core/limits";
import { fence } from "@/lib/runs/fence";
import { decide, lockCheck, pendingOf, record, wrong } from "./check";
import { CODE_MINUTES, CODE_TRIES, hashOfCode, isCode, masked, newCode } from "./codes";
import { requireMailServer, sendCode } from "./mail";

const system = systemViewer("identity");
const now = sql`clock_timestamp()`;
const expiry = sql<Date>`clock_timestamp() + make_interval(mins => ${CODE_MINUTES})`;

/**
 * Whether the customer proved lately who they are: by signing in, or by a code, in the session from which they asked;
 * or by a code for this very run.
 */
export async function isIdentityFresh(viewer: SystemViewer, runId: string): Promise<boolean> {
  authorize(viewer, "identity.judge");
  const minutes = env().STEP_UP_AFTER_MINUTES;
  const [row] = await as(viewer, (tx) =>
    tx.execute<{ fresh: boolean }>(sql`
      select exists (select from identity_checks c where c.run_id = ${runId} and c.state = 'verified')
        or exists (
          select from runs r join sessions s on s.id = r.session_id and s.user_id = r.customer_id
           where r.id = ${runId} and s.revoked_at is null and s.expires_at > clock_timestamp()
             and greatest(s.created_at, s.verified_at) > clock_timestamp() - make_interval(mins => ${minutes})) as fresh`),
  );
  return row?.fresh === true;
}

/**
 * Asks the customer for a code, once for a run however often it is asked. Throws `unavailable` when nothing can be
 * mailed or nobody knows from where the customer asked, `rate_limited` after too many codes, and `StaleRun`.
 */
export async function requestCode(viewer: AssistantViewer): Promise<{ id: string; sentTo: string }> {
  authorize(viewer, "identity.check");
  const pending = await as(system, (tx) => pendingOf(tx, viewer.runId));
  if (pending) return pending;
  requireMailServer();
  await consume([{ limit: limits.codesPerHour, key: viewer.customerId }]);
  const id = newId();
  const code = newCode();
  const made = await as(system, async (tx) => {
    const held = await fence(tx, viewer);
    const [asked] = await tx
      .select({ sessionId: runs.sessionId, name: users.name, email: users.email })
      .from(runs)
      .innerJoin(users, eq(users.id, runs.customerId))
      .where(eq(runs.id, viewer.runId));
    if (!asked?.sessionId)
      throw new AppError("unavailable", "It is not known from where the customer asked.");
    const [check] = await tx
      .insert(identityChecks)
      .values({
        id,
        runId: viewer.runId,
        conversationId: held.id,
        customerId: held.customerId,
        sessionId: asked.sessionId,
        codeHash: hashOfCode(id, code),
        expiresAt: expiry as unknown as Date,
      })
      .onConflictDoNothing()
      .returning({ id: identityChecks.id });
    if (!check) return null;
    const { id: conversationId, customerId } = held;
    await record(tx, viewer, { id, runId: viewer.runId, conversationId, customerId }, "identity.code_sent");
    return { name: asked.name, email: asked.email };
  });
  // Another call of the same run was first.
  if (!made) return (await as(system, (tx) => pendingOf(tx, viewer.runId))) ?? requestCode(viewer);
  try {
    await sendCode({ ...made, checkId: id }, code);
  } catch (error) {
    // Nobody can know this code.
    await as(system, (tx) => decide(tx, id, "revoked"));
    throw error;
  }
  return { id, sentTo: masked(made.email) };
}

/**
 * `verified`: false when that was the last try, and the assistant goes on without. `runId`: the run that goes on now,
 * for the caller to start.
 */
export type Entered = { verified: boolean; runId: string | null };

/**
 * Enters the code that was mailed. Throws `invalid` for a wrong one while there are tries left, and `conflict`, in
 * words that say why, for a check that is over. Tries at the same moment count each for itself.
 */
export async function enterCode(viewer: CustomerViewer, checkId: string, code: string): Promise<Entered> {
  authorize(viewer, "identity.prove");
  const outcome = await as(system, async (tx): Promise<Entered | AppError> => {
    const check = await lockCheck(tx, viewer, checkId);
    const verified = isCode(checkId, code, check.codeHash);
    const triesLeft = CODE_TRIES - check.tries - 1;
    if (!verified && triesLeft > 0) {
      await tx
        .update(identityChecks)
        .set({ tries: check.tries + 1 })
        .where(eq(identityChecks.id, checkId));
      return wrong(triesLeft);
    }
    await decide(tx, checkId, verified ? "verified" : "failed");
    if (verified)
      await tx
        .update(sessions)
        .set({ verifiedAt: now })
        .where(and(eq(sessions.id, check.sessionId), eq(sessions.userId, viewer.userId)));
    await record(tx, viewer, check, verified ? "identity.verified" : "identity.failed");
    return { verified, runId: await settleRun(tx, check.runId) };
  });
  // Thrown only now, so that the try stays counted.
  if (outcome instanceof AppError) throw outcome;
  return outcome;
}

/** Mails a new code for the same check; the one before is good for nothing from then on. Throws as {@link requestCode}. */
export async function resendCode(viewer: CustomerViewer, checkId: string): Promise<void> {
  authorize(viewer, "identity.prove");
  // Whether there is anything to send again is known before it is counted.
  await as(system, (tx) => lockCheck(tx, viewer, checkId));
  requireMailServer();
  await consume([{ limit: limits.codesPerHour, key: viewer.userId }]);
  const code = newCode();
  const to = await as(system, async (tx) => {
    const check = await lockCheck(tx, viewer, checkId);
    await tx
      .update(identityChecks)
      .set({ codeHash: hashOfCode(checkId, code), tries: 0, expiresAt: expiry as unknown as Date })
      .where(eq(identityChecks.id, checkId));
    const [person] = await tx
      .select({ name: users.name, email: users.email })
      .from(users)
      .where(eq(users.id, viewer.userId));
    if (!person) throw notFound("Check");
    await record(tx, viewer, check, "identity.code_sent");
    return person;
  });
  await sendCode({ ...to, checkId }, code);
}

/** Checks looked at in one go; the rest is found the next time. */
const BATCH = 50;
/** The code is too old, or the run that wanted it is over. */
const isOver = sql`c.state = 'pending'
  and (c.expires_at <= clock_timestamp() or r.state not in ('waiting', 'queued', 'running'))`;

/**
 * Ends checks that nobody can or need pass any more, each under its conversation's row lock, as every other decision
 * on one; what waited for them can be settled then. Answers how many.
 */
export async function expireChecks(viewer: SystemViewer): Promise<number> {
  authorize(viewer, "identity.judge");
  const over = await as(viewer, (tx) =>
    tx.execute<{ id: string; run_id: string; conversation_id: string; customer_id: string }>(sql`
      select c.id, c.run_id, c.conversation_id, c.customer_id
        from identity_checks c join runs r on r.id = c.run_id where ${isOver} limit ${BATCH}`),
  );
  for (const { id, run_id: runId, conversation_id: conversationId, customer_id: customerId } of over)
    await as(viewer, async (tx) => {
      await tx.execute(sql`select id from conversations where id = ${conversationId} for update`);
      const [ended] = await tx.execute(sql`
        update identity_checks c set decided_at = clock_timestamp(),
               state = case when c.expires_at <= clock_timestamp() then 'expired' else 'revoked' end
          from runs r where r.id = c.run_id and c.id = ${id} and ${isOver}
        returning c.id`);
      if (ended) await record(tx, viewer, { id, runId, conversationId, customerId }, "identity.expired");
    });
  return over.length;
}
