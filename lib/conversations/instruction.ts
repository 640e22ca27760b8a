/**
 * An instruction from a hand back lasts until the turn that followed it has ended. How it ended is an event of that
 * turn's own transaction; the agent who gave it is told right after, or by the next sweep if the process is lost.
 */
import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { conversations, events } from "@/db/schema/conversations";
import { users } from "@/db/schema/people";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { SystemViewer, Viewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { notifyIn } from "@/lib/notifications/commands";
import type { Change, Held } from "./hold";

const ENDED = "conversation.instruction_ended";
const outcomes = ["done", "failed", "passed_on"] as const;
type Outcome = (typeof outcomes)[number];

/**
 * Notes that the run which had an instruction to follow has ended, in the transaction that ends it. Answers the columns
 * to write with it: a turn that failed leaves the instruction for the next one.
 */
export async function endInstruction(
  tx: Tx,
  viewer: Viewer,
  held: Held,
  run: { id: string; outcome: Outcome },
): Promise<Change> {
  if (held.instruction === null) return {};
  const [given] = await tx
    .select({ agentId: events.actorId })
    .from(events)
    .where(and(eq(events.conversationId, held.id), eq(events.type, "conversation.handed_back")))
    .orderBy(desc(events.seq))
    .limit(1);
  await recordEvent(tx, viewer, {
    type: ENDED,
    conversationId: held.id,
    customerId: held.customerId,
    audience: "staff",
    subject: { type: "run", id: run.id },
    data: { outcome: run.outcome, agentId: given?.agentId ?? null },
  });
  return run.outcome === "failed" ? {} : { instruction: null };
}

/** After the commit: tells the agent, if the run had an instruction. A failure is left to the sweep. */
export async function tellInstructor(viewer: SystemViewer, runId: string): Promise<void> {
  authorize(viewer, "conversation.sweep");
  try {
    await tellInstructors(
      viewer,
      sql`e.subject_type = 'run' and e.subject_id = ${runId} and e.type = ${ENDED}`,
    );
  } catch (error) {
    log().warn({ runId, err: error }, "an agent is told later how an instruction ended");
  }
}

/** Events that the sweep looks back at: about a day of a busy team, read by their primary key. */
const LOOK_BACK = 5_000;

/** Tells whoever was not told yet; answers how many. */
export async function sweepInstructions(viewer: SystemViewer): Promise<number> {
  authorize(viewer, "conversation.sweep");
  return tellInstructors(
    viewer,
    sql`e.type = ${ENDED} and e.id > (select coalesce(max(id), 0) from events) - ${LOOK_BACK}`,
  );
}

type Row = { runId: string; conversationId: string; agentId: string; outcome: Outcome; customer: string };

function tellInstructors(viewer: SystemViewer, which: ReturnType<typeof sql>): Promise<number> {
  return as(viewer, async (tx) => {
    const untold = await tx.execute<Row>(sql`
      select e.subject_id as "runId", e.conversation_id as "conversationId", e.data->>'agentId' as "agentId",
             e.data->>'outcome' as outcome, c.name as customer
        from events e join ${conversations} t on t.id = e.conversation_id join ${users} c on c.id = t.customer_id
       where ${which} and e.data->>'agentId' is not null
         and not exists (select 1 from notifications n where n.dedupe_key = 'instruction:' || e.subject_id)
       order by e.id limit 100`);
    for (const row of untold)
      await notifyIn(
        tx,
        viewer,
        {
          userId: row.agentId,
          method: "in_app",
          ...wording(row),
          conversationId: row.conversationId,
        },
        { id: newId(), dedupeKey: `instruction:${row.runId}` },
      );
    return untold.length;
  });
}

function wording({ outcome, customer }: Row): { subject: string; body: string } {
  switch (outcome) {
    case "done":
      return {
        subject: "The assistant has followed your instruction",
        body: `It has answered in the conversation with ${customer} that you handed back. Look at what it did.`,
      };
    case "passed_on":
      return {
        subject: "The assistant passed your conversation on",
        body: `Instead of going on with ${customer} as you asked, it has put the conversation in the queue.`,
      };
    case "failed":
      return {
        subject: "The assistant could not follow your instruction",
        body: `Its answer to ${customer} failed. It still has the conversation and your instruction; take over if it cannot wait.`,
      };
  }
}
