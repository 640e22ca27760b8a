/**
 * The door to the customer's pages: staff go to their inbox, customers get the frame. A visitor gets neither; the
 * page itself, which knows where it is, sends them to sign in and back (see `_shared/customer-viewer`).
 */
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { AccountButton } from "@/app/_client/account-button";
import { ClientShell, TabNotices } from "@/app/_client/client-shell";
import { UiFrame } from "@/app/ui-frame";
import { CustomerShell } from "@/components/shell/customer-shell";
import { paths } from "@/components/shell/nav";
import { getViewer } from "@/lib/auth/session";
import { getCustomer } from "@/lib/customers/queries";

export default async function CustomerLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer();
  if (viewer.kind === "visitor") return children;
  if (viewer.kind === "staff") redirect(paths.staff.inbox);
  const { name, email } = await getCustomer(viewer, viewer.userId);
  return (
    <UiFrame>
      <ClientShell userId={viewer.userId}>
        <CustomerShell
          accountMenu={<AccountButton name={name} detail={email} accountHref={paths.account} />}
          banner={<TabNotices threads={paths.chat} />}
        >
          {children}
        </CustomerShell>
      </ClientShell>
    </UiFrame>
  );
}
