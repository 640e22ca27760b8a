import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { viewerOfSession } from "@/lib/auth/sessions";
import { signIn } from "@/lib/auth/sign-in";
import { systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { PEER_HEADER } from "@/lib/core/request";
import { listNotifications } from "@/lib/notifications/queries";
import { makeAgent, makeCustomer, makeManager } from "@/tests/support/factories";
import { addStaff, changePerson, disablePerson, enablePerson, setRole } from "./commands";
import { getMe, updateMe } from "./me";
import { listColleagues, listPeople } from "./queries";
import { signUpInput } from "./schema";
import { signUp } from "./sign-up";

const system = systemViewer("test");
const from = (address: string) => new Headers({ [PEER_HEADER]: address });
const forbidden = expect.objectContaining({ code: "forbidden" });
const conflict = expect.objectContaining({ code: "conflict" });

const mailsTo = (email: string) =>
  as(system, (tx) =>
    tx.execute<{ subject: string; method: string; state: string }>(sql`
      select n.subject, n.method, n.state from notifications n join users u on u.id = n.user_id
       where u.email = ${email} order by n.created_at`),
  );

describe("signing up", () => {
  const input = signUpInput.parse({
    name: "Nova Lind",
    email: "Nova@Example.com",
    password: "a long enough password",
  });

  it("makes a customer who can sign in, and says nothing", async () => {
    expect(await signUp(visitorViewer(), input, from("10.0.0.1"))).toBeUndefined();
    const { sessionId } = await signIn({
      email: "nova@example.com",
      password: input.password,
      headers: from("10.0.0.1"),
    });
    expect(await viewerOfSession(sessionId)).toMatchObject({ kind: "customer", name: "Nova Lind" });
    expect(await mailsTo("nova@example.com")).toEqual([
      { subject: "Welcome", method: "email", state: "pending" },
    ]);
  });

  it("answers the same for a taken address, changes nothing, and tells its owner", async () => {
    const again = { ...input, name: "Mallory", password: "another long password" };
    expect(await signUp(visitorViewer(), again, from("10.0.0.2"))).toBeUndefined();
    await expect(
      signIn({ email: input.email, password: again.password, headers: from("10.0.0.2") }),
    ).rejects.toMatchObject({ code: "invalid" });
    const [row] = await as(system, (tx) =>
      tx.execute(sql`select name from users where email = ${input.email}`),
    );
    expect(row).toEqual({ name: "Nova Lind" });
    expect((await mailsTo(input.email)).map((mail) => mail.subject)).toEqual([
      "Welcome",
      "You already have an account",
    ]);
  });

  it("cannot make staff, nor be done by somebody who is signed in", async () => {
    expect(signUpInput.safeParse({ ...input, role: "manager" }).success).toBe(false);
    await expect(signUp(await makeCustomer(), input, from("10.0.0.3"))).rejects.toEqual(forbidden);
  });

  it("is limited by where it comes from, for free and taken addresses alike", async () => {
    for (let i = 0; i < 5; i++)
      await signUp(
        visitorViewer(),
        { ...input, email: i % 2 ? input.email : `n${i}@example.com` },
        from("10.0.0.4"),
      );
    for (const email of [input.email, "fresh@example.com"])
      await expect(signUp(visitorViewer(), { ...input, email }, from("10.0.0.4"))).rejects.toMatchObject({
        code: "rate_limited",
      });
  });

  it("wants a password that is worth the name", () => {
    const refused = (password: string) => signUpInput.safeParse({ ...input, password }).success === false;
    expect(
      ["short", "aaaaaaaaaaaa", "nova@example.com", "x".repeat(257), "nul\u0000nul\u0000nul1"].every(refused),
    ).toBe(true);
  });
});

describe("managing people", () => {
  it("is for managers", async () => {
    const agent = await makeAgent();
    const customer = await makeCustomer();
    await expect(listPeople(agent, { limit: 5 })).rejects.toEqual(forbidden);
    await expect(disablePerson(agent, customer.userId)).rejects.toEqual(forbidden);
    await expect(addStaff(agent, { name: "x", email: "x@team.example", role: "manager" })).rejects.toEqual(
      forbidden,
    );
  });

  it("adds a member whose password is shown once and works", async () => {
    const manager = await makeManager();
    const input = { name: "Ines Sol", email: "ines@team.example", role: "agent" } as const;
    const { person, password } = await addStaff(manager, input);
    expect(person).toMatchObject({ ...input, status: "active" });
    const { sessionId } = await signIn({ email: input.email, password, headers: from("10.1.0.1") });
    expect(await viewerOfSession(sessionId)).toMatchObject({ kind: "staff", role: "agent" });
    await expect(addStaff(manager, input)).rejects.toEqual(conflict);
    const kept = await as(system, (tx) =>
      tx.execute(sql`select 1 from events where data::text like ${`%${password}%`}`),
    );
    expect(kept).toHaveLength(0);
  });

  it("ends every session of whoever is disabled, at once", async () => {
    const manager = await makeManager();
    const agent = await makeAgent();
    expect(await viewerOfSession(agent.sessionId)).not.toBeNull();
    expect((await disablePerson(manager, agent.userId)).status).toBe("disabled");
    expect(await viewerOfSession(agent.sessionId)).toBeNull();
    expect((await listColleagues(manager)).map((person) => person.id)).not.toContain(agent.userId);
    await enablePerson(manager, agent.userId);
    expect(await viewerOfSession(agent.sessionId)).toBeNull();
  });

  it("changes a role for the next request, and never makes staff of a customer", async () => {
    const manager = await makeManager();
    const agent = await makeAgent();
    await setRole(manager, agent.userId, "manager");
    expect(await viewerOfSession(agent.sessionId)).toMatchObject({ role: "manager" });
    await expect(setRole(manager, (await makeCustomer()).userId, "manager")).rejects.toEqual(conflict);
  });

  it("keeps a manager, whatever two of them try at the same moment", async () => {
    await as(system, (tx) => tx.execute(sql`update users set status = 'disabled' where role = 'manager'`));
    const one = await makeManager();
    const two = await makeManager();
    await expect(disablePerson(one, one.userId)).rejects.toEqual(conflict);
    const outcomes = await Promise.allSettled([
      disablePerson(one, two.userId),
      disablePerson(two, one.userId),
      setRole(one, two.userId, "agent"),
    ]);
    expect(outcomes.some((outcome) => outcome.status === "rejected")).toBe(true);
    const [left] = await as(system, (tx) =>
      tx.execute(sql`select count(*)::int as n from users where role = 'manager' and status = 'active'`),
    );
    expect(left).toEqual({ n: 1 });
  });

  it("lists the team unless customers are asked for, page by page", async () => {
    await as(system, (tx) => tx.execute(sql`update users set created_at = '2026-01-01'`));
    const manager = await makeManager();
    for (let i = 0; i < 3; i++) await makeCustomer({ name: `Listed ${i}` });
    const whole = await listPeople(manager, { limit: 100 });
    expect(whole.items.every((person) => person.role !== "customer")).toBe(true);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listPeople(manager, { limit: 2, cursor });
      seen.push(...page.items.map((person) => person.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(whole.items.map((person) => person.id));
    const found = await listPeople(manager, { role: "customer", q: "listed", limit: 10 });
    expect(found.items).toHaveLength(3);
    expect((await listPeople(manager, { role: "customer", q: "%", limit: 10 })).items).toHaveLength(0);
  });

  it("refuses to change somebody who does not exist", async () => {
    const manager = await makeManager();
    const nobody = "00000000-0000-7000-8000-000000000000";
    await expect(changePerson(manager, nobody, { status: "disabled" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("one's own account", () => {
  it("cannot be given another role, status or address, whatever the application does", async () => {
    for (const viewer of [await makeCustomer(), await makeAgent()])
      for (const change of [sql`role = 'manager'`, sql`status = 'disabled'`, sql`email = 'else@example.com'`])
        await expect(
          as(viewer, (tx) => tx.execute(sql`update users set ${change} where id = ${viewer.userId}`)),
        ).rejects.toMatchObject({ cause: { code: "42501" } });
  });

  it("shows and changes a customer's profile, and of staff the name", async () => {
    const customer = await makeCustomer({ email: "own@example.com" });
    expect(await getMe(customer)).toMatchObject({
      email: "own@example.com",
      role: "customer",
      unreadNotifications: 0,
      customer: { language: "en", contactMethod: "email", organization: null },
    });
    expect(await updateMe(customer, { language: "de", timeZone: "Europe/Oslo" })).toMatchObject({
      customer: { language: "de", timeZone: "Europe/Oslo" },
    });
    const agent = await makeAgent();
    expect(await updateMe(agent, { name: "New Name" })).toMatchObject({ name: "New Name", customer: null });
    expect((await listNotifications(customer, { limit: 5 })).items).toEqual([]);
  });
});
