/** What customers change about themselves, and the assistant for them on their word. */
import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { customers, users } from "@/db/schema/people";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { AssistantViewer, CustomerViewer } from "@/lib/auth/viewer";
import { PROFILE_LABEL } from "@/lib/effects/labels";
import { recordEffect } from "@/lib/effects/record";
import { fence } from "@/lib/runs/fence";
import { loadCustomer } from "./queries";
import type { Customer, ProfilePatch } from "./schema";

/** Writes what differs. The assistant is fenced, and a repeated tool call changes nothing again. */
export async function updateProfile(
  viewer: CustomerViewer | AssistantViewer,
  patch: ProfilePatch,
  call?: { callId: string },
): Promise<Customer> {
  authorize(viewer, "account.update");
  const id = viewer.kind === "assistant" ? viewer.customerId : viewer.userId;
  if (viewer.kind === "assistant" && !call) throw new Error("the assistant writes only from a tool call");
  const key = viewer.kind === "assistant" && call ? `${viewer.runId}:${call.callId}` : null;
  return as(viewer, async (tx) => {
    if (viewer.kind === "assistant") await fence(tx, viewer);
    await tx.select({ id: customers.userId }).from(customers).where(eq(customers.userId, id)).for("update");
    const before = await loadCustomer(tx, viewer, id);
    if (key) {
      const [done] = await tx
        .select({ id: events.id })
        .from(events)
        .where(
          and(
            eq(events.subjectType, "customer"),
            eq(events.subjectId, id),
            sql`${events.data} ->> 'call' = ${key}`,
          ),
        )
        .limit(1);
      if (done) return before;
    }
    const fields = (Object.keys(patch) as (keyof ProfilePatch)[]).filter(
      (field) => patch[field] !== undefined && patch[field] !== before[field],
    );
    if (fields.length === 0) return before;
    const { name, ...rest } = patch;
    if (name !== undefined && fields.includes("name"))
      await tx.update(users).set({ name }).where(eq(users.id, id));
    await tx
      .update(customers)
      .set({ ...rest, updatedAt: sql`clock_timestamp()` })
      .where(eq(customers.userId, id));
    await recordEvent(tx, viewer, {
      type: "customer.profile_updated",
      customerId: id,
      subject: { type: "customer", id },
      data: { fields, ...(key ? { call: key } : {}) },
    });
    if (viewer.kind === "assistant" && call)
      await recordEffect(tx, viewer, call, {
        tool: "update_customer_profile",
        label: PROFILE_LABEL,
        href: "/account",
        undo: { kind: "profile.changed", before: pick(before, fields), after: pick(patch, fields) },
      });
    return loadCustomer(tx, viewer, id);
  });
}

const pick = (from: ProfilePatch, fields: readonly (keyof ProfilePatch)[]): ProfilePatch =>
  Object.fromEntries(fields.map((field) => [field, from[field]]));
