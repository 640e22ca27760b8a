/**
 * Sends a code, straight to the mail server and past everything that keeps or lists mail: no row, no job and no log
 * ever holds a code, and no open browser shows one.
 */
import "server-only";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { reasonOf, sendMail } from "@/lib/notifications/mail";
import { CODE_MINUTES } from "./codes";

/** Milliseconds; somebody waits for it. */
const PATIENCE = 8_000;

export const requireMailServer = (): void => {
  if (!env().SMTP_URL) throw noMail();
};

export async function sendCode(
  to: { name: string; email: string; checkId: string },
  code: string,
): Promise<void> {
  const shown = `${code.slice(0, 3)} ${code.slice(3)}`;
  try {
    await sendMail(
      {
        to: { name: to.name, address: to.email },
        subject: `Your code for ${env().COMPANY_NAME}`,
        text: [
          `Your code is ${shown}`,
          `It is good for ${CODE_MINUTES} minutes. Enter it in the conversation in which you asked for the change.`,
          "If you did not ask for anything, somebody else may be using your account: do not pass the code on, and change your password.",
        ].join("\n\n"),
      },
      PATIENCE,
    );
  } catch (error) {
    log().warn({ checkId: to.checkId, ...reasonOf(error) }, "a code could not be mailed");
    throw noMail(error);
  }
}

const noMail = (cause?: unknown) =>
  new AppError("unavailable", "We cannot send you a code just now. Try again in a moment.", { cause });
