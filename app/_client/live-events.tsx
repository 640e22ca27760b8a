"use client";
/** Live updates for pages: one connection per tab, shared by everything that listens. Mounted once per shell. */
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

export function LiveEvents({ children }: { children: ReactNode }) {
  const [connection] = useState(() => new LiveConnection());
  useEffect(() => connection.start(), [connection]);
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

/** A connection that is renewed sooner than this is nobody's business. */
const TOLD_AFTER_MS = 2_000;

/** Says when what is on the screen may be old. */
export function LiveBanner() {
  const lost = useLiveState() === "reconnecting";
  const [long, setLong] = useState(false);
  if (!lost && long) setLong(false);
  useEffect(() => {
    if (!lost) return;
    const timer = setTimeout(() => setLong(true), TOLD_AFTER_MS);
    return () => clearTimeout(timer);
  }, [lost]);
  return <OfflineBanner lost={lost && long} />;
}
