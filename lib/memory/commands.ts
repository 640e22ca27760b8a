/** What the assistant keeps about its customer, and what customers correct, forget and switch off. */
import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { memoryFacts } from "@/db/schema/memory";
import { customers } from "@/db/schema/people";
import { redact } from "@/lib/assistant/guardrails/input";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { AssistantViewer, CustomerViewer, SystemViewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import { idOfCall, newId } from "@/lib/core/ids";
import { recordEffect } from "@/lib/effects/record";
import { fence } from "@/lib/runs/fence";
import { whatWasSolved } from "./episode";
import { type Episode, findEpisode } from "./episodes";
import { expiryOf, keep, lockMemory, wasCalled } from "./keep";
import { aboutKey, MEMORY_HREF, notedLabel, plainLine, preferenceKey, refuseFact } from "./policy";
import {
  type CorrectFactInput,
  correctFactInput,
  type FactKind,
  preferences,
  type RememberInput,
  rememberInput,
} from "./schema";

export type Remembered = { id: string; kind: FactKind; text: string };

/**
 * Keeps one fact, in place of an earlier one about the same. Answers null when the customer has switched memory off.
 * Fenced; a repeated call keeps nothing again, also when the customer has changed or forgotten the fact meanwhile.
 * Throws `invalid` for what must not be kept.
 */
export async function rememberFact(
  viewer: AssistantViewer,
  input: RememberInput,
  call: { callId: string },
): Promise<Remembered | null> {
  authorize(viewer, "memory.remember");
  const { kind, about, text } = allowed(input);
  const id = idOfCall(viewer.runId, call.callId, "fact");
  const key = `${viewer.runId}:${call.callId}`;
  return as(viewer, async (tx) => {
    await fence(tx, viewer);
    if (!(await lockMemory(tx, viewer.customerId))) return null;
    if (await wasCalled(tx, viewer.customerId, key)) return { id, kind, text };
    const source = { conversationId: viewer.conversationId, runId: viewer.runId };
    const kept = await keep(tx, {
      id,
      customerId: viewer.customerId,
      kind,
      about,
      text,
      ...source,
      writtenBy: "assistant",
    });
    if (!kept)
      throw new AppError("conflict", "There is no room for another fact. The customer can forget some.");
    await recordEvent(tx, viewer, {
      type: "memory.fact_remembered",
      customerId: viewer.customerId,
      subject: { type: "customer", id: viewer.customerId },
      data: { fact: id, kind, call: key },
    });
    await recordEffect(tx, viewer, call, {
      tool: "remember",
      label: notedLabel(text),
      href: MEMORY_HREF,
      undo: { kind: "fact.remembered", factId: id },
    });
    return { id, kind, text };
  });
}

/** Keeps what a resolved episode was about and what ended it, once. Answers whether anything was kept. */
export async function rememberEpisode(viewer: SystemViewer, episode: Episode): Promise<boolean> {
  authorize(viewer, "memory.rememberEpisode");
  return as(viewer, async (tx) => {
    const found = await findEpisode(tx, episode);
    if (!found || !(await lockMemory(tx, found.customerId))) return false;
    const solved = whatWasSolved(
      found.said.map((each) => ({ ...each, text: redact(each.text).text })),
      found.tickets,
    );
    if (!solved) return false;
    const key = `episode:${episode.conversationId}:${episode.episode}`;
    if (await wasCalled(tx, found.customerId, key)) return false;
    const id = newId();
    const kept = await keep(tx, {
      id,
      customerId: found.customerId,
      kind: "problem",
      about: key,
      ...solved,
      conversationId: episode.conversationId,
      runId: null,
      writtenBy: "system",
    });
    if (!kept) return false;
    await recordEvent(tx, viewer, {
      type: "memory.fact_remembered",
      customerId: found.customerId,
      subject: { type: "customer", id: found.customerId },
      data: { fact: id, kind: "problem", call: key },
    });
    return true;
  });
}

/** Puts the customer's own words in place of a fact's; it counts as new from then on. */
export async function correctFact(
  viewer: CustomerViewer,
  id: string,
  input: CorrectFactInput,
): Promise<void> {
  authorize(viewer, "memory.manage");
  const given = correctFactInput.parse(input);
  const patch = {
    ...(given.text === undefined ? {} : { text: fitting("text", given.text) }),
    ...(given.solution === undefined
      ? {}
      : { solution: given.solution === null ? null : fitting("solution", given.solution) }),
  };
  await as(viewer, async (tx) => {
    const [before] = await tx
      .select({ kind: memoryFacts.kind })
      .from(memoryFacts)
      .where(mine(viewer, id))
      .for("update");
    if (!before) throw notFound("This");
    await tx
      .update(memoryFacts)
      .set({
        ...patch,
        ...(before.kind === "problem" ? {} : { solution: null }),
        writtenBy: "customer",
        updatedAt: sql`clock_timestamp()`,
        expiresAt: expiryOf(before.kind),
      })
      .where(mine(viewer, id));
    await tell(tx, viewer, "memory.fact_corrected", { fact: id, kind: before.kind });
  });
}

export async function forgetFact(viewer: CustomerViewer, id: string): Promise<void> {
  authorize(viewer, "memory.manage");
  await as(viewer, async (tx) => {
    const [gone] = await tx.delete(memoryFacts).where(mine(viewer, id)).returning({ kind: memoryFacts.kind });
    if (!gone) throw notFound("This");
    await tell(tx, viewer, "memory.fact_forgotten", { fact: id, kind: gone.kind });
  });
}

/** Forgets every fact; the profile is not memory and stays. Answers how many there were. */
export async function forgetAll(viewer: CustomerViewer): Promise<number> {
  authorize(viewer, "memory.manage");
  return as(viewer, async (tx) => {
    await lockMemory(tx, viewer.userId);
    const gone = await tx
      .delete(memoryFacts)
      .where(eq(memoryFacts.customerId, viewer.userId))
      .returning({ id: memoryFacts.id });
    if (gone.length > 0) await tell(tx, viewer, "memory.cleared", { facts: gone.length });
    return gone.length;
  });
}

/** Off: nothing new is kept and nothing is used. What is there stays, until it is forgotten or expires. */
export async function setMemoryEnabled(viewer: CustomerViewer, enabled: boolean): Promise<void> {
  authorize(viewer, "memory.manage");
  await as(viewer, async (tx) => {
    if ((await lockMemory(tx, viewer.userId)) === enabled) return;
    await tx.update(customers).set({ memoryEnabled: enabled }).where(eq(customers.userId, viewer.userId));
    await tell(tx, viewer, enabled ? "memory.switched_on" : "memory.switched_off", {});
  });
}

/** The input as it may be kept, or `invalid` with the reason in words. */
function allowed(input: RememberInput): RememberInput {
  const { kind, about, text } = rememberInput.parse(input);
  const key = kind === "preference" ? preferenceKey(about) : aboutKey(about);
  if (key === null) {
    const why =
      kind === "preference"
        ? `A preference is about one of ${preferences.join(", ")}.`
        : "Say what it is about.";
    throw new AppError("invalid", why, { fields: { about: why } });
  }
  // What a fact is about is read by models too.
  fitting("about", key.replaceAll("_", " "));
  return { kind, about: key, text: fitting("text", text) };
}

/** One plain line without numbers that nobody needs; `invalid` when it is none of the customer's facts. */
function fitting(field: string, given: string): string {
  const text = plainLine(redact(given).text);
  const refusal = text === "" ? "This is empty." : refuseFact(text);
  if (refusal) throw new AppError("invalid", refusal, { fields: { [field]: refusal } });
  return text;
}

const mine = (viewer: CustomerViewer, id: string) =>
  and(eq(memoryFacts.id, id), eq(memoryFacts.customerId, viewer.userId));

const tell = (tx: Tx, viewer: CustomerViewer, type: string, data: Record<string, unknown>) =>
  recordEvent(tx, viewer, {
    type,
    customerId: viewer.userId,
    subject: { type: "customer", id: viewer.userId },
    data,
  });
