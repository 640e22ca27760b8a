import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { getGap } from "@/lib/gaps/queries";
import { gapDetail } from "@/lib/gaps/schema";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/gaps/{id}",
    tag: "Knowledge",
    summary: "A gap with its questions, and others that are near",
    permission: "gap.read",
    params: idParams,
    responses: { 200: gapDetail },
  },
  async ({ viewer, params }) => ({ body: await getGap(staff(viewer), params.id) }),
);
