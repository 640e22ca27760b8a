/** What the assistant has to know about its conversation before a turn; read as the assistant itself. */
import "server-only";
import { eq, sql } from "drizzle-orm";
import { asByKey } from "@/db/client";
import { conversations, type EpisodeSummary, messages } from "@/db/schema/conversations";
import { customers, users } from "@/db/schema/people";
import { toolPolicies } from "@/db/schema/tools";
import type { ToolPolicy } from "@/lib/approvals/defaults";
import { authorize } from "@/lib/auth/policy";
import type { AssistantViewer } from "@/lib/auth/viewer";
import { notFound } from "@/lib/core/errors";

export type Brief = {
  customerName: string;
  language: string;
  timeZone: string | null;
  episode: number;
  /** Earlier episodes, oldest first; see `episodes.ts`. */
  previously: EpisodeSummary[];
  instruction: { from: string; text: string } | null;
  /** As the last turn left it; see `lib/assistant/dialogue.ts`. */
  dialogue: unknown;
  /** What managers have set for tools; the others have their defaults. */
  policies: Record<string, ToolPolicy>;
};

export async function getBrief(viewer: AssistantViewer): Promise<Brief> {
  authorize(viewer, "conversation.read");
  const [row] = await asByKey(viewer, (tx) =>
    tx
      .select({
        customerName: users.name,
        language: customers.language,
        timeZone: customers.timeZone,
        episode: conversations.episode,
        previously: conversations.previously,
        instruction: conversations.instruction,
        dialogue: conversations.dialogue,
        policies: sql<Record<string, ToolPolicy>>`coalesce((select json_object_agg(${toolPolicies.tool},
          json_build_object('policy', ${toolPolicies.policy}, 'approveAboveCents', ${toolPolicies.approveAboveCents}))
          from ${toolPolicies}), '{}')`,
        passedBy: sql<string | null>`case when ${conversations.instruction} is not null then (
          select ${messages.authorName} from ${messages}
           where ${messages.conversationId} = ${conversations.id} and ${messages.kind} = 'handover'
           order by ${messages.seq} desc limit 1) end`,
      })
      .from(conversations)
      .innerJoin(users, eq(users.id, conversations.customerId))
      .leftJoin(customers, eq(customers.userId, conversations.customerId))
      .where(eq(conversations.id, viewer.conversationId)),
  );
  if (!row) throw notFound("Conversation");
  return {
    customerName: row.customerName,
    language: row.language ?? "en",
    timeZone: row.timeZone,
    episode: row.episode,
    previously: row.previously,
    dialogue: row.dialogue,
    policies: row.policies,
    instruction: row.instruction ? { from: row.passedBy ?? "the support team", text: row.instruction } : null,
  };
}
