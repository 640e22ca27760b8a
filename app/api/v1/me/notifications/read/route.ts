import { z } from "zod";
import { signedIn } from "@/lib/auth/narrow";
import { route } from "@/lib/core/route";
import { markRead } from "@/lib/notifications/commands";

export const POST = route(
  {
    method: "POST",
    path: "/me/notifications/read",
    tag: "Account",
    summary: "Mark notifications as read; without ids, all of them",
    permission: "notification.read",
    body: z.strictObject({ ids: z.array(z.uuid()).max(100).optional() }),
    responses: { 200: z.object({ changed: z.number() }) },
  },
  async ({ viewer, body }) => ({ body: { changed: await markRead(signedIn(viewer), body.ids) } }),
);
