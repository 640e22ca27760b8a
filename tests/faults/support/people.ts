/** Who takes part: people with a session each, made by SQL, so that a scenario spends no time on signing in. */
import { encode } from "next-auth/jwt";
import type { Sql } from "postgres";
import { v7 as newId } from "uuid";

export type Role = "customer" | "agent" | "manager";
export type Person = { id: string; name: string; role: Role; sessionId: string; cookie: string };

const COOKIE = "baton.session";

/** Makes `count` people of a role; their names carry `label`, so that they are told apart in what the app says. */
export async function makePeople(
  sql: Sql,
  authSecret: string,
  given: { role: Role; label: string; count: number },
): Promise<Person[]> {
  const people = await Promise.all(
    Array.from({ length: given.count }, async (_, n): Promise<Person> => {
      const [id, sessionId] = [newId(), newId()];
      const token = await encode({ token: { sid: sessionId }, secret: authSecret, salt: COOKIE });
      const name = `${given.label} ${n + 1}`;
      return { id, name, role: given.role, sessionId, cookie: `${COOKIE}=${token}` };
    }),
  );
  const users = people.map(({ id, name, role }) => ({ id, name, role, email: `${id}@example.com` }));
  const sessions = people.map(({ id, sessionId }) => ({
    id: sessionId,
    user_id: id,
    expires_at: new Date(Date.now() + 23 * 3_600_000),
  }));
  await sql.begin(async (tx) => {
    await tx`insert into users ${tx(users)}`;
    await tx`insert into sessions ${tx(sessions)}`;
    if (given.role === "customer")
      await tx`insert into customers ${tx(people.map(({ id }) => ({ user_id: id })))}`;
  });
  return people;
}
