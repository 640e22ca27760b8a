/** Hands one mail to the configured mail server. Rejects when it does not take it, or not in time. */
import "server-only";
import { createTransport } from "nodemailer";
import { env } from "@/lib/core/env";
import { within } from "@/lib/jobs/within";

export type Mail = {
  to: { name: string; address: string };
  subject: string;
  text: string;
  /** The same for every attempt at the same mail, so that a second one can be told for what it is. */
  messageId?: string;
};

export async function sendMail(mail: Mail, milliseconds: number): Promise<void> {
  const smtpUrl = env().SMTP_URL;
  if (!smtpUrl) throw new Error("no mail server is configured");
  const transport = createTransport(smtpUrl, {
    from: env().MAIL_FROM,
    // Text comes from people and models: it must never make the mailer read a file or fetch a page.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await within(milliseconds, transport.sendMail(mail), "the mail server did not answer in time");
  } finally {
    transport.close();
  }
}

/** Codes only: what a mail server says often repeats the address. */
export function reasonOf(error: unknown): { code?: unknown; responseCode?: unknown } {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return { code, responseCode };
}
