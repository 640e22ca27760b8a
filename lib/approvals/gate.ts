/**
 * Whether the assistant may make a call now: its policy, how sure we are of who is asking, and, where a person has to
 * decide, what they decided. Asked before every call and again when a waiting run goes on; a request is made once.
 */
import "server-only";
import { and, desc, eq, ne, sql } from "drizzle-orm";
import { as, asByKey } from "@/db/client";
import { approvals, identityChecks } from "@/db/schema/tools";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import { type AssistantViewer, systemViewer } from "@/lib/auth/viewer";
import { moneyText } from "@/lib/catalogue/money";
import { newId } from "@/lib/core/ids";
import { toAppError } from "@/lib/core/problem";
import { isIdentityFresh, requestCode } from "@/lib/identity/commands";
import { fence } from "@/lib/runs/fence";
import type { ToolPolicy } from "./defaults";
import { APPROVAL_HOURS } from "./schema";

const system = systemViewer("approval-gate");

/** The shop's own, in which limits are set. */
const CURRENCY = "EUR";

export type Demand = {
  callId: string;
  tool: string;
  args: Record<string, unknown>;
  policy: ToolPolicy;
  /** What the call would move, where it moves money. */
  amountCents: number | null;
  /** The customer must have proved recently that it is them. */
  sensitive: boolean;
};

export type Admission =
  /** `by`: who approved it; `edited`: whether they changed the arguments. */
  | { kind: "go"; args: Record<string, unknown>; by: string | null; edited: boolean }
  | { kind: "wait"; for: "approval" | "identity"; sentTo: string | null }
  /** `why` is for the model, and fit to be told to the customer. */
  | { kind: "refuse"; why: string };

const go = (args: Record<string, unknown>): Admission => ({ kind: "go", args, by: null, edited: false });

export async function admit(viewer: AssistantViewer, demand: Demand): Promise<Admission> {
  authorize(viewer, "run.work");
  const { policy, args } = demand;
  if (policy.policy === "deny")
    return { kind: "refuse", why: "This cannot be done here. Say so, and offer to bring in a person." };
  const needsPerson = policy.policy === "approve" && isAbove(demand);
  if (!needsPerson && !demand.sensitive) return go(args);

  const decided = needsPerson ? await decisionOn(viewer, demand) : null;
  if (decided) return decided;
  if (demand.sensitive) {
    const unproved = await proofOf(viewer);
    if (unproved) return unproved;
  }
  if (!needsPerson) return go(args);
  return request(viewer, demand);
}

/** An amount that nobody could work out counts as above every limit. */
const isAbove = ({ policy, amountCents }: Demand): boolean =>
  policy.approveAboveCents === null || amountCents === null || amountCents > policy.approveAboveCents;

/** What became of an earlier request for this very call; null when there is none. */
async function decisionOn(
  viewer: AssistantViewer,
  { callId, tool, args }: Demand,
): Promise<Admission | null> {
  const [row] = await asByKey(viewer, (tx) =>
    tx
      .select({
        state: approvals.state,
        tool: approvals.tool,
        args: approvals.args,
        editedArgs: approvals.editedArgs,
        by: approvals.decidedByName,
        reason: approvals.reason,
      })
      .from(approvals)
      .where(and(eq(approvals.runId, viewer.runId), eq(approvals.callId, callId))),
  );
  if (!row) return null;
  // The decision was on what was shown to the person who made it, whatever this call says now.
  if (row.tool !== tool) return { kind: "refuse", why: "This call was asked for under another name." };
  switch (row.state) {
    case "pending":
      return { kind: "wait", for: "approval", sentTo: null };
    case "approved":
      return {
        kind: "go",
        args: row.editedArgs ?? row.args ?? args,
        by: row.by,
        edited: row.editedArgs !== null,
      };
    case "refused":
      return {
        kind: "refuse",
        why: `${row.by ?? "A colleague"} has refused this: ${row.reason ?? "no reason given"}`,
      };
    case "expired":
      return {
        kind: "refuse",
        why: "Nobody decided on this in time, so it was not done. Offer to ask again or to bring in a person.",
      };
    case "revoked":
      return { kind: "refuse", why: "This request was taken back, so it was not done." };
  }
}

/** Null when we are sure enough of who is asking; else what has to happen first. */
async function proofOf(viewer: AssistantViewer): Promise<Admission | null> {
  const [check] = await as(system, (tx) =>
    tx
      .select({ state: identityChecks.state })
      .from(identityChecks)
      .where(eq(identityChecks.runId, viewer.runId))
      .orderBy(desc(identityChecks.createdAt))
      .limit(1),
  );
  if (check?.state === "verified") return null;
  if (check?.state === "failed" || check?.state === "expired")
    return {
      kind: "refuse",
      why:
        check.state === "failed"
          ? "The customer could not prove who they are: the code was wrong too often. Bring in a person, with reason identity_unverified."
          : "The code was not entered in time, so this was not done. Offer to try again.",
    };
  if (!check && (await isIdentityFresh(system, viewer.runId))) return null;
  try {
    const { sentTo } = await requestCode(viewer);
    return { kind: "wait", for: "identity", sentTo };
  } catch (error) {
    const known = toAppError(error);
    if (known?.code !== "unavailable" && known?.code !== "rate_limited") throw error;
    return {
      kind: "refuse",
      why: "We cannot check who the customer is just now. Bring in a person, with reason identity_unverified.",
    };
  }
}

/**
 * Asks the team, once for each call however often it is replayed, and only while the run holds the conversation. What
 * another run of the conversation has asked for already is not asked for again.
 */
async function request(viewer: AssistantViewer, demand: Demand): Promise<Admission> {
  const { callId, tool, args, policy, amountCents } = demand;
  return as(viewer, async (tx) => {
    const held = await fence(tx, viewer);
    const [twin] = await tx
      .select({ id: approvals.id })
      .from(approvals)
      .where(
        and(
          eq(approvals.conversationId, held.id),
          eq(approvals.state, "pending"),
          eq(approvals.tool, tool),
          ne(approvals.runId, viewer.runId),
          sql`${approvals.args} = ${JSON.stringify(args)}::jsonb`,
        ),
      );
    if (twin)
      return {
        kind: "refuse",
        why: "The very same has been asked for already and waits for a colleague's decision. Tell the customer so.",
      };
    const id = newId();
    const [made] = await tx
      .insert(approvals)
      .values({
        id,
        runId: viewer.runId,
        callId,
        conversationId: held.id,
        customerId: held.customerId,
        epoch: held.epoch,
        tool,
        args,
        why: whyOf(policy, amountCents),
        expiresAt: sql`clock_timestamp() + make_interval(hours => ${APPROVAL_HOURS})`,
      })
      .onConflictDoNothing()
      .returning({ id: approvals.id });
    if (made)
      await recordEvent(tx, viewer, {
        type: "approval.requested",
        conversationId: held.id,
        customerId: held.customerId,
        subject: { type: "approval", id },
        data: { tool, runId: viewer.runId },
      });
    return { kind: "wait", for: "approval", sentTo: null };
  });
}

function whyOf({ approveAboveCents }: ToolPolicy, amountCents: number | null): string {
  if (approveAboveCents === null) return "This always needs a person's approval.";
  const limit = moneyText(approveAboveCents, CURRENCY);
  if (amountCents === null) return `Its amount is not known; above ${limit} it needs a person's approval.`;
  return `It is about ${moneyText(amountCents, CURRENCY)}; above ${limit} it needs a person's approval.`;
}
