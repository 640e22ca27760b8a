/** What managers do to accounts. Passwords and other people's sessions are out of a manager's own reach. */
import "server-only";
import { randomInt } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { credentials, sessions, users } from "@/db/schema/people";
import { recordEvent } from "@/lib/audit/record";
import { hashPassword } from "@/lib/auth/password";
import { authorize } from "@/lib/auth/policy";
import { announceSessionEnd } from "@/lib/auth/session-end";
import { type StaffViewer, systemViewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { loadPerson } from "./queries";
import { refuseChange } from "./rules";
import type { AddStaffInput, Person, PersonPatch } from "./schema";

/** Row security gives credentials and foreign sessions to the system alone; the manager stays the actor. */
const system = systemViewer("people");

/** No look-alikes (0 O, 1 l I): it is read aloud and typed once. 57 symbols, 20 places: 116 bits. */
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const generatePassword = () =>
  Array.from({ length: 20 }, () => alphabet[randomInt(alphabet.length)]).join("");

/** Adds a member of the team. The password is in the answer and nowhere else: it is shown once. */
export async function addStaff(
  viewer: StaffViewer,
  input: AddStaffInput,
): Promise<{ person: Person; password: string }> {
  authorize(viewer, "people.manage");
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  const id = newId();
  const person = await as(system, async (tx) => {
    const [added] = await tx
      .insert(users)
      .values({ id, name: input.name, email: input.email, role: input.role })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (!added)
      throw new AppError("conflict", "An account with this e-mail address exists already.", {
        fields: { email: "is taken" },
      });
    await tx.insert(credentials).values({ userId: id, passwordHash });
    await recordEvent(tx, viewer, {
      type: "person.added",
      audience: "staff",
      subject: { type: "user", id },
      data: { role: input.role },
    });
    return loadPerson(tx, id);
  });
  return { person, password };
}

/** Changes role and status together or not at all; ends the sessions of whoever is disabled. */
export async function changePerson(viewer: StaffViewer, id: string, patch: PersonPatch): Promise<Person> {
  authorize(viewer, "people.manage");
  return as(system, async (tx) => {
    // All managers are locked first: two of them cannot remove each other at the same moment.
    const managers = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.role, "manager"), eq(users.status, "active")))
      .orderBy(users.id)
      .for("update");
    const [subject] = await tx
      .select({ id: users.id, role: users.role, status: users.status })
      .from(users)
      .where(eq(users.id, id))
      .for("update");
    if (!subject) throw notFound("Person");
    const refusal = refuseChange(viewer.userId, subject, patch, managers.length);
    if (refusal) throw new AppError("conflict", refusal);
    if (patch.role && patch.role !== subject.role) {
      await tx.update(users).set({ role: patch.role }).where(eq(users.id, id));
      await told(tx, viewer, id, "person.role_changed", { from: subject.role, to: patch.role });
      // Open streams were made for the old role; they come back with the new one.
      await announceSessionEnd(tx, { userId: id });
    }
    if (patch.status && patch.status !== subject.status) {
      await tx.update(users).set({ status: patch.status }).where(eq(users.id, id));
      if (patch.status === "disabled") await endSessions(tx, id);
      await told(tx, viewer, id, patch.status === "disabled" ? "person.disabled" : "person.enabled", {});
    }
    return loadPerson(tx, id);
  });
}

export const setRole = (viewer: StaffViewer, id: string, role: "agent" | "manager") =>
  changePerson(viewer, id, { role });
export const disablePerson = (viewer: StaffViewer, id: string) =>
  changePerson(viewer, id, { status: "disabled" });
export const enablePerson = (viewer: StaffViewer, id: string) =>
  changePerson(viewer, id, { status: "active" });

async function endSessions(tx: Tx, userId: string): Promise<void> {
  await tx
    .update(sessions)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt)));
  await announceSessionEnd(tx, { userId });
}

async function told(tx: Tx, viewer: StaffViewer, id: string, type: string, data: Record<string, unknown>) {
  await recordEvent(tx, viewer, { type, audience: "staff", subject: { type: "user", id }, data });
}

/** A member of the team changes how they are called; what they have written keeps the name it was written under. */
export async function renameSelf(viewer: StaffViewer, name: string): Promise<void> {
  authorize(viewer, "account.update");
  await as(viewer, async (tx) => {
    await tx.update(users).set({ name }).where(eq(users.id, viewer.userId));
    await told(tx, viewer, viewer.userId, "person.renamed", {});
  });
}
