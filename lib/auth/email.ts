/** The one way an e-mail address is read. ASCII only after NFKC: look-alikes and parser tricks end here. Pure. */
import { z } from "zod";

const local = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*";
const domain = "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const address = new RegExp(`^${local}@${domain}$`);

/** The normalised address, or null when it is not one. At most 254 characters (RFC 5321, 4.5.3.1.3). */
export function normalizeEmail(given: string): string | null {
  // Full-width and other compatibility forms of "@" and "." must not turn one address into another.
  if (/[^\x20-\x7e]/.test(given)) return null;
  const email = given.trim().toLowerCase();
  return email.length <= 254 && address.test(email) ? email : null;
}

export const emailField = z
  .string()
  .max(320)
  .transform((value, context) => {
    const email = normalizeEmail(value);
    if (email) return email;
    context.addIssue({ code: "custom", message: "must be an e-mail address" });
    return z.NEVER;
  });
