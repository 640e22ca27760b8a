/**
 * An answer outlives the page that asked for it, whatever happens to the connection. The stand-in for the provider
 * holds an answer in its middle until the test lets it go on. What becomes of messages is in unsent.spec.ts.
 */
import type { Page } from "@playwright/test";
import {
  controlWord,
  conversationOf,
  expect,
  newCustomer,
  portals,
  releaseProvider,
  signInto,
  test,
} from "./fixtures";
import { ChatPage } from "./pages/chat-page";
import { demo } from "./pages/sign-in-page";

const [first, second] = ["The first half is here.", "The second half came later."];

test.describe("an answer that is being written", () => {
  test.use({ baseURL: portals.responses });
  let chat: ChatPage;
  let word: string;

  test.beforeEach(async ({ page }) => {
    word = controlWord();
    await signInto(page.context(), await newCustomer());
    chat = new ChatPage(page);
    await chat.open();
    await chat.send(`Tell me both halves #hold:${word}`);
    await expect(chat.answers()).toContainText(first);
    await expect(chat.answers()).not.toContainText(second);
  });
  // Nothing may stay open behind a test.
  test.afterEach(() => releaseProvider(word));

  test("goes on after a reload, with the same text, once", async ({ page }) => {
    await page.reload();
    await chat.alive();
    await expect(chat.answers()).toContainText(first);
    await expect(stop(page)).toBeVisible();
    await releaseProvider(word);
    await expect(chat.answers()).toContainText(`${first} ${second}`);
    await expect(stop(page)).toBeHidden();
    await expect(chat.answers()).toHaveCount(1);
    await page.reload();
    await chat.alive();
    await expect(chat.answers()).toContainText(`${first} ${second}`);
  });

  test("is the same in a second tab, also on another instance of the portal", async ({ page, context }) => {
    const path = new URL(page.url()).pathname;
    const others = [];
    for (const origin of [portals.responses, portals.chatCompletions]) {
      const other = new ChatPage(await context.newPage());
      await other.open(`${origin}${path}`);
      await expect(other.answers()).toContainText(first);
      await expect(stop(other.page)).toBeVisible();
      others.push(other);
    }
    await releaseProvider(word);
    for (const each of [chat, ...others]) {
      await expect(each.answers()).toContainText(`${first} ${second}`);
      await expect(each.answers()).toHaveCount(1);
      await expect(stop(each.page)).toBeHidden();
    }
  });

  test("stays on the screen while the connection is gone, and goes on when it is back", async ({
    page,
    context,
    expectedComplaints,
  }) => {
    expectedComplaints.push(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/);
    await context.setOffline(true);
    await expect(page.getByText("You are offline.")).toBeVisible();
    await releaseProvider(word);
    await expect(chat.answers()).toContainText(first);
    await context.setOffline(false);
    await expect(chat.answers()).toContainText(`${first} ${second}`);
    await expect(page.getByText("You are offline.")).toBeHidden();
    await expect(stop(page)).toBeHidden();
    await expect(chat.answers()).toHaveCount(1);
  });

  test("stays dimmed while it is written again after an interruption, and is replaced at once", async ({
    page,
  }) => {
    const begun = [
      { type: "start", messageId: "01a20000-0000-7000-8000-000000000001" },
      { type: "text-start", id: "t0" },
      { type: "text-delta", id: "t0", delta: "What the first instance wrote" },
      { type: "data-restart", data: {} },
    ];
    const renewed = [{ type: "text-delta", id: "t1", delta: "What the second instance writes" }];
    let told = begun;
    // Each answer breaks off, as after a crash: the page asks again, and hears everything from the beginning.
    await page.route("**/stream", (route) => {
      const body = told.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("");
      return route.fulfill({ contentType: "text/event-stream", body });
    });
    await page.reload();
    await chat.alive();
    const notice = page.getByText("The answer was interrupted and is being written again.");
    await expect(notice).toBeVisible();
    await expect(chat.answers()).toContainText("What the first instance wrote");
    told = [...begun, ...renewed];
    await expect(chat.answers()).toContainText("What the second instance writes");
    await expect(chat.answers()).not.toContainText("What the first instance wrote");
    await expect(notice).toBeVisible();
    await page.unroute("**/stream");
    await releaseProvider(word);
    await expect(notice).toBeHidden();
    await expect(chat.answers()).toContainText(`${first} ${second}`);
  });

  test("stops when the customer says so; what was shown stays, and is marked", async ({ page, context }) => {
    const other = new ChatPage(await context.newPage());
    await other.open(new URL(page.url()).pathname);
    await stop(page).click();
    for (const each of [chat, other]) {
      await expect(each.answers()).toContainText("Stopped before its end.");
      await expect(each.answers()).toContainText(first);
      await expect(stop(each.page)).toBeHidden();
    }
    await releaseProvider(word);
    await page.reload();
    await chat.alive();
    await expect(chat.answers()).toContainText("Stopped before its end.");
    await expect(chat.answers()).toContainText(first);
    await expect(chat.answers()).not.toContainText(second);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(chat.answers().nth(1)).toContainText(`${first} ${second}`);
  });

  test("falls silent at once when a person takes over, in every tab", async ({ page, context, openAs }) => {
    const other = new ChatPage(await context.newPage());
    await other.open(new URL(page.url()).pathname);
    await expect(other.answers()).toContainText(first);
    const alex = await openAs({ email: demo.alex });
    const answer = await alex.request.post(`/api/v1/conversations/${conversationOf(page)}/takeover`, {
      headers: { origin: portals.responses },
      data: {},
    });
    expect(answer.status()).toBe(200);
    for (const each of [chat, other]) {
      await expect(each.owner()).toContainText("Alex Moreau is helping you");
      await expect(stop(each.page)).toBeHidden();
    }
    await releaseProvider(word);
    await page.reload();
    await chat.alive();
    await expect(chat.owner()).toContainText("Alex Moreau is helping you");
    await expect(chat.thread().getByText(second)).toHaveCount(0);
  });

  test("gives way to a newer message", async ({ page }) => {
    await chat.send("hello");
    await expect(chat.answers().last()).toContainText("Hello! How can I help you today?");
    await releaseProvider(word);
    await expect(stop(page)).toBeHidden();
    await page.reload();
    await chat.alive();
    await expect(chat.thread().getByText(second)).toHaveCount(0);
    await expect(chat.answers().last()).toContainText("Hello! How can I help you today?");
  });
});

test.describe("a page that is older than its connection", () => {
  test.use({ baseURL: portals.responses });

  test("shows what was said in between", async ({ page, openAs }) => {
    await signInto(page.context(), await newCustomer());
    const chat = new ChatPage(page);
    await chat.open();
    await chat.ask("hello");
    const alex = await openAs({ email: demo.alex });
    const path = `/api/v1/conversations/${conversationOf(page)}`;
    const headers = { origin: portals.responses };
    const taken = await alex.request.post(`${path}/takeover`, { headers, data: {} });
    expect(taken.status()).toBe(200);

    let connect = () => {};
    const held = new Promise<void>((resolve) => {
      connect = resolve;
    });
    await page.route("**/api/v1/events", async (route) => {
      await held;
      await route.continue();
    });
    await page.reload();
    await chat.alive();
    await expect(chat.owner()).toContainText("Alex Moreau is helping you");
    const text = "Written while your page was on its way.";
    const said = await alex.request.post(`${path}/replies`, {
      headers,
      data: { id: crypto.randomUUID(), text },
    });
    expect(said.ok()).toBe(true);
    connect();
    await expect(chat.thread().getByText(text)).toBeVisible();
  });
});

const stop = (page: Page) => page.getByRole("button", { name: "Stop", exact: true });
