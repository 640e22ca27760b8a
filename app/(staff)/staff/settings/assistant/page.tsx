/** What the assistant may do by itself, for managers. Everybody else is told whom to ask. */
import { Lock } from "lucide-react";
import type { Metadata } from "next";
import { paths } from "@/components/shell/nav";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { toolSettingView } from "@/lib/approvals/policy-schema";
import { listToolSettings } from "@/lib/assistant/tools/catalogue";
import { may } from "@/lib/auth/policy";
import { ToolsScreen } from "../../../_settings/tools-screen";
import { staffViewer } from "../../../_shared/staff-viewer";

export const metadata: Metadata = { title: "What the assistant may do" };

export default async function AssistantSettingsPage() {
  const viewer = await staffViewer(paths.staff.settings);
  if (!may(viewer, "tool.setPolicy"))
    return (
      <div className="flex flex-1 items-center justify-center">
        <EmptyState
          icon={<Lock />}
          title="Only managers change the assistant"
          action={<ButtonLink href={paths.staff.inbox}>Back to the inbox</ButtonLink>}
        >
          Ask one of your managers to change what it may do. Requests that wait for approval are in the inbox.
        </EmptyState>
      </div>
    );
  const tools = await listToolSettings(viewer);
  return <ToolsScreen initial={tools.map((tool) => toolSettingView.parse(tool))} />;
}
