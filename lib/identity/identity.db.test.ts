import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { sessions } from "@/db/schema/people";
import { runs } from "@/db/schema/runs";
import { identityChecks } from "@/db/schema/tools";
import { type AssistantViewer, type CustomerViewer, systemViewer, userViewer } from "@/lib/auth/viewer";
import { takeOver } from "@/lib/conversations/commands";
import { newId } from "@/lib/core/ids";
import { limits } from "@/lib/core/limits";
import { makeAgent, makeRun, makeTurn } from "@/tests/support/factories";
import { type MailSink, openMailSink } from "@/tests/support/mail-sink";
import { enterCode, expireChecks, isIdentityFresh, requestCode, resendCode } from "./commands";
import { findPendingCheck } from "./queries";

const system = systemViewer("test");

let sink: MailSink;
beforeAll(async () => {
  sink = await openMailSink();
});
beforeEach(() => {
  sink.received.length = 0;
  sink.broken = false;
});
afterAll(() => sink.close());

const HOURS = 3_600_000;
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

/** A turn that was asked for from the customer's session, begun so many hours ago. */
async function makeAsked(hoursAgo: number) {
  const turn = await makeTurn();
  await as(system, (tx) =>
    tx
      .update(sessions)
      .set({ createdAt: new Date(Date.now() - hoursAgo * HOURS) })
      .where(eq(sessions.id, turn.customer.sessionId)),
  );
  return turn;
}

async function makeAskedCode(hoursAgo = 24) {
  const turn = await makeAsked(hoursAgo);
  const { id, sentTo } = await requestCode(turn.assistant);
  return { ...turn, id, sentTo, code: sink.lastCode() };
}

const isFresh = ({ runId }: AssistantViewer) => isIdentityFresh(system, runId);
const checkOf = async (id: string) => {
  const [row] = await as(system, (tx) => tx.select().from(identityChecks).where(eq(identityChecks.id, id)));
  if (!row) throw new Error("no check");
  return row;
};
const conflict = (words: RegExp) => ({ code: "conflict", message: expect.stringMatching(words) });

