/** What somebody has written is sent exactly once and in order, whatever happens to the connection and the page. */
import type { Page, Route } from "@playwright/test";
import { type Account, conversationOf, expect, newCustomer, portals, signInto, test } from "./fixtures";
import { ChatPage } from "./pages/chat-page";
import { demo } from "./pages/sign-in-page";
import { StaffInboxPage } from "./pages/staff-inbox-page";
import { storedOf } from "./support/stored";

const question = "How do I return an item?";
const waiting = (page: Page) => page.getByText("Not sent yet.").first();
const messages = "**/api/v1/conversations/*/messages";
/** What the browser says of requests that a test has cut. */
const cut = /ERR_FAILED|ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/;

const onlyPosts = (act: (route: Route) => Promise<void>) => (route: Route) =>
  route.request().method() === "POST" ? act(route) : route.fallback();

/** The ids under which messages were sent, every attempt. */
function sentIds(page: Page): string[] {
  const ids: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "POST" || !request.url().endsWith("/messages")) return;
    ids.push((request.postDataJSON() as { id: string }).id);
  });
  return ids;
}

let account: Account;
let chat: ChatPage;
test.beforeEach(async ({ page, expectedComplaints }) => {
  expectedComplaints.push(cut);
  account = await newCustomer();
  await signInto(page.context(), account);
  chat = new ChatPage(page);
  await chat.open();
});

test.describe("a message", () => {
  test("that the network lost is sent by itself under the same id when it is back", async ({
    page,
    context,
  }) => {
    await chat.ask(question);
    const ids = sentIds(page);
    await context.setOffline(true);
    await chat.send("And what does it cost?");
    await expect(waiting(page)).toBeVisible();
    await context.setOffline(false);
    await chat.answerAfter(1);
    await expect(waiting(page)).toBeHidden();
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(1);
    expect(await storedOf(page)).toEqual([question, "And what does it cost?"]);
  });

  test("survives a reload with all that was written after it; they arrive once and in order", async ({
    page,
  }) => {
    await chat.ask(question);
    await page.route(
      messages,
      onlyPosts((route) => route.abort()),
    );
    await chat.send("the first");
    await chat.send("the second");
    await expect(waiting(page)).toBeVisible();
    await expect(page.getByText("It goes out after the one before it.")).toBeVisible();
    await page.reload();
    await chat.alive();
    await expect(waiting(page)).toBeVisible();
    await expect(chat.messagesFrom("Robin Example").last()).toContainText("the second");
    await page.unroute(messages);
    await page.getByRole("button", { name: "Retry now" }).click();
    await expect(waiting(page)).toBeHidden();
    await expect.poll(() => storedOf(page)).toEqual([question, "the first", "the second"]);
    await expect(chat.messagesFrom("Robin Example")).toHaveCount(3);
  });

  test("that begins a conversation survives a reload, too, and begins it once", async ({ page }) => {
    const begin = "**/api/v1/conversations";
    await page.route(
      begin,
      onlyPosts((route) => route.abort()),
    );
    await chat.send(question);
    await chat.send("And what does it cost?");
    await expect(waiting(page)).toBeVisible();
    await expect(page).toHaveURL(/\/chat$/);
    await page.reload();
    await chat.alive();
    await expect(chat.thread().getByText(question, { exact: true })).toBeVisible();
    await page.unroute(begin);
    await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
    await expect.poll(() => storedOf(page)).toEqual([question, "And what does it cost?"]);
    const list = await page.request.get("/api/v1/conversations");
    expect(((await list.json()) as { items: unknown[] }).items).toHaveLength(1);
  });

  test("whose answer was lost on the way back is there once", async ({ page }) => {
    await chat.ask(question);
    let left = 2;
    await page.route(
      messages,
      onlyPosts(async (route) => {
        if (left-- <= 0) return route.fallback();
        // It arrives and is stored; only nobody here is told.
        await page.request.post(route.request().url(), {
          headers: { origin: portals.builtin },
          data: route.request().postDataJSON(),
        });
        await route.abort();
      }),
    );
    await chat.send("And what does it cost?");
    await expect(chat.thread().getByText("And what does it cost?", { exact: true })).toHaveCount(1);
    await chat.answerAfter(1);
    await expect(waiting(page)).toBeHidden();
    expect(await storedOf(page)).toEqual([question, "And what does it cost?"]);
  });

  test("that nobody confirms is said to be so within ten seconds, and arrives later", async ({ page }) => {
    await chat.ask(question);
    const held: Route[] = [];
    await page.route(
      messages,
      onlyPosts(async (route) => {
        held.push(route);
      }),
    );
    await chat.send("And what does it cost?");
    await expect(page.getByText("Not confirmed yet.")).toBeVisible();
    await page.unroute(messages);
    await chat.answerAfter(1);
    expect(await storedOf(page)).toEqual([question, "And what does it cost?"]);
  });

  test("that the server refuses says why, and can be written anew or deleted", async ({
    page,
    expectedComplaints,
  }) => {
    expectedComplaints.push(/status of 400/);
    await chat.ask(question);
    const refuse = onlyPosts((route) =>
      route.fulfill({ status: 400, json: { title: "This cannot be said here.", code: "invalid" } }),
    );
    await page.route(messages, refuse);
    await chat.send("Something wrong");
    await expect(chat.thread().getByRole("alert")).toContainText("Not sent: This cannot be said here.");
    await page.getByRole("button", { name: "Edit" }).click();
    await expect(chat.composer()).toHaveValue("Something wrong");
    await expect(chat.composer()).toBeFocused();
    await expect(chat.messagesFrom("Robin Example")).toHaveCount(1);
    await chat.send("Wrong again");
    await page.getByRole("button", { name: "Delete" }).click();
    await expect(chat.messagesFrom("Robin Example")).toHaveCount(1);
    await page.unroute(messages);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => storedOf(page)).toEqual([question, "Wrong again"]);
  });

  test("is sent once by two presses of Enter, by two clicks, and by Enter with a click", async ({ page }) => {
    const ids = sentIds(page);
    const texts = [question, "How long does a refund take?", "Do you deliver to Norway?"];
    const button = page.getByRole("button", { name: "Send", exact: true });
    const presses = [
      () => Promise.all([chat.composer().press("Enter"), chat.composer().press("Enter")]),
      () => button.dblclick(),
      async () => {
        // In one task, as no hand is fast enough to do it.
        await button.evaluate((element: HTMLButtonElement) => {
          const form = element.form;
          element.click();
          form?.requestSubmit();
        });
      },
    ];
    for (const [index, press] of presses.entries()) {
      await chat.composer().fill(texts[index] ?? "");
      await press();
      await chat.answerAfter(index);
    }
    expect(new Set(ids).size).toBe(3);
    expect(await storedOf(page)).toEqual(texts);
  });
});

