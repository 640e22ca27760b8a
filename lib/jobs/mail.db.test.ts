import { sql } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { systemViewer } from "@/lib/auth/viewer";
import { takeOver } from "@/lib/conversations/commands";
import { markRead, notify } from "@/lib/notifications/commands";
import { countUnread, listNotifications } from "@/lib/notifications/queries";
import { StaleRun } from "@/lib/runs/fence";
import { makeAgent, makeCustomer, makeTurn } from "@/tests/support/factories";
import { withClient } from "../../scripts/lib/postgres-bootstrap.mjs";
import { enqueue } from "./enqueue";
import { sendEmail } from "./send-email";
import { startWorker, stopWorker } from "./worker";

const system = systemViewer("test");
const mail = { method: "email", subject: "Your order", body: "It is on its way." } as const;

/** A mail server that keeps what it is given, and refuses while `broken`. */
const received: string[] = [];
let broken = false;
let arrived: (() => void) | null = null;
const sink = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS", "AUTH"],
  onData(stream, _session, done) {
    let text = "";
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    stream.on("end", () => {
      if (broken) return done(new Error("mailbox on fire"));
      received.push(text);
      done();
      arrived?.();
    });
  },
});

beforeAll(async () => {
  await new Promise<void>((resolve) => sink.listen(0, "127.0.0.1", resolve));
  const address = sink.server.address();
  if (typeof address !== "object" || !address) throw new Error("the mail server did not start");
  process.env.SMTP_URL = `smtp://127.0.0.1:${address.port}`;
  process.env.MAIL_FROM = "Elmfjord <support@elmfjord.example>";
});
beforeEach(() => {
  received.length = 0;
  broken = false;
  arrived = null;
});
afterAll(async () => {
  await stopWorker();
  await new Promise<void>((resolve) => sink.close(() => resolve()));
});

/** As the owner of the queue sees it: product code cannot look. */
const jobs = () =>
  withClient(
    process.env.DATABASE_URL ?? "",
    (client) => client<{ task: string; key: string }[]>`
      select task_identifier as task, key from graphile_worker.jobs order by id`,
  );

const stateOf = async (id: string) => {
  const [row] = await as(system, (tx) =>
    tx.execute<{ state: string }>(sql`select state from notifications where id = ${id}`),
  );
  return row?.state;
};

describe("notifications", () => {
  it("enqueue mail in the transaction that causes it: no commit, no job", async () => {
    const customer = await makeCustomer();
    const before = (await jobs()).length;
    const { id } = await notify(system, { ...mail, userId: customer.userId });
    expect((await jobs()).slice(before)).toEqual([{ task: "send-email", key: `mail:${id}` }]);
    const undone = as(system, async (tx) => {
      await enqueue(tx, "send-email", { notificationId: id }, "mail:never");
      throw new Error("rolled back");
    });
    await expect(undone).rejects.toThrow("rolled back");
    expect((await jobs()).map((job) => job.key)).not.toContain("mail:never");
  });

  it("gives product code no other way into the queue", async () => {
    const attempt = (statement: ReturnType<typeof sql>) => as(system, (tx) => tx.execute(statement));
    await expect(attempt(sql`select baton_enqueue('clean-up', '{}'::jsonb)`)).rejects.toMatchObject({
      cause: { message: "unknown task clean-up" },
    });
    await expect(attempt(sql`select graphile_worker.add_job('send-email')`)).rejects.toMatchObject({
      cause: { code: "42501" },
    });
  });

  it("tell the assistant's own customer once, whoever it names, and nobody after a takeover", async () => {
    const { assistant, customer, conversation } = await makeTurn();
    const stranger = await makeCustomer();
    const input = { method: "in_app", subject: "S", body: "B", userId: stranger.userId } as const;
    const first = await notify(assistant, input, { callId: "n1" });
    expect(await notify(assistant, input, { callId: "n1" })).toEqual(first);
    expect(await countUnread(stranger)).toBe(0);
    expect((await listNotifications(customer, { limit: 5 })).items).toMatchObject([
      { id: first.id, subject: "S", body: "B", conversationId: conversation.id, readAt: null },
    ]);
    await takeOver(await makeAgent(), conversation.id);
    await expect(notify(assistant, input, { callId: "n2" })).rejects.toThrow(StaleRun);
    expect(await countUnread(customer)).toBe(1);
  });

  it("are read by their owner alone, and marked once", async () => {
    const customer = await makeCustomer();
    const agent = await makeAgent();
    await notify(agent, { method: "in_app", subject: "S", body: "B", userId: customer.userId });
    expect((await listNotifications(agent, { limit: 5 })).items).toEqual([]);
    expect(await markRead(agent)).toBe(0);
    expect(await markRead(customer)).toBe(1);
    expect(await markRead(customer)).toBe(0);
    expect((await listNotifications(customer, { limit: 5, unread: true })).items).toEqual([]);
    await expect(
      as(agent, (tx) => tx.execute(sql`select 1 from notifications where user_id = ${customer.userId}`)),
    ).resolves.toHaveLength(0);
  });

  it("come page by page, newest first, through equal times", async () => {
    const customer = await makeCustomer();
    await as(system, (tx) =>
      tx.execute(sql`
        insert into notifications (id, user_id, method, subject, body, state, created_at)
        select gen_random_uuid(), ${customer.userId}, 'in_app', 'S' || i, 'B', 'sent',
               timestamptz '2026-01-01' + (i / 4) * interval '1 day' from generate_series(1, 10) i`),
    );
    const whole = await listNotifications(customer, { limit: 50 });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listNotifications(customer, { limit: 3, cursor });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(whole.items.map((item) => item.id));
    expect(seen).toHaveLength(10);
  });
});

