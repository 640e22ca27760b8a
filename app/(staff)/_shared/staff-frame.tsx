"use client";
/** Everything around the staff's pages that lives: the connection, the numbers in the rail and the tab, the account menu. */
import type { ReactNode } from "react";
import { AccountButton } from "@/app/_client/account-button";
import { ClientShell, TabNotices } from "@/app/_client/client-shell";
import { QueryProvider } from "@/app/_client/query-provider";
import { paths } from "@/components/shell/nav";
import { StaffShell } from "@/components/shell/staff-shell";
import type { ApprovalView } from "@/lib/approvals/schema";
import { useApprovalQueue } from "../_approvals/use-approval-queue";
import { useCounts } from "../_inbox/use-inbox";
import type { Counts } from "../_inbox/views";
import { LiveNotices } from "./live-notices";
import { LiveRefresh } from "./live-refresh";
import { type Me, MeProvider } from "./me";
import { TitleCount } from "./title-count";

type Waiting = { counts: Counts; approvals: ApprovalView[] };

export function StaffFrame({ me, children, ...waiting }: { me: Me; children: ReactNode } & Waiting) {
  return (
    <ClientShell userId={me.id}>
      <QueryProvider>
        <LiveRefresh />
        <LiveNotices />
        <MeProvider me={me}>
          <Shell me={me} {...waiting}>
            {children}
          </Shell>
        </MeProvider>
      </QueryProvider>
    </ClientShell>
  );
}

function Shell({ me, counts, approvals, children }: { me: Me; children: ReactNode } & Waiting) {
  // Conversations and requests alike wait for a person.
  const waiting = useCounts(counts).queue + (useApprovalQueue(approvals).data?.length ?? 0);
  return (
    <StaffShell
      role={me.role}
      waiting={waiting}
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
      <TitleCount count={waiting} />
      {children}
    </StaffShell>
  );
}
