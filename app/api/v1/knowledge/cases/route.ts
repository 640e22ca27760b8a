import { z } from "zod";
import { staff } from "@/lib/auth/narrow";
import { addCase } from "@/lib/checks/commands";
import { listCases } from "@/lib/checks/queries";
import { addCaseInput, caseFilter, caseView } from "@/lib/checks/schema";
import { route } from "@/lib/core/route";

const common = { path: "/knowledge/cases", tag: "Knowledge" } as const;

export const GET = route(
  {
    ...common,
    method: "GET",
    summary: "Questions that search must answer with an article, failing ones first",
    permission: "gap.read",
    query: z.strictObject(caseFilter),
    responses: { 200: z.object({ items: z.array(caseView) }) },
  },
  async ({ viewer, query }) => ({ body: { items: await listCases(staff(viewer), query) } }),
);

export const POST = route(
  {
    ...common,
    method: "POST",
    summary: "Keep a question as a test of an article",
    permission: "gap.decide",
    body: addCaseInput,
    responses: { 201: z.object({ id: z.uuid() }) },
  },
  async ({ viewer, body }) => ({ status: 201, body: await addCase(staff(viewer), body) }),
);
