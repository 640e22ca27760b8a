import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { dismissGap } from "@/lib/gaps/commands";
import { getGap } from "@/lib/gaps/queries";
import { dismissInput, gapDetail } from "@/lib/gaps/schema";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/gaps/{id}/dismiss",
    tag: "Knowledge",
    summary: "Say that nothing is to be written about it",
    permission: "gap.decide",
    params: idParams,
    body: dismissInput,
    responses: { 200: gapDetail },
  },
  async ({ viewer, params, body }) => {
    await dismissGap(staff(viewer), params.id, body);
    return { body: await getGap(staff(viewer), params.id) };
  },
);
