/**
 * The door to the staff's pages: customers go to their chat, staff get the frame. A visitor gets neither; the page
 * itself, which knows where it is, sends them to sign in and back (see `_shared/staff-viewer`).
 */
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { UiFrame } from "@/app/ui-frame";
import { paths } from "@/components/shell/nav";
import { listPendingApprovals } from "@/lib/approvals/queries";
import { approvalView } from "@/lib/approvals/schema";
import { getViewer } from "@/lib/auth/session";
import { countInbox } from "@/lib/conversations/queries";
import { listColleagues } from "@/lib/people/queries";
import { StaffFrame } from "./_shared/staff-frame";

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer();
  if (viewer.kind === "visitor") return children;
  if (viewer.kind === "customer") redirect(paths.chat);
  const [counts, colleagues, approvals] = await Promise.all([
    countInbox(viewer),
    listColleagues(viewer),
    listPendingApprovals(viewer),
  ]);
  return (
    <UiFrame>
      <StaffFrame
        me={{ id: viewer.userId, name: viewer.name, role: viewer.role, colleagues }}
        counts={counts}
        approvals={approvals.map((row) => approvalView.parse(row))}
      >
        {children}
      </StaffFrame>
    </UiFrame>
  );
}