describe("a sign-in", () => {
  it.each([
    [11.9, true],
    [12.1, false],
  ])("of %s hours ago is proof enough: %s", async (hours, expected) => {
    const { assistant } = await makeAsked(hours);
    expect(await isFresh(assistant)).toBe(expected);
  });

  it("is none when it has been ended, nor for a run that nobody knows the session of", async () => {
    const { assistant, customer } = await makeAsked(1);
    await as(system, (tx) =>
      tx.update(sessions).set({ revokedAt: new Date() }).where(eq(sessions.id, customer.sessionId)),
    );
    expect(await isFresh(assistant)).toBe(false);
    const unknown = await makeTurn();
    await as(system, (tx) =>
      tx.update(runs).set({ sessionId: null }).where(eq(runs.id, unknown.assistant.runId)),
    );
    expect(await isFresh(unknown.assistant)).toBe(false);
    await expect(requestCode(unknown.assistant)).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("a code", () => {
  it("is mailed once for a run, and stands nowhere else", async () => {
    const { assistant, customer, id, code, sentTo } = await makeAskedCode();
    expect(code).toMatch(/^\d{6}$/);
    expect(sentTo).toMatch(/^c•••@example\.com$/);
    expect(await requestCode(assistant)).toEqual({ id, sentTo });
    expect(sink.received).toHaveLength(1);
    const kept = await as(system, (tx) =>
      tx.execute<{ row: string }>(sql`
        select to_jsonb(c)::text as row from identity_checks c where customer_id = ${customer.userId}
        union all select to_jsonb(n)::text from notifications n where user_id = ${customer.userId}
        union all select to_jsonb(e)::text from events e where customer_id = ${customer.userId}`),
    );
    expect(kept.length).toBeGreaterThan(1);
    expect(
      kept.filter(({ row }) => row.includes(code) || row.includes(`${code.slice(0, 3)} ${code.slice(3)}`)),
    ).toEqual([]);
  });

  it("makes the session that asked a fresh one, once", async () => {
    const { assistant, customer, conversation, id, code } = await makeAskedCode();
    expect(await findPendingCheck(customer, conversation.id)).toMatchObject({ id, triesLeft: 3, here: true });
    await enterCode(customer, id, code);
    expect(await isFresh(assistant)).toBe(true);
    expect(await findPendingCheck(customer, conversation.id)).toBeNull();
    await expect(enterCode(customer, id, code)).rejects.toMatchObject(conflict(/used already/));
    await as(system, (tx) => tx.update(runs).set({ state: "completed" }).where(eq(runs.id, assistant.runId)));
    expect(await isFresh(await makeRun(conversation))).toBe(true);
  });

  it("may be wrong three times, of tries at the same moment as well", async () => {
    const { customer, conversation, id, code } = await makeAskedCode();
    await expect(enterCode(customer, id, other(code))).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("2 tries"),
    });
    expect(await findPendingCheck(customer, conversation.id)).toMatchObject({ triesLeft: 2 });
    const tries = await Promise.allSettled(
      [2, 3, 4, 5, 6].map((n) =>
        enterCode(customer, id, String((Number(code) + n) % 1_000_000).padStart(6, "0")),
      ),
    );
    const words = tries.map((each) =>
      each.status === "fulfilled"
        ? `verified ${each.value.verified}`
        : (each.reason as { code: string }).code,
    );
    expect(words.sort()).toEqual(["conflict", "conflict", "conflict", "invalid", "verified false"]);
    await expect(enterCode(customer, id, code)).rejects.toMatchObject(conflict(/wrong too often/));
    expect(await checkOf(id)).toMatchObject({ state: "failed" });
  });

  it("is somebody else's business to nobody else, also not to another browser of the customer", async () => {
    const { customer, conversation, id, code } = await makeAskedCode();
    const stranger = await makeTurn();
    const missing = { code: "not_found", message: "Check not found." };
    await expect(enterCode(stranger.customer, id, code)).rejects.toMatchObject(missing);
    await expect(resendCode(stranger.customer, id)).rejects.toMatchObject(missing);
    await expect(enterCode(customer, newId(), code)).rejects.toMatchObject(missing);
    expect(await findPendingCheck(stranger.customer, conversation.id)).toBeNull();
    const { userId, name } = customer;
    const elsewhere = userViewer({ userId, name, role: "customer", sessionId: newId() }) as CustomerViewer;
    await expect(enterCode(elsewhere, id, code)).rejects.toMatchObject(
      conflict(/browser in which you asked/),
    );
    expect(await findPendingCheck(elsewhere, conversation.id)).toMatchObject({ here: false });
    expect((await enterCode(customer, id, code)).verified).toBe(true);
  });

  it("is replaced by the next one, which has its own tries and its own time", async () => {
    const { customer, id, code } = await makeAskedCode();
    await expect(enterCode(customer, id, other(code))).rejects.toMatchObject({ code: "invalid" });
    const before = await checkOf(id);
    await resendCode(customer, id);
    const fresh = sink.lastCode();
    const after = await checkOf(id);
    expect([after.tries, after.codeHash === before.codeHash]).toEqual([0, false]);
    if (fresh !== code)
      await expect(enterCode(customer, id, code)).rejects.toMatchObject({ code: "invalid" });
    expect((await enterCode(customer, id, fresh)).verified).toBe(true);
  });

  it("is mailed five times an hour at most", async () => {
    const { customer, id } = await makeAskedCode();
    for (let n = 1; n < limits.codesPerHour.max; n++) await resendCode(customer, id);
    await expect(resendCode(customer, id)).rejects.toMatchObject({ code: "rate_limited" });
    expect(sink.received).toHaveLength(5);
  });

  it("is no good after ten minutes, and lets the run go on without it", async () => {
    const { assistant, customer, id, code } = await makeAskedCode();
    const late = (seconds: number) =>
      as(system, (tx) =>
        tx.execute(sql`
          update identity_checks set expires_at = clock_timestamp() - make_interval(secs => ${seconds}) where id = ${id}`),
      );
    expect((await checkOf(id)).expiresAt.getTime() - Date.now()).toBeGreaterThan(9.5 * 60_000);
    await late(0);
    await expect(enterCode(customer, id, code)).rejects.toMatchObject(conflict(/expired/));
    await expect(resendCode(customer, id)).rejects.toMatchObject(conflict(/expired/));
    expect(await expireChecks(system)).toBeGreaterThan(0);
    expect(await checkOf(id)).toMatchObject({ state: "expired" });
    expect(await isFresh(assistant)).toBe(false);
  });

  it("is not needed any more once somebody has taken the conversation over", async () => {
    const { customer, conversation, id, code } = await makeAskedCode();
    await takeOver(await makeAgent(), conversation.id);
    await expect(enterCode(customer, id, code)).rejects.toMatchObject(conflict(/not needed/));
    expect(await findPendingCheck(customer, conversation.id)).toBeNull();
    await expireChecks(system);
    expect(await checkOf(id)).toMatchObject({ state: "revoked" });
  });

  it("that could not be mailed is good for nothing, and can be asked for again", async () => {
    const { assistant } = await makeAsked(24);
    sink.broken = true;
    await expect(requestCode(assistant)).rejects.toMatchObject({ code: "unavailable" });
    sink.broken = false;
    const { id } = await requestCode(assistant);
    expect(await checkOf(id)).toMatchObject({ state: "pending" });
  });

  it("sets a waiting run going again", async () => {
    const { assistant, customer, id, code } = await makeAskedCode();
    await as(system, (tx) =>
      tx.update(runs).set({ state: "waiting", leaseUntil: null }).where(eq(runs.id, assistant.runId)),
    );
    expect(await enterCode(customer, id, code)).toEqual({ verified: true, runId: assistant.runId });
  });
});
