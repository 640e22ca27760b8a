/**
 * Rows that a test needs before its story begins, written through the same door as everything else. Each
 * factory answers ids and, for people, the viewer that they are.
 */
import { sql } from "drizzle-orm";
import { as } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { credentials, customers, sessions, users } from "@/db/schema/people";
import { runs } from "@/db/schema/runs";
import {
  type AssistantViewer,
  assistantViewer,
  type Role,
  systemViewer,
  userViewer,
} from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";

const viewer = systemViewer("test");
let made = 0;

type Given = { name?: string; email?: string };

async function makeUser(role: Role, given: Given & { passwordHash?: string }) {
  const n = ++made;
  const id = newId();
  const sessionId = newId();
  const name = given.name ?? `${role} ${n}`;
  const email = given.email ?? `${role}-${n}@example.com`;
  await as(viewer, async (tx) => {
    await tx.insert(users).values({ id, name, email, role });
    if (role === "customer") await tx.insert(customers).values({ userId: id });
    await tx.insert(credentials).values({ userId: id, passwordHash: given.passwordHash ?? "none" });
    await tx
      .insert(sessions)
      .values({ id: sessionId, userId: id, expiresAt: new Date(Date.now() + 86_400_000) });
  });
  return userViewer({ userId: id, name, role, sessionId });
}

export async function makeCustomer(given: Given = {}) {
  const made = await makeUser("customer", given);
  if (made.kind !== "customer") throw new Error("not a customer");
  return made;
}

export async function makeAgent(given: Given = {}) {
  const made = await makeUser("agent", given);
  if (made.kind !== "staff") throw new Error("not staff");
  return made;
}

export async function makeManager(given: Given = {}) {
  const made = await makeUser("manager", given);
  if (made.kind !== "staff") throw new Error("not staff");
  return made;
}

/** A conversation that the assistant holds, at epoch 1. */
export async function makeConversation(customerId: string, given: { subject?: string } = {}) {
  const id = newId();
  await as(viewer, (tx) =>
    tx.insert(conversations).values({ id, customerId, subject: given.subject ?? null, seq: 0 }),
  );
  return { id, customerId, epoch: 1 };
}

/** A running run of that conversation: the assistant's viewer, as a claimed run has it. */
export async function makeRun(conversation: {
  id: string;
  customerId: string;
  epoch?: number;
}): Promise<AssistantViewer> {
  const id = newId();
  const epoch = conversation.epoch ?? 1;
  await as(viewer, (tx) =>
    tx.insert(runs).values({
      id,
      conversationId: conversation.id,
      customerId: conversation.customerId,
      epoch,
      messageSeq: 0,
      // Asked for by a customer who has just signed in.
      sessionId: sql`(select id from sessions where user_id = ${conversation.customerId} order by created_at limit 1)`,
      state: "running",
      attempt: 1,
      leaseUntil: new Date(Date.now() + 3_600_000),
    }),
  );
  return assistantViewer({
    runId: id,
    conversationId: conversation.id,
    customerId: conversation.customerId,
    epoch,
    attempt: 1,
  });
}

/** A customer, a conversation that the assistant holds, and its running run, in one call. */
export async function makeTurn(given: Given = {}) {
  const customer = await makeCustomer(given);
  const conversation = await makeConversation(customer.userId);
  return { customer, conversation, assistant: await makeRun(conversation) };
}
