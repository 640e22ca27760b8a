/** The frame of the help center: open to everyone; customers keep their own bar, staff get the way back. */
import type { ReactNode } from "react";
import { requestNonce } from "@/app/nonce";
import { paths } from "@/components/shell/nav";
import { PublicShell } from "@/components/shell/public-shell";
import { getViewer } from "@/lib/auth/session";
import { getCustomer } from "@/lib/customers/queries";
import { LATE_SCRIPTS } from "@/lib/operations/late-scripts";
import { Awake } from "./awake";
import { CustomerFrame } from "./customer-frame";

export default async function HelpLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer();
  if (viewer.kind === "customer") {
    const { name, email } = await getCustomer(viewer, viewer.userId);
    return (
      <CustomerFrame name={name} email={email} nonce={await requestNonce()}>
        {children}
      </CustomerFrame>
    );
  }
  if (viewer.kind === "staff")
    return <PublicShell home={{ href: paths.staff.inbox, label: "Inbox" }}>{children}</PublicShell>;
  // Most visitors read one article and go: nothing runs for them until something is pressed or typed.
  return (
    <PublicShell>
      <meta {...LATE_SCRIPTS} />
      {children}
      <Awake />
    </PublicShell>
  );
}
