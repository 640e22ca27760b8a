import { expect, it, vi } from "vitest";
import type { RequestViewer } from "@/lib/auth/session";
import { visitorViewer } from "@/lib/auth/viewer";
import type { Route } from "@/lib/core/route";
import { makeAgent, makeCustomer, makeManager } from "@/tests/support/factories";
import * as accounts from "../accounts/route";
import * as customer from "../customers/[id]/route";
import * as me from "../me/route";
import * as people from "../people/route";
import * as comments from "./[id]/comments/route";
import * as one from "./[id]/route";
import * as count from "./count/route";
import * as list from "./route";

let viewer: RequestViewer = visitorViewer();
vi.mock("@/lib/auth/session", () => ({ getViewer: async () => viewer }));

const origin = "http://127.0.0.1:3000";

/** Calls a handler as a page of ours would, as whoever `viewer` is. */
async function call(route: Route, given: { id?: string; query?: string; body?: unknown } = {}) {
  const url = `${origin}/api/v1${route.spec.path.replace("{id}", given.id ?? "")}?${given.query ?? ""}`;
  const request = new Request(url, {
    method: route.spec.method,
    headers: { host: "127.0.0.1:3000", origin, "content-type": "application/json" },
    body: given.body === undefined ? undefined : JSON.stringify(given.body),
  });
  const response = await route(request, { params: Promise.resolve({ id: given.id }) });
  return { status: response.status, body: await response.json() };
}

it("opens, lists, counts, changes and comments over HTTP, for the customer whose ticket it is", async () => {
  viewer = await makeCustomer({ name: "Casey", email: "casey@example.com" });
  const opened = await call(list.POST, { body: { subject: "Lamp", description: "It hums." } });
  expect(opened).toMatchObject({
    status: 201,
    body: { number: expect.any(Number), customer: { name: "Casey" } },
  });
  const { id, number } = opened.body;
  expect(await call(one.GET, { id: String(number) })).toEqual({ status: 200, body: opened.body });
  expect(await call(list.GET, { query: "status=open,pending&priority=medium&limit=1" })).toMatchObject({
    body: { items: [{ id }], nextCursor: null },
  });
  expect(await call(count.GET, { query: "q=lamp" })).toMatchObject({ body: { count: 1, capped: false } });
  expect(await call(comments.POST, { id, body: { text: "Louder now." } })).toMatchObject({ status: 201 });
  expect(await call(comments.GET, { id })).toMatchObject({
    body: { items: [{ text: "Louder now.", author: { kind: "customer", isMe: true } }] },
  });
  expect(await call(one.PATCH, { id, body: { status: "closed" } })).toMatchObject({
    body: { status: "closed" },
  });
  expect(await call(one.PATCH, { id, body: { priority: "urgent" } })).toMatchObject({ status: 403 });

  viewer = await makeCustomer();
  for (const wrong of [id, String(number), "0", "abc", "99999999"])
    expect(await call(one.GET, { id: wrong })).toMatchObject({ status: 404, body: { code: "not_found" } });
  expect(await call(one.PATCH, { id, body: { status: "open" } })).toMatchObject({ status: 404 });

  viewer = visitorViewer();
  expect(await call(list.GET)).toMatchObject({ status: 401 });
});

it("says which field is wrong", async () => {
  viewer = await makeCustomer();
  const refused = async (body: object) => (await call(list.POST, { body })).body.fields;
  expect(await refused({ subject: " ", description: "x" })).toEqual({ subject: "must not be empty" });
  expect(await refused({ subject: "x", description: "x", customerId: "me" })).toEqual({
    customerId: "is not a known field",
  });
  for (const query of ["status=lost", "sort=colour", "cursor=rubbish", "limit=1000", "page=2"])
    expect((await call(list.GET, { query })).status, query).toBe(400);
});

it("answers a sign-up the same for a free and a taken address", async () => {
  await makeCustomer({ email: "taken@example.com" });
  viewer = visitorViewer();
  const signUp = (email: string) =>
    call(accounts.POST, { body: { name: "New", email, password: "long enough to keep" } });
  const answers = [
    await signUp("free@example.com"),
    await signUp("taken@example.com"),
    await signUp("free@example.com"),
  ];
  for (const answer of answers) expect(answer).toEqual({ status: 202, body: { accepted: true } });
});

it("keeps people and customers to those who may see them", async () => {
  const casey = await makeCustomer({ name: "Casey" });
  viewer = casey;
  expect(await call(me.GET)).toMatchObject({
    status: 200,
    body: { name: "Casey", customer: { language: "en" } },
  });
  expect(await call(me.PATCH, { body: { role: "manager" } })).toMatchObject({ status: 400 });
  expect(await call(people.GET)).toMatchObject({ status: 403 });
  expect(await call(customer.GET, { id: casey.userId })).toMatchObject({ status: 403 });
  viewer = await makeAgent();
  expect(await call(people.GET)).toMatchObject({ status: 403 });
  expect(await call(customer.GET, { id: casey.userId })).toMatchObject({
    status: 200,
    body: { name: "Casey" },
  });
  viewer = await makeManager();
  const added = await call(people.POST, {
    body: { name: "Ines", email: "ines@team.example", role: "agent" },
  });
  expect(added).toMatchObject({ status: 201, body: { password: expect.stringMatching(/^\w{20}$/) } });
  expect((await call(people.GET)).body.items.map((person: { name: string }) => person.name)).toContain(
    "Ines",
  );
});
