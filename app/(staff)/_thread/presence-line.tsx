"use client";
/** Says in the head of a thread who of the team has it open as well, and who is about to answer. */
import { Eye } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { api } from "@/app/_client/api";
import { useLiveEvents } from "@/app/_client/live-events";
import { Presence, presenceLine } from "./presence";

const nobody: ReturnType<Presence["getList"]> = [];

/** `conversationId` counts when the component mounts; give it a `key`. */
export function PresenceLine({ conversationId }: { conversationId: string }) {
  const [presence] = useState(
    () =>
      new Presence(conversationId, () => {
        // Not said is not known; the next one says it again.
        api(`/api/v1/conversations/${conversationId}/presence`, { method: "POST" }).catch(() => {});
      }),
  );
  useEffect(() => {
    const { look, stop } = presence.start(() => document.visibilityState === "visible");
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      stop();
    };
  }, [presence]);
  useLiveEvents((event) => presence.hear(event));
  const line = presenceLine(useSyncExternalStore(presence.watch, presence.getList, () => nobody));
  return (
    <p
      role="status"
      aria-label="Colleagues"
      className="flex min-w-0 items-center gap-1.5 text-sm text-text-muted"
    >
      {line ? (
        <>
          <Eye aria-hidden="true" className="size-3.5 shrink-0 max-sm:hidden" />
          <span className="truncate">{line}</span>
        </>
      ) : null}
    </p>
  );
}
