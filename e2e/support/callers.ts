/** Who calls the API in its tests: accounts of their own, so that no other test meets their limits or their rows. */
import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect, request } from "@playwright/test";
import { demo } from "../pages/sign-in-page";

export type Caller = "visitor" | "owner" | "other" | "agent" | "manager";
export const callers: readonly Caller[] = ["visitor", "other", "owner", "agent", "manager"];

export type Callers = Record<Caller, APIRequestContext> & {
  baseURL: string;
  /** More managers, who only look: everybody has only so many requests a minute. */
  watchers: APIRequestContext[];
  ownerId: string;
  /** A member of the team to be changed. */
  colleagueId: string;
  ownerAccount: Account;
};
type Account = { email: string; password: string };

/** One caller's connection: its own cookies, and the Origin of our own pages. */
export const open = (baseURL: string, origin: string | null = baseURL) =>
  request.newContext({ baseURL, extraHTTPHeaders: origin === null ? {} : { origin } });

/** Signs in as a browser's form does. Answers where next-auth sends it. */
export async function signIn(api: APIRequestContext, { email, password }: Account): Promise<URL> {
  const { csrfToken } = (await (await api.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const answer = await api.post("/api/auth/callback/credentials", {
    headers: { "X-Auth-Return-Redirect": "1" },
    form: { email, password, csrfToken, callbackUrl: "/" },
  });
  return new URL(((await answer.json()) as { url: string }).url);
}

export async function openSignedIn(baseURL: string, account: Account): Promise<APIRequestContext> {
  const api = await open(baseURL);
  const url = await signIn(api, account);
  expect(url.searchParams.get("error"), `signing in as ${account.email}`).toBeNull();
  return api;
}

const WATCHERS = 4;

/** A new customer, signed in. */
export async function openCustomer(baseURL: string): Promise<Account & { api: APIRequestContext }> {
  const account = { email: `e2e-${randomUUID()}@example.com`, password: `a long password ${randomUUID()}` };
  const visitor = await open(baseURL);
  const answer = await visitor.post("/api/v1/accounts", { data: { name: "Robin Example", ...account } });
  expect(answer.status(), await answer.text()).toBe(202);
  await visitor.dispose();
  return { ...account, api: await openSignedIn(baseURL, account) };
}

export async function openCallers(baseURL: string): Promise<Callers> {
  const first = await openSignedIn(baseURL, { email: demo.morgan, password: demo.password });
  const add = async (role: "agent" | "manager") => {
    const email = `e2e-${randomUUID()}@example.com`;
    const answer = await first.post("/api/v1/people", { data: { name: `Example ${role}`, email, role } });
    const added = (await answer.json()) as { person: { id: string }; password: string };
    return { id: added.person.id, email, password: added.password };
  };
  const [agent, manager, colleague] = [await add("agent"), await add("manager"), await add("agent")];
  const watchers = [];
  for (let n = 0; n < WATCHERS; n++) watchers.push(await openSignedIn(baseURL, await add("manager")));
  await first.dispose();
  const owner = await openCustomer(baseURL);
  const me = (await (await owner.api.get("/api/v1/me")).json()) as { id: string };
  return {
    baseURL,
    visitor: await open(baseURL),
    owner: owner.api,
    other: (await openCustomer(baseURL)).api,
    agent: await openSignedIn(baseURL, agent),
    manager: await openSignedIn(baseURL, manager),
    watchers,
    ownerId: me.id,
    colleagueId: colleague.id,
    ownerAccount: { email: owner.email, password: owner.password },
  };
}

export const closeCallers = (all: Callers) =>
  Promise.all([...all.watchers, ...callers.map((caller) => all[caller])].map((api) => api.dispose()));

/** A conversation of the one who is given as owner; `person`: straight in the queue. */
export async function startConversation({ owner }: Pick<Callers, "owner">, person = false): Promise<string> {
  const answer = await owner.post("/api/v1/conversations", { data: { person } });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}
