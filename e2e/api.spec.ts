/**
 * The HTTP API against the running portal, line by line of its own document: who is let in, what is refused and how,
 * and that nothing is stored twice or for the wrong person.
 */
import { randomUUID } from "node:crypto";
import { type APIRequestContext, type APIResponse, expect, test } from "@playwright/test";
import { type Ids, type Line, lines } from "./support/api-lines";
import {
  type Callers,
  callers,
  closeCallers,
  open,
  openCallers,
  openCustomer,
  openSignedIn,
  signIn,
  startConversation,
} from "./support/callers";

let all: Callers;
/** What `{…}` means by default: rows of the owner. */
let ids: Ids & { conversation: string; ticket: string; messageId: string };

const api = "/api/v1";
const methodOf = ({ operation }: Line) => operation.split(" ")[0] ?? "";
const templateOf = ({ operation }: Line) => operation.split(" ")[1] ?? "";
const changes = lines.filter((line) => methodOf(line) !== "GET");
const withBody = changes.filter((line) => line.body);

/** What `{id}` names depends on the collection before it. */
function idsFor(line: Line, conversation = ids.conversation): Ids {
  const of: Ids = {
    conversations: conversation,
    tickets: ids.ticket,
    customers: all.ownerId,
    people: all.colleagueId,
    // Nobody's fact: facts are made by the assistant alone.
    memory: all.ownerId,
    // Not theirs to give either: a conversation's id stands for one that nothing has.
    approvals: conversation,
    "identity-checks": conversation,
    runs: conversation,
    knowledge: conversation,
    files: conversation,
  };
  return { ...ids, conversation, id: of[templateOf(line).split("/")[1] ?? ""] ?? "" };
}
const pathOf = (line: Line, given: Ids) =>
  `${api}${templateOf(line).replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? "")}${line.query ? `?${line.query}` : ""}`;

const send = (
  by: APIRequestContext,
  line: Line,
  given: Ids,
  more: { data?: unknown; headers?: object } = {},
) =>
  by.fetch(pathOf(line, given), {
    method: methodOf(line),
    ...(line.body ? { data: line.body(given) } : {}),
    ...more,
    headers: { ...more.headers },
  });

/** For an answer that goes on: its status, then no more of it. */
async function statusOfEndless(by: APIRequestContext, path: string): Promise<number> {
  const { cookies } = await by.storageState();
  const controller = new AbortController();
  const answer = await fetch(new URL(path, all.baseURL), {
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") },
    signal: controller.signal,
  });
  controller.abort();
  return answer.status;
}

/** The caller that is let in, for what is refused for other reasons. */
const writerOf = (line: Line): APIRequestContext =>
  all[line.writer ?? ((line.expected[2] ?? 0) < 300 ? "owner" : "manager")];

let looked = 0;
/** What the team sees of the rows that the calls are about: must not change by a refused one. */
async function stored(conversation = ids.conversation): Promise<string> {
  const paths = [
    `conversations/${conversation}`,
    `conversations/${conversation}/messages?limit=200`,
    `tickets?customerId=${all.ownerId}`,
    `tickets/${ids.ticket}/comments`,
    `customers/${all.ownerId}`,
  ];
  const watcher = all.watchers[looked++ % all.watchers.length];
  const answers = await Promise.all(paths.map(async (path) => watcher?.get(`${api}/${path}`)));
  expect(answers.map((answer) => answer?.status())).toEqual(paths.map(() => 200));
  return (await Promise.all(answers.map((answer) => answer?.text()))).join("\n");
}

type Problem = {
  title: string;
  status: number;
  code: string;
  requestId: string;
  fields?: Record<string, string>;
};

async function problemOf(answer: APIResponse): Promise<Problem> {
  expect(answer.headers()["content-type"]).toBe("application/problem+json");
  expect(answer.headers()["cache-control"]).toBe("private, no-store");
  const body = (await answer.json()) as Problem;
  expect(body).toMatchObject({ status: answer.status(), requestId: answer.headers()["x-request-id"] });
  return body;
}

test.beforeAll(async ({ baseURL }) => {
  all = await openCallers(baseURL ?? "");
  const conversation = await startConversation(all);
  const said = await all.owner.post(`${api}/conversations/${conversation}/messages`, {
    data: { id: randomUUID(), text: "How long can I return a desk?" },
  });
  expect(said.status()).toBe(200);
  await said.body();
  const thread = (await (await all.owner.get(`${api}/conversations/${conversation}/messages`)).json()) as {
    items: { id: string; kind: string; author: { kind: string } }[];
  };
  const answer = thread.items.find((item) => item.kind === "message" && item.author.kind === "assistant");
  const opened = await all.owner.post(`${api}/tickets`, {
    data: { conversationId: conversation, subject: "Loose leg", description: "One leg is loose." },
  });
  const ticket = (await opened.json()) as { id: string };
  ids = {
    conversation,
    ticket: ticket.id,
    messageId: answer?.id ?? "",
    slug: "return-an-item",
    callId: "call-1",
    tool: "search_products",
    version: "1",
  };
  expect(ids.messageId).not.toBe("");
});
test.afterAll(() => closeCallers(all));

