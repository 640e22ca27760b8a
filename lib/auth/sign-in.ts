/** Signing in with a password: limits first, one answer and one duration for known and unknown accounts. */
import "server-only";
import { eq } from "drizzle-orm";
import { as } from "@/db/client";
import { credentials, users } from "@/db/schema/people";
import { normalizeEmail } from "@/lib/auth/email";
import { verifyPassword } from "@/lib/auth/password";
import { startSession } from "@/lib/auth/sessions";
import { systemViewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/core/errors";
import { type Charge, consume, limits, refund } from "@/lib/core/limits";
import { log } from "@/lib/core/log";
import { clientAddress } from "@/lib/core/request";

const viewer = systemViewer("sign-in");
/** Longer input is refused before hashing: nobody's password, but somebody's CPU. */
const MAX_PASSWORD = 256;

/** Throws `invalid` for any wrong combination, `rate_limited` after too many; never says which part was wrong. */
export async function signIn(given: { email: string; password: string; headers: Headers }) {
  const email = normalizeEmail(given.email) ?? "";
  const address = clientAddress(given.headers);
  const charges: Charge[] = [
    { limit: limits.signInByAddressAndAccount, key: `${address}:${email}` },
    { limit: limits.signInByAccount, key: email },
    { limit: limits.signInByAddress, key: address },
  ];
  await consume(charges);

  const user = await as(viewer, async (tx) => {
    const [row] = await tx
      .select({ id: users.id, role: users.role, status: users.status, hash: credentials.passwordHash })
      .from(users)
      .innerJoin(credentials, eq(credentials.userId, users.id))
      .where(eq(users.email, email));
    return row ?? null;
  });
  const usable = user?.status === "active" ? user : null;
  const matches = await verifyPassword(usable?.hash ?? null, given.password.slice(0, MAX_PASSWORD + 1));
  if (!usable || !matches) {
    log().info({ address }, "sign-in refused");
    throw new AppError("invalid", "That e-mail address and password do not match an account.");
  }
  await refund(charges);
  const sessionId = await startSession(usable.id, usable.role, given.headers.get("user-agent"));
  log().info({ viewer: usable.id }, "signed in");
  return { id: usable.id, sessionId };
}
