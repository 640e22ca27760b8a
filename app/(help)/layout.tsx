/** The frame of the help center: open to everyone; customers keep their own bar, staff get the way back. */
import type { ReactNode } from "react";
import { AccountButton } from "@/app/_client/account-button";
import { CustomerShell } from "@/components/shell/customer-shell";
import { paths } from "@/components/shell/nav";
import { PublicShell } from "@/components/shell/public-shell";
import { getViewer } from "@/lib/auth/session";
import { getCustomer } from "@/lib/customers/queries";

export default async function HelpLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer();
  if (viewer.kind === "customer") {
    const { name, email } = await getCustomer(viewer, viewer.userId);
    return (
      <CustomerShell accountMenu={<AccountButton name={name} detail={email} accountHref={paths.account} />}>
        {children}
      </CustomerShell>
    );
  }
  const home = viewer.kind === "staff" ? { href: paths.staff.inbox, label: "Inbox" } : null;
  return <PublicShell home={home}>{children}</PublicShell>;
}
