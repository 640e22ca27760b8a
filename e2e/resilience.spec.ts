/**
 * An answer outlives the page that asked for it, and a message is sent once, whatever happens to the connection. The
 * stand-in for the provider holds an answer in its middle until the test lets it go on.
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

test.describe("a message", () => {
  let chat: ChatPage;
  test.beforeEach(async ({ page }) => {
    await signInto(page.context(), await newCustomer());
    chat = new ChatPage(page);
    await chat.open();
  });

  test("that could not be sent is kept, and sent once under the same id when the connection is back", async ({
    page,
    context,
    expectedComplaints,
  }) => {
    expectedComplaints.push(/ERR_INTERNET_DISCONNECTED/);
    await chat.ask("How do I return an item?");
    const ids: string[] = [];
    page.on("request", (request) => {
      if (request.method() !== "POST" || !request.url().endsWith("/messages")) return;
      ids.push((request.postDataJSON() as { id: string }).id);
    });
    await context.setOffline(true);
    await chat.send("And what does it cost?");
    await expect(chat.thread().getByText("Not sent. Your text is kept.")).toBeVisible();
    await context.setOffline(false);
    await chat.answerAfter(1);
    await expect(chat.thread().getByText("Not sent. Your text is kept.")).toBeHidden();
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(1);
    const stored = await page.request.get(`/api/v1/conversations/${conversationOf(page)}/messages?limit=100`);
    const { items } = (await stored.json()) as { items: { id: string }[] };
    expect(items.filter(({ id }) => id === ids[0])).toHaveLength(1);
  });

  test("is sent once although Enter is pressed twice, the first one and every other", async ({ page }) => {
    for (const [index, text] of ["How do I return an item?", "How long does a refund take?"].entries()) {
      await chat.composer().fill(text);
      await Promise.all([chat.composer().press("Enter"), chat.composer().press("Enter")]);
      await chat.answerAfter(index);
      await expect(chat.thread().getByText(text, { exact: true })).toHaveCount(1);
    }
    await page.reload();
    await chat.alive();
    await expect(chat.messagesFrom("Robin Example")).toHaveCount(2);
    await expect(chat.answers()).toHaveCount(2);
    const list = await page.request.get("/api/v1/conversations");
    expect(((await list.json()) as { items: unknown[] }).items).toHaveLength(1);
  });

  test("that is half written survives a reload, in the conversation where it was written", async ({
    page,
  }) => {
    await chat.ask("How do I return an item?");
    await chat.composer().fill("And if I");
    await page.reload();
    await chat.alive();
    await expect(chat.composer()).toHaveValue("And if I");
    await chat.open("/chat");
    await expect(chat.composer()).toHaveValue("");
  });
});

const stop = (page: Page) => page.getByRole("button", { name: "Stop", exact: true });