test("the document names every operation that is tested here, and no other", async () => {
  const answer = await all.visitor.get(`${api}/openapi.json`);
  expect(answer.headers()["content-type"]).toContain("application/json");
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, unknown>> };
  const documented = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(lines.map(({ operation }) => operation).sort()).toEqual(documented.sort());
});

test.describe("who is let in", () => {
  for (const line of lines) {
    test(`${line.operation}: ${line.expected.join(" ")}`, async () => {
      const given = idsFor(line, await line.fresh?.(all));
      for (const [column, caller] of callers.entries()) {
        const expected = line.expected[column] ?? 0;
        if (line.endless) {
          expect(await statusOfEndless(all[caller], pathOf(line, given)), caller).toBe(expected);
          continue;
        }
        const answer = await send(all[caller], line, given);
        expect(answer.status(), `${caller}: ${await answer.text()}`).toBe(expected);
        if (expected < 400) continue;
        const { code } = await problemOf(answer);
        const codes: Record<number, string> = { 400: "invalid", 401: "unauthenticated", 403: "forbidden" };
        expect(code).toBe({ ...codes, 404: "not_found", 409: "conflict" }[expected]);
      }
    });
  }

  test("articles for the team do not exist for anybody else", async () => {
    const [article, missing] = ["staff-refund-authority", "no-such-article"];
    for (const caller of ["visitor", "owner", "other"] as const) {
      const [one, two] = [
        await all[caller].get(`${api}/articles/${article}`),
        await all[caller].get(`${api}/articles/${missing}`),
      ];
      expect(await withoutRequestId(one)).toEqual(await withoutRequestId(two));
      expect(one.status()).toBe(404);
    }
    expect((await all.agent.get(`${api}/articles/${article}`)).status()).toBe(200);
  });
});

async function withoutRequestId(answer: APIResponse): Promise<unknown> {
  const text = await answer.text();
  const { "x-request-id": requestId = "", date: _, ...headers } = answer.headers();
  return { status: answer.status(), headers, body: text.replace(requestId, "") };
}

test.describe("a foreign row and one that does not exist are the same", () => {
  for (const line of lines.filter(
    ({ operation, expected }) => /\{id\}/.test(operation) && expected[1] !== 403,
  )) {
    test(line.operation, async () => {
      const foreign = await send(all.other, line, idsFor(line));
      const unknown = await send(all.other, line, { ...idsFor(line), id: randomUUID() });
      expect(await withoutRequestId(foreign)).toEqual(await withoutRequestId(unknown));
      const nonsense = await send(all.other, line, { ...idsFor(line), id: "..%2f..%2fetc" });
      expect(nonsense.status()).toBe(404);
    });
  }
});

test.describe("a body that is wrong is refused, and nothing is stored", () => {
  const kilobytes = (n: number) => "x".repeat(n * 1024);

  for (const line of withBody) {
    test(line.operation, async () => {
      const given = idsFor(line);
      const by = writerOf(line);
      const before = await stored();
      const good = line.body?.(given) ?? {};
      const json = { "content-type": "application/json" };
      const refused = async (data: unknown, headers: object = {}) => {
        const answer = await send(by, line, given, { data, headers });
        expect(answer.status(), `${String(JSON.stringify(data)).slice(0, 80)}: ${await answer.text()}`).toBe(
          400,
        );
        return problemOf(answer);
      };
      const unknown = await refused({ ...good, surprise: true });
      expect(unknown.fields).toMatchObject({ surprise: "is not a known field" });
      await refused(Buffer.from('{"text":'), json);
      await refused(Buffer.from([0x22, 0xff, 0x22]), json);
      await refused(Buffer.from(JSON.stringify(good)), { "content-type": "text/plain" });
      await refused(Buffer.from(`{"x":"${kilobytes(65)}"}`), json);
      await refused(Buffer.from(`${"[".repeat(40)}${"]".repeat(40)}`), json);
      await refused([]);
      expect(await stored()).toBe(before);
    });

    for (const [field, tooLong] of line.texts ?? []) {
      test(`${line.operation}: ${field}`, async () => {
        const given = idsFor(line);
        const before = await stored();
        const good = line.body?.(given) ?? {};
        for (const wrong of ["", " \n\t", "x".repeat(tooLong), "a\u0000b", 7, { $gt: "" }]) {
          const answer = await send(writerOf(line), line, given, { data: { ...good, [field]: wrong } });
          expect(answer.status(), `${JSON.stringify(wrong).slice(0, 40)}: ${await answer.text()}`).toBe(400);
          expect((await problemOf(answer)).fields).toHaveProperty(field);
        }
        expect(await stored()).toBe(before);
      });
    }
  }
});

