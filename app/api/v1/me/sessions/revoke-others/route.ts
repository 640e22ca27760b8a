import { z } from "zod";
import { signedIn } from "@/lib/auth/narrow";
import { revokeOtherSessions } from "@/lib/auth/sessions";
import { route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/me/sessions/revoke-others",
    tag: "Account",
    summary: "Sign out everywhere else",
    permission: "session.revoke",
    responses: { 200: z.object({ revoked: z.number() }) },
  },
  async ({ viewer }) => ({ body: { revoked: await revokeOtherSessions(signedIn(viewer)) } }),
);
