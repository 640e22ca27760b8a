"use client";
/** Everything around the staff's pages that lives: the connection, the numbers in the rail and the tab, the account menu. */
import type { ReactNode } from "react";
import { AccountButton } from "@/app/_client/account-button";
import { ClientShell, TabNotices } from "@/app/_client/client-shell";
import { paths } from "@/components/shell/nav";
import { StaffShell } from "@/components/shell/staff-shell";
import { useCounts } from "../_inbox/use-inbox";
import type { Counts } from "../_inbox/views";
import { LiveNotices } from "./live-notices";
import { LiveRefresh } from "./live-refresh";
import { type Me, MeProvider } from "./me";
import { TitleCount } from "./title-count";

export function StaffFrame({ me, counts, children }: { me: Me; counts: Counts; children: ReactNode }) {
  return (
    <ClientShell userId={me.id}>
      <LiveRefresh />
      <LiveNotices />
      <MeProvider me={me}>
        <Shell me={me} initial={counts}>
          {children}
        </Shell>
      </MeProvider>
    </ClientShell>
  );
}

function Shell({ me, initial, children }: { me: Me; initial: Counts; children: ReactNode }) {
  const { queue } = useCounts(initial);
  return (
    <StaffShell
      role={me.role}
      waiting={queue}
      accountMenu={
        <AccountButton
          side="right"
          name={me.name}
          detail={me.role === "manager" ? "Manager" : "Agent"}
          accountHref={paths.staff.account}
          accountLabel="Account"
        />
      }
      banner={<TabNotices threads={paths.staff.inbox} />}
    >
      <TitleCount count={queue} />
      {children}
    </StaffShell>
  );
}
