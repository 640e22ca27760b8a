/**
 * What browser tests begin with: people who are signed in without the form, each in a browser of their own, and a
 * guard that fails the test for anything a browser complains about.
 */
import { randomUUID } from "node:crypto";
import {
  type Browser,
  type BrowserContext,
  test as base,
  expect,
  type Page,
  request,
} from "@playwright/test";
import { demo } from "./pages/sign-in-page";
import { signIn } from "./support/callers";
import { e2ePorts } from "./support/ports.mjs";

export { expect } from "@playwright/test";

const ports = e2ePorts();
const addressOf = (port: number) => `http://127.0.0.1:${port}`;
/** The portal once for each kind of model. Accounts, sessions and rows are the same on all. */
export const portals = {
  builtin: addressOf(ports.builtin),
  responses: addressOf(ports.openai),
  chatCompletions: addressOf(ports.compatible),
} as const;

export type Account = { name: string; email: string; password: string };

/** Where a person's pages come from: another instance, another colour, another size. */
export type Browsing = Parameters<Browser["newContext"]>[0];

type Fixtures = {
  /** Complaints of the browser that this test causes on purpose; everything else fails it. */
  expectedComplaints: RegExp[];
  /** Watches a browser that the test has opened by itself. */
  guard: (context: BrowserContext) => void;
  /** A browser of their own for somebody. */
  openAs: (who: { email: string; password?: string } | null, browsing?: Browsing) => Promise<Page>;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  expectedComplaints: async ({}, use) => {
    await use([]);
  },
  guard: [
    async ({ expectedComplaints, context }, use) => {
      const complaints: string[] = [];
      const watch = (watched: BrowserContext) => {
        watched.on("weberror", (error) => complaints.push(String(error.error())));
        watched.on("console", (message) => {
          if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
        });
      };
      watch(context);
      await use(watch);
      const unexpected = complaints.filter((text) => !expectedComplaints.some((known) => known.test(text)));
      expect(unexpected, "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],
  openAs: async ({ browser, guard }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (who, browsing) => {
      const context = await browser.newContext(browsing);
      opened.push(context);
      guard(context);
      if (who) await signInto(context, who);
      return context.newPage();
    });
    await Promise.all(opened.map((context) => context.close()));
  },
});

/** Signs a browser in as the form would, without showing it. */
export async function signInto(
  context: BrowserContext,
  { email, password = demo.password }: { email: string; password?: string },
): Promise<void> {
  const url = await signIn(context.request, { email, password });
  expect(url.searchParams.get("error"), `signing in as ${email}`).toBeNull();
}

/** A new customer, whose conversations, limits and drafts no other test touches. */
export async function newCustomer(name = "Robin Example"): Promise<Account> {
  const account = {
    name,
    email: `e2e-${randomUUID()}@example.com`,
    password: `a long password ${randomUUID()}`,
  };
  const parts = [...randomUUID().replaceAll("-", "")].map((digit) => Number.parseInt(digit, 16));
  const api = await request.newContext({
    baseURL: portals.responses,
    extraHTTPHeaders: { origin: portals.responses, "x-forwarded-for": `10.${parts.slice(0, 3).join(".")}` },
  });
  const answer = await api.post("/api/v1/accounts", { data: account });
  expect(answer.status(), await answer.text()).toBe(202);
  await api.dispose();
  return account;
}

/** Tells the stand-in for the provider that the fault or the pause with this word is over. */
export async function releaseProvider(word: string): Promise<void> {
  const api = await request.newContext();
  const answer = await api.post(`${addressOf(ports.fakeOpenAI)}/release/${word}`);
  expect(answer.ok()).toBe(true);
  await api.dispose();
}

/** The id of the conversation that a page of the chat shows. */
export function conversationOf(page: Page): string {
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  return id;
}

/**
 * A word that steers the stand-in for the provider. Letters only: digits in a row can be an account number, and those
 * are taken out before any provider reads a message.
 */
export const controlWord = (): string =>
  randomUUID().replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)] ?? "");
