import { staff } from "@/lib/auth/narrow";
import { idParams, noBody, route } from "@/lib/core/route";
import { reopenGap } from "@/lib/gaps/commands";
import { getGap } from "@/lib/gaps/queries";
import { gapDetail } from "@/lib/gaps/schema";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/gaps/{id}/reopen",
    tag: "Knowledge",
    summary: "Take a dismissal back, or say that what was written does not answer it",
    permission: "gap.decide",
    params: idParams,
    body: noBody,
    responses: { 200: gapDetail },
  },
  async ({ viewer, params }) => {
    await reopenGap(staff(viewer), params.id);
    return { body: await getGap(staff(viewer), params.id) };
  },
);
