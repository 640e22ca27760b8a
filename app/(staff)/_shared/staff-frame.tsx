"use client";
/** Everything around the staff's pages that lives: the connection, the numbers in the rail and the tab, the account menu. */
import { signOut } from "next-auth/react";
import type { ReactNode } from "react";
import { forgetKept } from "@/app/_client/browser-store";
import { forgetDrafts } from "@/app/_client/draft";
import { LiveBanner, LiveEvents } from "@/app/_client/live-events";
import { QueryProvider } from "@/app/_client/query-provider";
import { AccountMenu } from "@/components/shell/account-menu";
import { paths } from "@/components/shell/nav";
import { StaffShell } from "@/components/shell/staff-shell";
import { useCounts } from "../_inbox/use-inbox";
import type { Counts } from "../_inbox/views";
import { LiveRefresh } from "./live-refresh";
import { type Me, MeProvider } from "./me";
import { TitleCount } from "./title-count";

export function StaffFrame({ me, counts, children }: { me: Me; counts: Counts; children: ReactNode }) {
  return (
    <QueryProvider>
      <LiveEvents>
        <LiveRefresh />
        <MeProvider me={me}>
          <Shell me={me} initial={counts}>
            {children}
          </Shell>
        </MeProvider>
      </LiveEvents>
    </QueryProvider>
  );
}

function Shell({ me, initial, children }: { me: Me; initial: Counts; children: ReactNode }) {
  const { queue } = useCounts(initial);
  return (
    <StaffShell
      role={me.role}
      waiting={queue}
      accountMenu={
        <AccountMenu
          side="right"
          name={me.name}
          detail={me.role === "manager" ? "Manager" : "Agent"}
          accountHref={paths.staff.account}
          signOutAction={() => void leave()}
        />
      }
    >
      <TitleCount count={queue} />
      <LiveBanner />
      {children}
    </StaffShell>
  );
}

/** What was begun here is nobody else's to read. */
async function leave(): Promise<void> {
  forgetDrafts();
  forgetKept();
  await signOut({ redirectTo: paths.signIn });
}
