/** Sends one notification by mail. Safe to repeat: what has been sent, or can no longer be, is left alone. */
import "server-only";
import { eq } from "drizzle-orm";
import { createTransport } from "nodemailer";
import { z } from "zod";
import { as } from "@/db/client";
import { notifications, users } from "@/db/schema/people";
import { systemViewer } from "@/lib/auth/viewer";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { within } from "./within";

const viewer = systemViewer("send-email");
const payloadShape = z.object({ notificationId: z.uuid() });

/** Milliseconds that a silent mail server is waited for; the queue tries again later. */
const SMTP_TIMEOUT = 15_000;

/** Rejects when the mail server does, so that the queue tries again; the last attempt marks the row as failed. */
export async function sendEmail(payload: unknown, { isLastAttempt }: { isLastAttempt: boolean }) {
  const { notificationId } = payloadShape.parse(payload);
  const mail = await load(notificationId);
  if (mail?.state !== "pending") return;
  const smtpUrl = env().SMTP_URL;
  if (!smtpUrl || mail.status !== "active") {
    await setState(notificationId, "unsent");
    log().info({ notificationId, mailServer: Boolean(smtpUrl) }, "mail not sent");
    return;
  }
  const transport = createTransport(smtpUrl, {
    from: env().MAIL_FROM,
    // Text comes from people and models: it must never make the mailer read a file or fetch a page.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await within(
      SMTP_TIMEOUT,
      transport.sendMail({
        to: { name: mail.name, address: mail.email },
        subject: mail.subject,
        text: mail.body,
        // The same message on a retry, should the server have taken the first one.
        messageId: `<${notificationId}@${new URL(env().APP_URL).hostname}>`,
      }),
      "the mail server did not answer in time",
    );
    await setState(notificationId, "sent");
  } catch (error) {
    log().warn({ notificationId, ...reasonOf(error), isLastAttempt }, "mail failed");
    if (isLastAttempt) await setState(notificationId, "failed");
    throw error;
  } finally {
    transport.close();
  }
}

/** Codes only: what a mail server says often repeats the address. */
function reasonOf(error: unknown): { code?: unknown; responseCode?: unknown } {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return { code, responseCode };
}

function load(id: string) {
  return as(viewer, async (tx) => {
    const [row] = await tx
      .select({
        state: notifications.state,
        subject: notifications.subject,
        body: notifications.body,
        email: users.email,
        name: users.name,
        status: users.status,
      })
      .from(notifications)
      .innerJoin(users, eq(users.id, notifications.userId))
      .where(eq(notifications.id, id));
    return row ?? null;
  });
}

async function setState(id: string, state: "sent" | "unsent" | "failed"): Promise<void> {
  await as(viewer, (tx) => tx.update(notifications).set({ state }).where(eq(notifications.id, id)));
}
