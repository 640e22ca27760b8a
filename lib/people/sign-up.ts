/**
 * A visitor becomes a customer. Whether the address already has an account is told to its owner by mail and
 * to nobody else: the answer, the work and the limits are the same.
 */
import "server-only";
import { eq } from "drizzle-orm";
import { as } from "@/db/client";
import { credentials, customers, users } from "@/db/schema/people";
import { recordEvent } from "@/lib/audit/record";
import { hashPassword } from "@/lib/auth/password";
import { authorize } from "@/lib/auth/policy";
import { systemViewer, type Viewer } from "@/lib/auth/viewer";
import { env } from "@/lib/core/env";
import { newId } from "@/lib/core/ids";
import { consume, limits } from "@/lib/core/limits";
import { clientAddress } from "@/lib/core/request";
import { notifyIn } from "@/lib/notifications/commands";
import type { SignUpInput } from "./schema";

const system = systemViewer("sign-up");

/** Always answers the same for valid input. Throws `rate_limited` by the address that the request came from. */
export async function signUp(viewer: Viewer, input: SignUpInput, headers: Headers): Promise<void> {
  authorize(viewer, "account.create");
  await consume([{ limit: limits.signUpByAddress, key: clientAddress(headers) }]);
  // Hashed in either case: the slow part must not tell the two apart.
  const passwordHash = await hashPassword(input.password);
  const id = newId();
  await as(system, async (tx) => {
    const [added] = await tx
      .insert(users)
      .values({ id, name: input.name, email: input.email, role: "customer" })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (!added) {
      const [owner] = await tx.select({ id: users.id }).from(users).where(eq(users.email, input.email));
      if (owner)
        await notifyIn(tx, system, {
          userId: owner.id,
          method: "email",
          subject: "You already have an account",
          body: `Somebody, probably you, tried to sign up with this e-mail address. You already have an account: sign in at ${env().APP_URL}/sign-in.\n\nIf it was not you, nothing has changed and there is nothing to do.`,
        });
      return;
    }
    await tx.insert(credentials).values({ userId: id, passwordHash });
    await tx.insert(customers).values({ userId: id });
    await recordEvent(tx, system, {
      type: "account.created",
      customerId: id,
      subject: { type: "user", id },
    });
    await notifyIn(tx, system, {
      userId: id,
      method: "email",
      subject: "Welcome",
      body: `Your account is ready. Sign in at ${env().APP_URL}/sign-in and ask us anything.`,
    });
  });
}
