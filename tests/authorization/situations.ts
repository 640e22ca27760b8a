/** States of A's run that a line of the tables begins with. */
import { eq } from "drizzle-orm";
import { as } from "@/db/client";
import { runs } from "@/db/schema/runs";
import { systemViewer } from "@/lib/auth/viewer";
import { stopRun } from "@/lib/conversations/commands";
import type { Setting } from "./table";

const change = ({ a }: Setting, values: Partial<typeof runs.$inferInsert>) =>
  as(systemViewer("test"), (tx) => tx.update(runs).set(values).where(eq(runs.id, a.ids.run)));

export const queueRunOfA = (setting: Setting) => change(setting, { state: "queued" });
export const runOfAIsOverdue = (setting: Setting) => change(setting, { leaseUntil: new Date(0) });
export const runOfAIsStopped = ({ a }: Setting) => stopRun(a.customer, a.ids.conversation);
