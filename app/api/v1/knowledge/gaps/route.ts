import { z } from "zod";
import { staff } from "@/lib/auth/narrow";
import { pageOf, pageQuery, route } from "@/lib/core/route";
import { listGaps } from "@/lib/gaps/queries";
import { gapCounts, gapFilter, gapView } from "@/lib/gaps/schema";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/gaps",
    tag: "Knowledge",
    summary: "Questions that found no answer, grouped; asked most and last first",
    permission: "gap.read",
    query: z.strictObject({ ...gapFilter.shape, ...pageQuery }),
    responses: { 200: pageOf(gapView).extend({ counts: gapCounts }) },
  },
  async ({ viewer, query: { cursor, ...query } }) => ({
    body: await listGaps(staff(viewer), { ...query, ...(cursor ? { cursor } : {}) }),
  }),
);