test.describe("a request that none of our pages sent changes nothing", () => {
  for (const line of changes) {
    test(line.operation, async ({ baseURL }) => {
      const own = new URL(baseURL ?? "");
      const before = await stored();
      const state = await writerOf(line).storageState();
      const origins = [
        "https://evil.example",
        "null",
        `${own.origin}.evil.example`,
        `https://${own.host}`,
        "",
      ];
      const byOrigin = await open(own.origin, null);
      const { cookies } = state;
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
      const foreign = [...origins.map((origin) => ({ origin })), {}, { "sec-fetch-site": "cross-site" }];
      for (const headers of foreign) {
        const answer = await send(byOrigin, line, idsFor(line), { headers: { ...headers, cookie } });
        expect(answer.status(), JSON.stringify(headers)).toBe(403);
        expect((await problemOf(answer)).code).toBe("forbidden");
      }
      await byOrigin.dispose();
      expect(await stored()).toBe(before);
    });
  }
});

test.describe("a session", () => {
  test("is not given for a wrong password, nor for an account that does not exist, with the same answer", async ({
    baseURL,
  }) => {
    const results = [];
    for (const email of [all.ownerAccount.email, `nobody-${randomUUID()}@example.com`]) {
      const visitor = await open(baseURL ?? "");
      const url = await signIn(visitor, { email, password: "not the password" });
      expect((await visitor.get(`${api}/me`)).status()).toBe(401);
      results.push(`${url.pathname}${url.search}`);
      await visitor.dispose();
    }
    expect(new Set(results).size).toBe(1);
    expect(results[0]).toContain("error=CredentialsSignin");
  });

  test("ends at once when it is revoked elsewhere", async ({ baseURL }) => {
    const elsewhere = await openSignedIn(baseURL ?? "", all.ownerAccount);
    expect((await elsewhere.get(`${api}/me`)).status()).toBe(200);
    const answer = await all.owner.post(`${api}/me/sessions/revoke-others`);
    expect(await answer.json()).toEqual({ revoked: 1 });
    expect((await elsewhere.get(`${api}/me`)).status()).toBe(401);
    expect((await all.owner.get(`${api}/me`)).status()).toBe(200);
    await elsewhere.dispose();
  });
});

test("a message that is sent twice is stored once, and its id is not taken for another text", async () => {
  const id = await startConversation({ owner: all.other }, true);
  const path = `${api}/conversations/${id}/messages`;
  const data = { id: randomUUID(), text: "Is anybody there?" };
  const [one, two] = await Promise.all([all.other.post(path, { data }), all.other.post(path, { data })]);
  expect([one?.status(), two?.status()]).toEqual([202, 202]);
  expect(await one?.json()).toEqual(await two?.json());
  const changed = await all.other.post(path, { data: { ...data, text: "Something else" } });
  expect(changed.status()).toBe(409);
  const { items } = (await (await all.other.get(path)).json()) as { items: { id: string; text: string }[] };
  expect(items.filter((item) => item.id === data.id).map(({ text }) => text)).toEqual([data.text]);
});

test("the 21st message of a minute is refused, and says when to try again", async ({ baseURL }) => {
  const { api: flood } = await openCustomer(baseURL ?? "");
  const { id } = (await (await flood.post(`${api}/conversations`, { data: { person: true } })).json()) as {
    id: string;
  };
  const statuses: number[] = [];
  let answer: APIResponse;
  do {
    const data = { id: randomUUID(), text: `Message ${statuses.length + 1}` };
    answer = await flood.post(`${api}/conversations/${id}/messages`, { data });
    statuses.push(answer.status());
  } while (answer.status() === 202 && statuses.length < 45);
  // The minutes are the clock's: where one ends in between, the second gives twenty more.
  expect(statuses.length).toBeGreaterThan(20);
  expect(statuses.length).toBeLessThanOrEqual(41);
  expect(answer.status()).toBe(429);
  expect(Number(answer.headers()["retry-after"])).toBeGreaterThan(0);
  expect(Number(answer.headers()["retry-after"])).toBeLessThanOrEqual(60);
  expect((await problemOf(answer)).code).toBe("rate_limited");
  const thread = (await (await flood.get(`${api}/conversations/${id}/messages?limit=200`)).json()) as {
    items: { kind: string }[];
  };
  expect(thread.items.filter(({ kind }) => kind === "message")).toHaveLength(statuses.length - 1);
  await flood.dispose();
});
