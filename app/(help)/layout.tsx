/** The frame of the help center: open to everyone, with the way back for those who are signed in. */
import type { ReactNode } from "react";
import { paths } from "@/components/shell/nav";
import { PublicShell } from "@/components/shell/public-shell";
import { getViewer } from "@/lib/auth/session";

export default async function HelpLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer();
  const home =
    viewer.kind === "visitor"
      ? null
      : viewer.kind === "staff"
        ? { href: paths.staff.inbox, label: "Inbox" }
        : { href: paths.chat, label: "Open chat" };
  return <PublicShell home={home}>{children}</PublicShell>;
}
