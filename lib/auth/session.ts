/** The viewer of the current request, whatever kind of request it is: page, route handler, stream. */
import "server-only";
import { cache } from "react";
import { sessionIdOfRequest } from "@/lib/auth/options";
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
  const sessionId = await sessionIdOfRequest();
  if (!sessionId) return visitorViewer();
  return (await viewerOfSession(sessionId)) ?? visitorViewer();
});

export type RequestViewer = UserViewer | VisitorViewer;
export type { CustomerViewer, StaffViewer };