describe("mail", () => {
  it("leaves through the worker once, with the person's name and our address", async () => {
    const customer = await makeCustomer({ name: "Casey Ström", email: "casey@example.com" });
    await startWorker();
    const here = new Promise<void>((resolve) => {
      arrived = () => {
        if (received.some((text) => text.includes("casey@example.com"))) resolve();
      };
    });
    const { id } = await notify(system, { ...mail, userId: customer.userId });
    await here;
    const text = received.find((one) => one.includes("casey@example.com")) ?? "";
    expect(text).toMatch(/^From: "?Elmfjord"? <support@elmfjord.example>/m);
    expect(text).toMatch(/^Subject: Your order/m);
    expect(text).toContain("It is on its way.");
    expect(text).toContain(`Message-ID: <${id}@`);
    await stopWorker();
    expect(await stateOf(id)).toBe("sent");
    received.length = 0;
    await sendEmail({ notificationId: id }, { isLastAttempt: false });
    expect(received).toEqual([]);
  });

  it("still leaves after the worker has lost every connection", async () => {
    await startWorker();
    const lost = await withClient(
      process.env.DATABASE_URL ?? "",
      (
        client,
      ) => client`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'baton-jobs'
        and datname = current_database()`,
    );
    expect(lost.length).toBeGreaterThan(0);
    const customer = await makeCustomer();
    const here = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    await notify(system, { ...mail, userId: customer.userId });
    await here;
    await stopWorker();
    expect(received).toHaveLength(1);
  });

  it("is tried again while the mail server fails, and given up honestly at last", async () => {
    broken = true;
    const customer = await makeCustomer();
    const { id } = await notify(system, { ...mail, userId: customer.userId });
    await expect(sendEmail({ notificationId: id }, { isLastAttempt: false })).rejects.toThrow("on fire");
    expect(await stateOf(id)).toBe("pending");
    await expect(sendEmail({ notificationId: id }, { isLastAttempt: true })).rejects.toThrow("on fire");
    expect(await stateOf(id)).toBe("failed");
  });

  it("does not reach disabled accounts, nor take a header from its text", async () => {
    const customer = await makeCustomer({ name: "Eve\r\nBcc: victim@example.com" });
    const { id } = await notify(system, {
      ...mail,
      subject: "A\r\nBcc: victim@example.com",
      userId: customer.userId,
    });
    await sendEmail({ notificationId: id }, { isLastAttempt: false });
    expect(received[0]).not.toMatch(/^Bcc:/im);
    const gone = await makeCustomer();
    const second = await notify(system, { ...mail, userId: gone.userId });
    await as(system, (tx) => tx.execute(sql`update users set status = 'disabled' where id = ${gone.userId}`));
    await sendEmail({ notificationId: second.id }, { isLastAttempt: false });
    expect(await stateOf(second.id)).toBe("unsent");
    expect(received).toHaveLength(1);
  });
});
