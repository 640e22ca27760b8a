"use client";
/** The tab's outbox for whatever page it shows. Mounted once per shell, inside LiveEvents. */
import Link from "next/link";
import { usePathname } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { Notice } from "@/components/ui/notice";
import { speakAs } from "./api";
import { useLiveEvents } from "./live-events";
import { Outbox } from "./outbox";

const Mail = createContext<Outbox | null>(null);

/** Everything in it is asked for, and sent, as this user. */
export function OutboxProvider({ userId, children }: { userId: string; children: ReactNode }) {
  const [outbox] = useState(() => new Outbox(userId));
  useEffect(() => {
    speakAs(userId);
    return outbox.start();
  }, [outbox, userId]);
  useLiveEvents((event) => {
    if (event.kind === "resync") outbox.retryNow();
  });
  return <Mail value={outbox}>{children}</Mail>;
}

export function useOutbox(): Outbox {
  const outbox = useContext(Mail);
  if (!outbox) throw new Error("there is no <OutboxProvider> around this component");
  return outbox;
}

const none = () => "";

/** Says so while something written on another page has not gone out. `threads`: the path of conversations. */
export function UnsentNotice({ threads }: { threads: string }) {
  const outbox = useOutbox();
  const pathname = usePathname();
  const stuck = useSyncExternalStore(outbox.watch, outbox.getStuck, none);
  const begun = outbox.findBegun();
  const elsewhere = stuck.split(" ").filter((id) => id !== "" && !pathname.endsWith(id));
  const [first] = elsewhere;
  if (!first || (first === begun && pathname === threads)) return null;
  return (
    <Notice>
      A message has not been sent yet.{" "}
      <Link href={first === begun ? threads : `${threads}/${first}`} className="font-medium underline">
        Open the conversation
      </Link>
    </Notice>
  );
}
