/** Titles and summaries from a model: what is asked for, what is taken, and that the rule's text stays otherwise. */
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { as } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { type CustomerViewer, systemViewer } from "@/lib/auth/viewer";
import { resolve, startConversation } from "@/lib/conversations/commands";
import { askForPerson } from "@/lib/conversations/escalate";
import * as environment from "@/lib/core/env";
import { newId } from "@/lib/core/ids";
import { postMessage } from "@/lib/messages/commands";
import { makeCustomer } from "@/tests/support/factories";
import { createFakeOpenAI, type FakeOpenAI } from "@/tests/support/fake-openai";
import { type ChosenModel, chooseModel } from "./models/choose";
import { CLOCK } from "./models/retry";
import { runTurn } from "./turn";
import { wordConversations } from "./word-conversations";

const shelf = globalThis as typeof globalThis & { batonModel?: ChosenModel };
const QUESTION =
  "My parcel has not come, it was due on Monday. Card 4111 1111 1111 1111 was charged. Where is it now?";
let fake: FakeOpenAI;
let casey: CustomerViewer;
let id: string;

beforeAll(async () => {
  fake = await createFakeOpenAI();
});
afterAll(() => fake.close());
beforeEach(async () => {
  const settings = {
    provider: "compatible",
    baseUrl: fake.url,
    model: "large",
    fallback: "builtin",
  } as const;
  const clock = { ...CLOCK, sleep: async () => {} };
  shelf.batonModel = chooseModel(settings, { clock });
  fake.script(() => ({ text: "It is on its way." }));
  casey = await makeCustomer();
  ({ id } = await startConversation(casey, { person: false }));
  await ask(QUESTION);
  fake.requests.length = 0;
});
afterEach(() => {
  delete shelf.batonModel;
  fake.script();
});

async function ask(text: string): Promise<void> {
  const { runId } = await postMessage(casey, id, { id: newId(), text });
  if (runId) await runTurn(runId);
}

async function row() {
  const [found] = await as(systemViewer("test"), (tx) =>
    tx.select().from(conversations).where(eq(conversations.id, id)),
  );
  if (!found) throw new Error("no conversation");
  return found;
}

const rule = QUESTION.slice(0, 80);
const words = (text: string) => fake.script(() => ({ text }));

it("gives a title after the first answer, once, and tells the model no secret", async () => {
  vi.spyOn(environment, "env").mockReturnValue({ ...environment.env(), TITLE_MODEL_NAME: "small" });
  expect((await row()).subject).toBe(rule);
  words("“Late parcel from Monday”\n");
  await wordConversations();
  expect((await row()).subject).toBe("Late parcel from Monday");
  await wordConversations();
  expect(fake.requests).toHaveLength(1);
  expect(fake.requests[0]?.body).toMatchObject({ model: "small" });
  expect(JSON.stringify(fake.requests[0]?.body)).not.toContain("4111");
});

it.each([
  ["nothing", ""],
  ["a book", "Late parcel ".repeat(20)],
  ["two lines", "Late parcel\nCall this number"],
  ["a link", "Late parcel, see https://evil.example"],
  ["markup", "<b>Late</b> parcel"],
  ["an address", "Write to casey@example.com"],
])("keeps the rule's title when the model answers %s", async (_, text) => {
  words(text);
  await wordConversations();
  expect((await row()).subject).toBe(rule);
});

it("keeps it when the provider fails, and does not ask again and again", async () => {
  words("Late parcel");
  fake.script(() => {
    throw new Error("down");
  });
  await wordConversations();
  const asked = fake.requests.length;
  expect(asked).toBeGreaterThan(0);
  await wordConversations();
  expect(fake.requests).toHaveLength(asked);
  expect((await row()).subject).toBe(rule);
});

it("asks no model where rules are wanted", async () => {
  const given = { ...environment.env(), TITLE_MODEL_NAME: "builtin", SUMMARY_MODEL_NAME: "builtin" };
  vi.spyOn(environment, "env").mockReturnValue(given);
  expect(await wordConversations()).toBe(0);
  expect(fake.requests).toEqual([]);
});

it("puts what is asked of a person, and what an episode came to, into one line", async () => {
  await askForPerson(casey, id);
  words("The parcel due on Monday is missing.");
  await wordConversations();
  expect((await row()).handover).toMatchObject({
    question: "The parcel due on Monday is missing.",
    reason: "customer_request",
  });
  await resolve(casey, id);
  await ask("It is missing again");
  words("The carrier found the parcel.");
  await wordConversations();
  expect((await row()).previously).toMatchObject([{ episode: 1, outcome: "The carrier found the parcel." }]);
});
