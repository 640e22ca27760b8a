/** What staff may know of the codes of a conversation: that one was sent, and what became of it. Never the code. */
import "server-only";
import { and, desc, eq, inArray } from "drizzle-orm";
import { as } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { authorize } from "@/lib/auth/policy";
import type { StaffViewer } from "@/lib/auth/viewer";
import { type IdentityStep, stepEvents, stepOf } from "./trail-schema";

/** The latest first. */
export async function listIdentitySteps(
  viewer: StaffViewer,
  conversationId: string,
): Promise<IdentityStep[]> {
  authorize(viewer, "customer.list");
  const rows = await as(viewer, (tx) =>
    tx
      .select({ type: events.type, at: events.createdAt })
      .from(events)
      .where(and(eq(events.conversationId, conversationId), inArray(events.type, stepEvents)))
      .orderBy(desc(events.id))
      .limit(5),
  );
  return rows.flatMap(({ type, at }) => {
    const known = stepEvents.find((each) => each === type);
    return known ? [{ step: stepOf[known], at }] : [];
  });
}
