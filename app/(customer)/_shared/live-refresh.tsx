"use client";
/** Reads a server-made page again when something of the given kinds has changed. Bursts become one reading. */
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { isCurrentBuild } from "@/app/_client/build";
import { useLiveEvents } from "@/app/_client/live-events";

const PAUSE_MS = 300;

/** `kinds`: the first parts of event types: "conversation", "message", "ticket". */
export function LiveRefresh({ kinds }: { kinds: readonly string[] }) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLiveEvents((event) => {
    if (event.kind === "typing" || event.kind === "presence") return;
    if (event.kind === "change" && !kinds.includes(event.type.split(".")[0] ?? "")) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      // Reading from another build would load the whole page anew, under somebody's hands.
      if (await isCurrentBuild()) router.refresh();
    }, PAUSE_MS);
  });
  return null;
}
