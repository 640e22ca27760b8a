/** Which conversations a viewer can see, as a condition that every read and lock carries besides row security. */
import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/conversations";
import type { Viewer } from "@/lib/auth/viewer";

export function visibleTo(viewer: Viewer): SQL | undefined {
  switch (viewer.kind) {
    case "customer":
      return eq(conversations.customerId, viewer.userId);
    case "assistant":
      return eq(conversations.id, viewer.conversationId);
    case "staff":
    case "system":
      return undefined;
    case "visitor":
      return sql`false`;
  }
}
