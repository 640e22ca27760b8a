/** The viewer of the current request, whatever kind of request it is: page, route handler, stream. */
import "server-only";
import { cache } from "react";
import { auth } from "@/lib/auth/options";
import { viewerOfSession } from "@/lib/auth/sessions";
import {
  type CustomerViewer,
  type StaffViewer,
  type UserViewer,
  type VisitorViewer,
  visitorViewer,
} from "@/lib/auth/viewer";

/** Checked against the database once per request; a revoked session is a visitor. */
export const getViewer = cache(async (): Promise<UserViewer | VisitorViewer> => {
  const session = (await auth()) as { sid?: unknown } | null;
  if (typeof session?.sid !== "string") return visitorViewer();
  return (await viewerOfSession(session.sid)) ?? visitorViewer();
});

export type RequestViewer = UserViewer | VisitorViewer;
export type { CustomerViewer, StaffViewer };
