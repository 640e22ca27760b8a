/** A member of the team's own account: how they are called, how it looks, where they are signed in. */
import type { Metadata } from "next";
import { Notices } from "@/app/(customer)/account/notices";
import { OtherSessions } from "@/app/(customer)/account/other-sessions";
import { ThemeChoice } from "@/app/(customer)/account/theme-choice";
import { paths } from "@/components/shell/nav";
import { PageHeader } from "@/components/shell/page-header";
import { Section } from "@/components/ui/card";
import { listNotifications } from "@/lib/notifications/queries";
import { notificationView } from "@/lib/notifications/schema";
import { NameForm } from "../../_account/name-form";
import { staffViewer } from "../../_shared/staff-viewer";

export const metadata: Metadata = { title: "Account" };

/** The newest; what is older has passed. */
const NOTICES = 10;

export default async function StaffAccountPage() {
  const viewer = await staffViewer(paths.staff.account);
  const notices = await listNotifications(viewer, { limit: NOTICES });
  return (
    <>
      <PageHeader dense title="Account" />
      <div className="mx-auto flex w-full max-w-180 flex-col gap-8 p-4 text-base lg:py-8">
        <Section
          title="Name"
          description="Customers read it when you help them. What you wrote before keeps the old one."
        >
          <NameForm name={viewer.name} />
        </Section>
        <Notices
          notices={notices.items.map((item) => notificationView.parse(item))}
          description="What became of conversations of yours, and who waits too long."
          threads={paths.staff.inbox}
        />
        <Section title="Appearance" description="For this browser only.">
          <ThemeChoice />
        </Section>
        <Section
          title="Signed-in devices"
          description="Sign out everywhere but here, for example after using a computer that is not yours."
        >
          <OtherSessions />
        </Section>
      </div>
    </>
  );
}
