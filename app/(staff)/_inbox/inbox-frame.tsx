"use client";
/** List and conversation side by side; on a phone one stands on the other. The list lives on while threads change. */
import { clsx } from "clsx";
import { useSelectedLayoutSegment } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useHydrated } from "@/app/_client/use-hydrated";
import type { ConversationView } from "@/lib/conversations/schema";
import { KeysDialog } from "../_shared/keys-dialog";
import { useHotkeys } from "../_shared/use-hotkeys";
import type { Page } from "../_shared/use-pages";
import { InboxList } from "./inbox-list";
import type { Counts, View } from "./views";

export function InboxFrame({
  initial,
  counts,
  children,
}: {
  initial: Record<View, Page<ConversationView>>;
  counts: Counts;
  children: ReactNode;
}) {
  const openId = useSelectedLayoutSegment();
  const hydrated = useHydrated();
  const [keys, setKeys] = useState(false);
  useHotkeys({ "?": () => setKeys(true) });
  return (
    // Keys and clicks are lost until React has taken over.
    <div aria-busy={!hydrated} className="flex min-h-0 flex-1">
      <h1 className="sr-only">Inbox</h1>
      <div
        className={clsx(
          "flex w-80 shrink-0 flex-col border-line border-r bg-canvas max-md:w-full max-md:border-r-0 max-lg:w-72",
          openId && "max-md:hidden",
        )}
      >
        <InboxList initial={initial} initialCounts={counts} openId={openId} />
      </div>
      <div className={clsx("flex min-w-0 flex-1", !openId && "max-md:hidden")}>{children}</div>
      <KeysDialog open={keys} onOpenChange={setKeys} />
    </div>
  );
}
