import { z } from "zod";
import { signedIn } from "@/lib/auth/narrow";
import { pageOf, pageQuery, route } from "@/lib/core/route";
import { listNotifications } from "@/lib/notifications/queries";
import { notificationView } from "@/lib/notifications/schema";

export const GET = route(
  {
    method: "GET",
    path: "/me/notifications",
    tag: "Account",
    summary: "One's own notifications, newest first",
    permission: "notification.read",
    query: z.strictObject({ unread: z.stringbool().optional(), ...pageQuery }),
    responses: { 200: pageOf(notificationView) },
  },
  async ({ viewer, query }) => ({ body: await listNotifications(signedIn(viewer), query) }),
);
