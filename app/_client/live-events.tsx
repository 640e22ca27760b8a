"use client";
/** Live updates for pages: one connection per tab, shared by everything that listens. Mounted once per shell. */
import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from "react";
import { OfflineBanner } from "@/components/ui/offline-banner";
import { LiveConnection, type LiveEvent, type LiveState } from "./live-connection";

export type { LiveEvent, LiveState } from "./live-connection";

const Live = createContext<LiveConnection | null>(null);

/** After an interruption every query on screen is read again. Stands inside a QueryProvider. */
export function LiveEvents({ children }: { children: ReactNode }) {
  const [connection] = useState(() => new LiveConnection());
  const queries = useQueryClient();
  useEffect(() => {
    const undo = connection.listen((event) => {
      if (event.kind === "resync") void queries.invalidateQueries();
    });
    const close = connection.start();
    return () => {
      undo();
      close();
    };
  }, [connection, queries]);
  return <Live value={connection}>{children}</Live>;
}

function useConnection(): LiveConnection {
  const connection = useContext(Live);
  if (!connection) throw new Error("there is no <LiveEvents> around this component");
  return connection;
}

/** Hears everything that this viewer may hear; sort out by `conversationId` and `type`. */
export function useLiveEvents(listener: (event: LiveEvent) => void): void {
  const connection = useConnection();
  const heard = useEffectEvent(listener);
  useEffect(() => connection.listen((event) => heard(event)), [connection]);
}

export function useLiveState(): LiveState {
  const connection = useConnection();
  return useSyncExternalStore(connection.watchState, connection.getState, () => "connecting");
}

/** Says when what is on the screen may be old. */
export function LiveBanner() {
  const state = useLiveState();
  return <OfflineBanner lost={state === "reconnecting"} />;
}
