/** Who has an account, for managers; and who works here, for choosing an assignee. */
import "server-only";
import { and, asc, desc, eq, ilike, inArray, ne, or, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { users } from "@/db/schema/people";
import { authorize } from "@/lib/auth/policy";
import type { StaffViewer } from "@/lib/auth/viewer";
import { decodeCursor, pageOfRows } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { clean } from "@/lib/core/text";
import type { Person } from "./schema";

const person = {
  id: users.id,
  name: users.name,
  email: users.email,
  role: users.role,
  status: users.status,
  since: users.createdAt,
};

export type ListPeople = {
  role?: "customer" | "agent" | "manager" | "staff";
  status?: "active" | "disabled";
  q?: string;
  cursor?: string;
  limit: number;
};

/** Newest account first. */
export async function listPeople(
  viewer: StaffViewer,
  { role = "staff", status, q, cursor, limit }: ListPeople,
): Promise<{ items: Person[]; nextCursor: string | null }> {
  authorize(viewer, "people.list");
  const from = decodeCursor(cursor);
  const like = `%${clean(q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await as(viewer, (tx) =>
    tx
      .select({ ...person, at: users.createdAt })
      .from(users)
      .where(
        and(
          role === "staff" ? inArray(users.role, ["agent", "manager"]) : eq(users.role, role),
          status ? eq(users.status, status) : undefined,
          like.length > 2 ? or(ilike(users.name, like), ilike(users.email, like)) : undefined,
          from
            ? sql`(${users.createdAt}, ${users.id}) < (${from.at.toISOString()}::timestamptz, ${from.id}::uuid)`
            : undefined,
        ),
      )
      .orderBy(desc(users.createdAt), desc(users.id))
      .limit(limit + 1),
  );
  const page = pageOfRows(rows, limit);
  return { items: page.rows.map(({ at: _, ...row }) => row), nextCursor: page.nextCursor };
}

/** One account inside a transaction; the answer of a command. */
export async function loadPerson(tx: Tx, id: string): Promise<Person> {
  const [row] = await tx.select(person).from(users).where(eq(users.id, id));
  if (!row) throw notFound("Person");
  return row;
}

/** Names of the active team, for every member of staff. No e-mail addresses. */
export async function listColleagues(
  viewer: StaffViewer,
): Promise<{ id: string; name: string; role: "agent" | "manager" }[]> {
  authorize(viewer, "ticket.assign");
  const rows = await as(viewer, (tx) =>
    tx
      .select({ id: users.id, name: users.name, role: users.role })
      .from(users)
      .where(and(ne(users.role, "customer"), eq(users.status, "active")))
      .orderBy(asc(users.name))
      .limit(500),
  );
  return rows.map((row) => ({ ...row, role: row.role === "manager" ? "manager" : "agent" }));
}
