/** Every tool that the assistant can be given, with the policy that counts for it now: the managers' list. */
import "server-only";
import { defaultPolicyOf, hasAmount, isFixed, type ToolPolicy } from "@/lib/approvals/defaults";
import { clearToolPolicy, listToolPolicies, type SetPolicy, setToolPolicy } from "@/lib/approvals/policies";
import type { PolicyInput, ToolSetting } from "@/lib/approvals/policy-schema";
import { wordsFor } from "@/lib/approvals/tool-words";
import { listMcpTools } from "@/lib/assistant/mcp/tools";
import type { StaffViewer } from "@/lib/auth/viewer";
import { notFound } from "@/lib/core/errors";
import { assistantTools } from "./index";

type Listed = { name: string; description: string; server: string | null; default: ToolPolicy };

async function listTools(): Promise<Listed[]> {
  const own = assistantTools.map(({ name, description }) => ({
    name,
    description,
    server: null,
    default: defaultPolicyOf(name),
  }));
  return [...own, ...(await listMcpTools())];
}

function settingOf(tool: Listed, set: SetPolicy | undefined): ToolSetting {
  const { policy, approveAboveCents } = set ?? tool.default;
  return {
    tool: tool.name,
    ...wordsFor(tool.name, tool.description),
    server: tool.server,
    hasAmount: hasAmount(tool.name),
    isFixed: isFixed(tool.name),
    policy,
    approveAboveCents,
    default: tool.default,
    changed: set ? { by: set.changedBy, at: set.changedAt } : null,
  };
}

/** In the order in which the assistant knows them; a tool that is gone is not listed, whatever was set for it. */
export async function listToolSettings(viewer: StaffViewer): Promise<ToolSetting[]> {
  const [set, tools] = await Promise.all([listToolPolicies(viewer), listTools()]);
  return tools.map((tool) =>
    settingOf(
      tool,
      set.find((each) => each.tool === tool.name),
    ),
  );
}

export async function getToolSetting(viewer: StaffViewer, name: string): Promise<ToolSetting> {
  const found = (await listToolSettings(viewer)).find(({ tool }) => tool === name);
  if (!found) throw notFound("Tool");
  return found;
}

export async function changeToolSetting(
  viewer: StaffViewer,
  name: string,
  input: PolicyInput,
): Promise<ToolSetting> {
  await getToolSetting(viewer, name);
  await setToolPolicy(viewer, name, input);
  return getToolSetting(viewer, name);
}

export async function resetToolSetting(viewer: StaffViewer, name: string): Promise<ToolSetting> {
  await getToolSetting(viewer, name);
  await clearToolPolicy(viewer, name);
  return getToolSetting(viewer, name);
}