test("an agent's reply and note are sent once, and a draft of either is kept", async ({ page, openAs }) => {
  await chat.ask(question);
  const id = conversationOf(page);
  const inbox = new StaffInboxPage(await openAs({ email: demo.sam }));
  const desk = inbox.page;
  await inbox.openConversation(id, "Robin Example");
  await inbox.command("Take over").click();
  await expect(inbox.owner()).toContainText("You");
  for (const path of ["**/replies", "**/notes"]) await desk.route(path, (route) => route.abort());
  await inbox.reply().fill("I have sent you a label.");
  await inbox.reply().press("Enter");
  await desk.getByRole("button", { name: /^Note/ }).first().click();
  await inbox.note().fill("The label is in the mail.");
  await inbox.note().press("Enter");
  await expect(waiting(desk)).toBeVisible();
  await inbox.note().fill("A note in the making");
  await desk.reload();
  await inbox.conversationAlive("Robin Example");
  await expect(waiting(desk)).toBeVisible();
  for (const path of ["**/replies", "**/notes"]) await desk.unroute(path);
  await expect(waiting(desk)).toBeHidden();
  await expect(inbox.thread().getByText("I have sent you a label.", { exact: true })).toHaveCount(1);
  await expect(inbox.thread().getByText("The label is in the mail.", { exact: true })).toHaveCount(1);
  await expect(chat.messagesFrom("Sam Okafor")).toHaveCount(1);
  await desk.getByRole("button", { name: /^Note/ }).first().click();
  await expect(inbox.note()).toHaveValue("A note in the making");
});

test("a page of an older build says so, works on, and is loaded anew only when its reader wants", async ({
  page,
}) => {
  await chat.ask(question);
  await chat.composer().fill("Half a thought");
  let build = "another-build";
  await page.route("**/api/v1/**", async (route) => {
    // Streams end with the answer; the rest can be read whole.
    if (route.request().url().includes("/events")) return route.fallback();
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "x-baton-build": build } });
  });
  const hint = page.getByText("A new version is ready.");
  await page.getByRole("button", { name: "Helpful", exact: true }).click();
  await expect(hint).toBeVisible();
  await expect(chat.composer()).toHaveValue("Half a thought");
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(hint).toBeHidden();
  await chat.ask("How long does a refund take?");
  await expect(hint).toBeHidden();
  build = "a-third-build";
  await chat.composer().fill("Half another thought");
  await page.getByRole("button", { name: "Not helpful", exact: true }).last().click();
  await expect(hint).toBeVisible();
  // What is being fetched at this moment is still to be answered.
  await page.unrouteAll({ behavior: "wait" });
  await page.getByRole("button", { name: "Reload" }).click();
  await chat.alive();
  await expect(hint).toBeHidden();
  await expect(chat.composer()).toHaveValue("Half another thought");
});
