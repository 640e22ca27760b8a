import { signedIn } from "@/lib/auth/narrow";
import { route } from "@/lib/core/route";
import { profilePatch } from "@/lib/customers/schema";
import { getMe, updateMe } from "@/lib/people/me";
import { meView } from "@/lib/people/schema";

export const GET = route(
  {
    method: "GET",
    path: "/me",
    tag: "Account",
    summary: "The account that is signed in",
    permission: "account.read",
    responses: { 200: meView },
  },
  async ({ viewer }) => ({ body: await getMe(signedIn(viewer)) }),
);

export const PATCH = route(
  {
    method: "PATCH",
    path: "/me",
    tag: "Account",
    summary: "Change one's own profile; of the team's accounts only the name",
    permission: "account.update",
    body: profilePatch,
    responses: { 200: meView },
  },
  async ({ viewer, body }) => ({ body: await updateMe(signedIn(viewer), body) }),
);
