import { z } from "zod";
import { toolSettingView } from "@/lib/approvals/policy-schema";
import { listToolSettings } from "@/lib/assistant/tools/catalogue";
import { staff } from "@/lib/auth/narrow";
import { route } from "@/lib/core/route";

export const GET = route(
  {
    method: "GET",
    path: "/tools",
    tag: "Tools",
    summary: "Every tool of the assistant, with what managers have set for it",
    permission: "tool.setPolicy",
    responses: { 200: z.object({ items: z.array(toolSettingView) }) },
  },
  async ({ viewer }) => ({ body: { items: await listToolSettings(staff(viewer)) } }),
);
