import { staff } from "@/lib/auth/narrow";
import { askForChecks } from "@/lib/checks/commands";
import { noBody, route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/cases/check",
    tag: "Knowledge",
    summary: "Try all test questions now, in the background",
    permission: "gap.decide",

    body: noBody,
    responses: { 202: "They will be tried" },
  },
  async ({ viewer }) => {
    await askForChecks(staff(viewer));
    return new Response(null, { status: 202 });
  },
);
