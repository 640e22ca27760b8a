"use client";
/** Says that the connection is gone, and what that means for what the reader sees. */
import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/** `lost`: the live connection dropped although the browser believes itself online. */
export function OfflineBanner({ lost = false }: { lost?: boolean }) {
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  const shown = !online || lost;
  return (
    <div role="status" className={shown ? "bg-ink text-on-ink" : "contents"}>
      {shown ? (
        <p className="flex min-h-9 items-center justify-center gap-2 px-4 py-1 text-center text-sm">
          <WifiOff aria-hidden="true" className="size-4 shrink-0" />
          {online
            ? "Live updates are interrupted. Reconnecting; what you see may be a little old."
            : "You are offline. What you write is kept here and sent when the connection is back."}
        </p>
      ) : null}
    </div>
  );
}
