import { z } from "zod";
import { staff } from "@/lib/auth/narrow";
import { route } from "@/lib/core/route";
import { listUsage } from "@/lib/knowledge/usage";
import { usageFilter, usageRow } from "@/lib/knowledge/usage-schema";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/usage",
    tag: "Knowledge",
    summary: "Articles that were cited most, or after which most conversations went to a person",
    permission: "gap.read",

    query: z.strictObject(usageFilter.shape),
    responses: { 200: z.object({ items: z.array(usageRow) }) },
  },
  async ({ viewer, query }) => ({ body: { items: await listUsage(staff(viewer), query) } }),
);
