/** The signed-in account as its owner sees it. */
import "server-only";
import { eq } from "drizzle-orm";
import { as } from "@/db/client";
import { users } from "@/db/schema/people";
import { authorize } from "@/lib/auth/policy";
import type { UserViewer } from "@/lib/auth/viewer";
import { notFound } from "@/lib/core/errors";
import { updateProfile } from "@/lib/customers/commands";
import { loadCustomer } from "@/lib/customers/queries";
import type { ProfilePatch } from "@/lib/customers/schema";
import { countUnread } from "@/lib/notifications/queries";
import { renameSelf } from "./commands";
import type { Me } from "./schema";

export async function getMe(viewer: UserViewer): Promise<Me> {
  authorize(viewer, "account.read");
  const [known, unreadNotifications] = await Promise.all([
    as(viewer, async (tx) => {
      const [row] = await tx
        .select({ id: users.id, name: users.name, email: users.email, role: users.role })
        .from(users)
        .where(eq(users.id, viewer.userId));
      if (!row) throw notFound("Account");
      const customer = viewer.kind === "customer" ? await loadCustomer(tx, viewer, viewer.userId) : null;
      return { ...row, customer };
    }),
    countUnread(viewer),
  ]);
  return { ...known, unreadNotifications };
}

/** Customers change their whole profile, the team its name. */
export async function updateMe(viewer: UserViewer, patch: ProfilePatch): Promise<Me> {
  authorize(viewer, "account.update");
  if (viewer.kind === "customer") await updateProfile(viewer, patch);
  else if (patch.name !== undefined) await renameSelf(viewer, patch.name);
  return getMe(viewer);
}
