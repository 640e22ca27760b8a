/** People who use Baton as a browser would: signed in by its own forms, with the page's live connection open. */
import { randomUUID } from "node:crypto";
import { get } from "node:http";
import type { Ask } from "./replies";

export type Person = { base: string; cookie: string };

const json = { "content-type": "application/json" };

/** Signs in at `base`; the session holds on every instance. */
export async function signIn(base: string, email: string, password: string): Promise<Person> {
  const csrf = await fetch(`${base}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch(`${base}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: base, cookie: cookiesOf(csrf), "x-auth-return-redirect": "1" },
    body: new URLSearchParams({ email, password, csrfToken, callbackUrl: "/" }),
  });
  const cookie = cookiesOf(answer);
  if (!cookie.includes("session")) throw new Error(`${email} could not sign in: ${await answer.text()}`);
  return { base, cookie };
}

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");

/** New customers, signed in; four at a time, because a password costs CPU on purpose. */
export async function signUp(base: string, count: number): Promise<Person[]> {
  const people: Person[] = [];
  const one = async () => {
    const [email, password] = [`bench-${randomUUID()}@example.com`, `a long password ${randomUUID()}`];
    await post({ base, cookie: "" }, "/api/v1/accounts", { name: "Robin Example", email, password });
    return signIn(base, email, password);
  };
  while (people.length < count)
    people.push(...(await Promise.all(Array.from({ length: Math.min(4, count - people.length) }, one))));
  return people;
}

/** Changes something; answers the JSON, or undefined for an empty answer. */
export async function post(person: Person, path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(person.base + path, {
    method: "POST",
    headers: { ...json, origin: person.base, cookie: person.cookie },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 200)}`);
  return text ? JSON.parse(text) : undefined;
}

export async function startConversation(person: Person, wants: { person?: boolean } = {}): Promise<string> {
  return ((await post(person, "/api/v1/conversations", wants)) as { id: string }).id;
}

/** One message of a customer, for the load. */
export const messageOf = (person: Person, conversationId: string, text: string): Ask => ({
  url: `${person.base}/api/v1/conversations/${conversationId}/messages`,
  headers: { origin: person.base, cookie: person.cookie },
  body: { id: randomUUID(), text },
});

/** Follows a stream of server-sent events until it is closed; `on` gets each event's name and data. */
export function follow(
  person: Person,
  path: string,
  on: (name: string, data: string) => void,
): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const sent = get(
      person.base + path,
      { headers: { cookie: person.cookie, accept: "text/event-stream" } },
      (response) => {
        if (response.statusCode !== 200)
          return reject(new Error(`${path} answered ${response.statusCode ?? "nothing"}`));
        let rest = "";
        response.setEncoding("utf8");
        response.on("error", () => {});
        response.on("data", (part: string) => {
          const blocks = (rest + part).split("\n\n");
          rest = blocks.pop() ?? "";
          for (const block of blocks) {
            const data = /^data: (.*)$/m.exec(block)?.[1];
            if (data !== undefined) on(/^event: (.*)$/m.exec(block)?.[1] ?? "message", data);
          }
        });
        resolve(() => sent.destroy());
      },
    );
    sent.on("error", reject);
  });
}
