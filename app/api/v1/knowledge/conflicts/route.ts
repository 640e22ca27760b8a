import { z } from "zod";
import { staff } from "@/lib/auth/narrow";
import { listConflicts } from "@/lib/checks/queries";
import { conflictFilter, conflictView } from "@/lib/checks/schema";
import { route } from "@/lib/core/route";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/conflicts",
    tag: "Knowledge",
    summary: "Passages of two articles that contradict each other or say nearly the same",
    permission: "gap.read",
    query: z.strictObject({ ...conflictFilter.shape, articleId: z.uuid().optional() }),
    responses: { 200: z.object({ items: z.array(conflictView) }) },
  },
  async ({ viewer, query }) => ({ body: { items: await listConflicts(staff(viewer), query) } }),
);
