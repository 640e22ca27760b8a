/** What managers have set for tools: which calls are made at once, which wait for a person, which never happen. */
import "server-only";
import { eq } from "drizzle-orm";
import { as } from "@/db/client";
import { users } from "@/db/schema/people";
import { toolPolicies } from "@/db/schema/tools";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { StaffViewer, Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/core/errors";
import { refusePolicy, type ToolPolicy } from "./defaults";
import type { PolicyInput } from "./policy-schema";

const policy = { policy: toolPolicies.policy, approveAboveCents: toolPolicies.approveAboveCents };

/** Null: nothing was set, the tool's default counts. */
export async function findToolPolicy(viewer: Viewer, tool: string): Promise<ToolPolicy | null> {
  authorize(viewer, "tool.readPolicy");
  const [row] = await as(viewer, (tx) =>
    tx.select(policy).from(toolPolicies).where(eq(toolPolicies.tool, tool)),
  );
  return row ?? null;
}

export type SetPolicy = ToolPolicy & { tool: string; changedBy: string | null; changedAt: Date };

/** Everything that was set, for the list of tools. */
export async function listToolPolicies(viewer: StaffViewer): Promise<SetPolicy[]> {
  authorize(viewer, "tool.setPolicy");
  return as(viewer, (tx) =>
    tx
      .select({
        tool: toolPolicies.tool,
        ...policy,
        changedBy: users.name,
        changedAt: toolPolicies.updatedAt,
      })
      .from(toolPolicies)
      .leftJoin(users, eq(users.id, toolPolicies.updatedBy))
      .orderBy(toolPolicies.tool),
  );
}

/** Counts for the next call; what waits for a person already goes on waiting. */
export async function setToolPolicy(
  viewer: StaffViewer,
  tool: string,
  input: PolicyInput,
): Promise<ToolPolicy> {
  authorize(viewer, "tool.setPolicy");
  const refusal = refusePolicy(tool, input);
  if (refusal) throw new AppError("conflict", refusal);
  return as(viewer, async (tx) => {
    const [before] = await tx
      .select(policy)
      .from(toolPolicies)
      .where(eq(toolPolicies.tool, tool))
      .for("update");
    const values = { ...input, updatedBy: viewer.userId, updatedAt: new Date() };
    await tx
      .insert(toolPolicies)
      .values({ tool, ...values })
      .onConflictDoUpdate({ target: toolPolicies.tool, set: values });
    await recordEvent(tx, viewer, {
      type: "tool.policy_set",
      audience: "staff",
      subject: { type: "tool", id: tool },
      data: { from: before ?? null, to: input },
    });
    return input;
  });
}

/** Back to the default; answers whether anything had been set. */
export async function clearToolPolicy(viewer: StaffViewer, tool: string): Promise<boolean> {
  authorize(viewer, "tool.setPolicy");
  return as(viewer, async (tx) => {
    const [before] = await tx.delete(toolPolicies).where(eq(toolPolicies.tool, tool)).returning(policy);
    if (!before) return false;
    await recordEvent(tx, viewer, {
      type: "tool.policy_cleared",
      audience: "staff",
      subject: { type: "tool", id: tool },
      data: { from: before },
    });
    return true;
  });
}
