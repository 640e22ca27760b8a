"use client";
/** What every signed-in page stands in: live updates, and the outbox of whoever is signed in. */
import type { ReactNode } from "react";
import { LiveBanner, LiveEvents } from "./live-events";
import { NewVersionNotice } from "./new-version";
import { OutboxProvider, UnsentNotice } from "./outbox-provider";
import { useSignedOut } from "./signed-out";

export function ClientShell({ userId, children }: { userId: string; children: ReactNode }) {
  useSignedOut();
  return (
    <LiveEvents>
      {/* Another person is another outbox, also when the page was not loaded anew. */}
      <OutboxProvider key={userId} userId={userId}>
        {children}
      </OutboxProvider>
    </LiveEvents>
  );
}

/** Everything that a tab says about itself, for the top of a shell. `threads`: the path of conversations. */
export function TabNotices({ threads }: { threads: string }) {
  return (
    <>
      <LiveBanner />
      <UnsentNotice threads={threads} />
      <NewVersionNotice />
    </>
  );
}
