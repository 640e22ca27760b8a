import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { changePerson } from "@/lib/people/commands";
import { personPatch, personView } from "@/lib/people/schema";

export const PATCH = route(
  {
    method: "PATCH",
    path: "/people/{id}",
    tag: "People",
    summary: "Change an account's role, disable it (which signs it out) or enable it",
    permission: "people.manage",
    params: idParams,
    body: personPatch,
    responses: { 200: personView },
  },
  async ({ viewer, params, body }) => ({ body: await changePerson(staff(viewer), params.id, body) }),
);
