/** A session that ends while somebody writes: it is sent as them after they have signed in again, and as nobody else. */
import type { Page } from "@playwright/test";
import { type Account, expect, newCustomer, signInto, test } from "./fixtures";
import { ChatPage } from "./pages/chat-page";
import { SignInPage } from "./pages/sign-in-page";
import { storedOf } from "./support/stored";

const question = "How do I return an item?";

let account: Account;
let chat: ChatPage;
test.beforeEach(async ({ page, expectedComplaints }) => {
  expectedComplaints.push(/status of 401/);
  account = await newCustomer();
  await signInto(page.context(), account);
  chat = new ChatPage(page);
  await chat.open();
});

const end = async (page: Page) => {
  await chat.ask(question);
  // Written before: whatever else the page asks in between would lead to the sign-in as well.
  await chat.composer().fill("The next message");
  await page.context().clearCookies({ name: /session/ });
  await chat.composer().press("Enter");
  await expect(page).toHaveURL(/\/sign-in\?/);
  await expect(page.getByText("Your session has ended.")).toBeVisible();
};

test("a session that ends leads back to the conversation, where the message is sent", async ({ page }) => {
  await end(page);
  await new SignInPage(page).signIn(account.email, account.password);
  await chat.alive();
  await expect.poll(() => storedOf(page)).toEqual([question, "The next message"]);
  await expect(chat.messagesFrom("Robin Example")).toHaveCount(2);
});

test("a session that ends leads back to what was half written", async ({ page }) => {
  await chat.ask(question);
  await chat.composer().fill("Half a thought");
  await page.context().clearCookies({ name: /session/ });
  await page.getByRole("button", { name: "Helpful", exact: true }).click();
  await new SignInPage(page).signIn(account.email, account.password);
  await chat.alive();
  await expect(chat.composer()).toHaveValue("Half a thought");
});

test("a session that ends sends nothing as the next person who signs in", async ({
  page,
  expectedComplaints,
}) => {
  expectedComplaints.push(/status of 404/);
  await end(page);
  const id = new URL(new URL(page.url()).searchParams.get("callbackUrl") ?? "", page.url()).pathname;
  const next = await newCustomer("Kim Example");
  await new SignInPage(page).signIn(next.email, next.password);
  await page.goto("/chat");
  await chat.alive();
  await expect(chat.composer()).toHaveValue("");
  const list = await page.request.get("/api/v1/conversations");
  expect(((await list.json()) as { items: unknown[] }).items).toEqual([]);
  await page.context().clearCookies();
  await page.goto(id);
  await new SignInPage(page).signIn(account.email, account.password);
  await chat.alive();
  await expect.poll(() => storedOf(page)).toEqual([question, "The next message"]);
});

test("a session that ends sends nothing when somebody else has signed in, in another tab", async ({
  page,
  context,
  expectedComplaints,
}) => {
  expectedComplaints.push(/status of 404/);
  await chat.ask(question);
  const list = () => page.request.get("/api/v1/conversations");
  const next = await newCustomer("Kim Example");
  await signInto(context, next);
  await chat.composer().fill("The next message");
  await chat.composer().press("Enter");
  // Back where the page leads the person who is signed in now: it is not theirs.
  await expect(page.getByText("This is not here")).toBeVisible();
  expect(((await (await list()).json()) as { items: unknown[] }).items).toEqual([]);
});
