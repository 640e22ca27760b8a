import { policyInput, toolParams, toolSettingView } from "@/lib/approvals/policy-schema";
import { changeToolSetting, getToolSetting, resetToolSetting } from "@/lib/assistant/tools/catalogue";
import { staff } from "@/lib/auth/narrow";
import { noBody, route } from "@/lib/core/route";

const common = {
  path: "/tools/{tool}/policy",
  tag: "Tools",
  permission: "tool.setPolicy",
  params: toolParams,
  responses: { 200: toolSettingView },
} as const;

export const GET = route(
  { ...common, method: "GET", summary: "What the assistant may do with one tool" },
  async ({ viewer, params }) => ({ body: await getToolSetting(staff(viewer), params.tool) }),
);

export const PUT = route(
  {
    ...common,
    method: "PUT",
    summary: "Let the assistant use a tool, let a person decide first (above an amount), or never",
    body: policyInput,
  },
  async ({ viewer, params, body }) => ({ body: await changeToolSetting(staff(viewer), params.tool, body) }),
);

export const DELETE = route(
  { ...common, method: "DELETE", summary: "Back to the tool's default", body: noBody },
  async ({ viewer, params }) => ({ body: await resetToolSetting(staff(viewer), params.tool) }),
);
