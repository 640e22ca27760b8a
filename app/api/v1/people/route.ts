import { z } from "zod";
import { staff } from "@/lib/auth/narrow";
import { pageOf, pageQuery, route } from "@/lib/core/route";
import { addStaff } from "@/lib/people/commands";
import { listPeople } from "@/lib/people/queries";
import { addStaffInput, peopleFilter, personView } from "@/lib/people/schema";

export const GET = route(
  {
    method: "GET",
    path: "/people",
    tag: "People",
    summary: "Accounts, newest first; the team unless a role is asked for",
    permission: "people.list",
    query: z.strictObject({ ...peopleFilter, ...pageQuery }),
    responses: { 200: pageOf(personView) },
  },
  async ({ viewer, query }) => ({ body: await listPeople(staff(viewer), query) }),
);

export const POST = route(
  {
    method: "POST",
    path: "/people",
    tag: "People",
    summary: "Add a member of the team; the password is in this answer and nowhere else",
    permission: "people.manage",
    body: addStaffInput,
    responses: { 201: z.object({ person: personView, password: z.string() }) },
  },
  async ({ viewer, body }) => ({ status: 201, body: await addStaff(staff(viewer), body) }),
);
