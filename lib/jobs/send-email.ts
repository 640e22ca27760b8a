/** Sends one notification by mail. Safe to repeat: what has been sent, or can no longer be, is left alone. */
import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { as } from "@/db/client";
import { notifications, users } from "@/db/schema/people";
import { systemViewer } from "@/lib/auth/viewer";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { reasonOf, sendMail } from "@/lib/notifications/mail";

const viewer = systemViewer("send-email");
const payloadShape = z.object({ notificationId: z.uuid() });

/** Milliseconds that a silent mail server is waited for; the queue tries again later. */
const SMTP_TIMEOUT = 15_000;

/** Rejects when the mail server does, so that the queue tries again; the last attempt marks the row as failed. */
export async function sendEmail(payload: unknown, { isLastAttempt }: { isLastAttempt: boolean }) {
  const { notificationId } = payloadShape.parse(payload);
  const mail = await load(notificationId);
  if (mail?.state !== "pending") return;
  const hasServer = env().SMTP_URL !== undefined;
  if (!hasServer || mail.status !== "active") {
    await setState(notificationId, "unsent");
    log().info({ notificationId, mailServer: hasServer }, "mail not sent");
    return;
  }
  try {
    await sendMail(
      {
        to: { name: mail.name, address: mail.email },
        subject: mail.subject,
        text: mail.body,
        // The same message on a retry, should the server have taken the first one.
        messageId: `<${notificationId}@${new URL(env().APP_URL).hostname}>`,
      },
      SMTP_TIMEOUT,
    );
    await setState(notificationId, "sent");
  } catch (error) {
    log().warn({ notificationId, ...reasonOf(error), isLastAttempt }, "mail failed");
    if (isLastAttempt) await setState(notificationId, "failed");
    throw error;
  }
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
