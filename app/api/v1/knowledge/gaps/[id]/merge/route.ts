import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { mergeGaps } from "@/lib/gaps/commands";
import { getGap } from "@/lib/gaps/queries";
import { gapDetail, mergeInput } from "@/lib/gaps/schema";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/gaps/{id}/merge",
    tag: "Knowledge",
    summary: "Bring the questions of another gap here",
    permission: "gap.decide",
    params: idParams,
    body: mergeInput,
    responses: { 200: gapDetail },
  },
  async ({ viewer, params, body }) => {
    await mergeGaps(staff(viewer), params.id, body);
    return { body: await getGap(staff(viewer), params.id) };
  },
);
