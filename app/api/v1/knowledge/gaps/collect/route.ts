import { staff } from "@/lib/auth/narrow";
import { noBody, route } from "@/lib/core/route";
import { askForCollection } from "@/lib/gaps/commands";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/gaps/collect",
    tag: "Knowledge",
    summary: "Look for new questions now, in the background",
    permission: "gap.decide",

    body: noBody,
    responses: { 202: "It will be looked" },
  },
  async ({ viewer }) => {
    await askForCollection(staff(viewer));
    return new Response(null, { status: 202 });
  },
);
