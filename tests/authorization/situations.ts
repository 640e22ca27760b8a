/** States of A's run that a line of the tables begins with. */
import { eq } from "drizzle-orm";
import { as } from "@/db/client";
import { runs } from "@/db/schema/runs";
import { identityChecks } from "@/db/schema/tools";
import { admit } from "@/lib/approvals/gate";
import { listApprovals } from "@/lib/approvals/queries";
import { systemViewer } from "@/lib/auth/viewer";
import { stopRun } from "@/lib/conversations/commands";
import type { Setting } from "./table";

const change = ({ a }: Setting, values: Partial<typeof runs.$inferInsert>) =>
  as(systemViewer("test"), (tx) => tx.update(runs).set(values).where(eq(runs.id, a.ids.run)));

/** The assistant of A has asked for an approval. */
export async function someRequestOfA({ a }: Setting): Promise<void> {
  const policy = { policy: "approve", approveAboveCents: null } as const;
  const demand = { callId: "gated", tool: "create_ticket", args: {}, policy };
  await admit(a.assistant, { ...demand, amountCents: null, sensitive: false });
}
/** Its id. */
export async function requestOfA(a: Setting["a"]): Promise<string> {
  const [request] = await listApprovals(a.customer, a.ids.conversation);
  if (!request) throw new Error("nothing was asked for");
  return request.id;
}

export const codeOfAIsOld = ({ a }: Setting) =>
  as(systemViewer("test"), (tx) =>
    tx
      .update(identityChecks)
      .set({ expiresAt: new Date(0) })
      .where(eq(identityChecks.id, a.ids.identityCheck)),
  );
export const queueRunOfA = (setting: Setting) => change(setting, { state: "queued" });
export const runOfAIsOverdue = (setting: Setting) => change(setting, { leaseUntil: new Date(0) });
export const runOfAIsStopped = ({ a }: Setting) => stopRun(a.customer, a.ids.conversation);
