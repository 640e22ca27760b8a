/** What the customer has told about themselves, how they want to be reached, how it looks, and where they are signed in. */
import type { Metadata } from "next";
import { Column } from "@/components/shell/customer-shell";
import { paths } from "@/components/shell/nav";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { getCustomer } from "@/lib/customers/queries";
import { customerView } from "@/lib/customers/schema";
import { listEffects } from "@/lib/effects/queries";
import { effectView } from "@/lib/effects/schema";
import { listNotifications } from "@/lib/notifications/queries";
import { notificationView } from "@/lib/notifications/schema";
import { customerViewer } from "../_shared/customer-viewer";
import { DoneForYou } from "./done-for-you";
import { Notices } from "./notices";
import { OtherSessions } from "./other-sessions";
import { ProfileForm } from "./profile-form";
import { ThemeChoice } from "./theme-choice";

export const metadata: Metadata = { title: "Account and data" };

/** The newest of what was sent; older ones are in the mailbox, or in the ticket that they are about. */
const NOTICES = 10;
/** Of what the assistant did; the rest comes on demand. */
const EFFECTS = 10;

export default async function AccountPage() {
  const viewer = await customerViewer(paths.account);
  const [notices, effects] = await Promise.all([
    listNotifications(viewer, { limit: NOTICES }),
    listEffects(viewer, { limit: EFFECTS }),
  ]);
  const customer = customerView.parse(await getCustomer(viewer, viewer.userId));
  return (
    <Column>
      <PageHeader
        title="Account and data"
        description={
          <>
            {customer.email}
            {customer.organization ? `, ${customer.organization}` : ""}, {customer.plan} plan, customer since{" "}
            <RelativeTime iso={customer.since} format="date" />
          </>
        }
      />
      <Section
        title="Profile"
        description="The assistant and the team use this to address you and to reach you."
      >
        <ProfileForm customer={customer} />
      </Section>
      <Section
        title="What the assistant did for you"
        description="Everything that it changed in your name. What is still as it left it can be taken back."
      >
        <DoneForYou
          initial={{
            items: effects.items.map((item) => effectView.parse(item)),
            nextCursor: effects.nextCursor,
          }}
        />
      </Section>
      <Notices notices={notices.items.map((item) => notificationView.parse(item))} />
      <Section
        title="What we remember"
        description="Short notes of the assistant that spare you from saying things twice."
      >
        <ButtonLink href={paths.memory} className="self-start">
          See what we remember
        </ButtonLink>
      </Section>
      <Section title="Appearance" description="For this browser only.">
        <ThemeChoice />
      </Section>
      <Section
        title="Signed-in devices"
        description="Sign out everywhere but here, for example after using a computer that is not yours."
      >
        <OtherSessions />
      </Section>
    </Column>
  );
}
