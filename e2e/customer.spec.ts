/** A customer signs in, asks, leaves and comes back, asks for a person, and follows a ticket. */
import { expect, type Page, test } from "@playwright/test";
import { ChatPage } from "./pages/chat-page";
import { demo, SignInPage } from "./pages/sign-in-page";
import { TicketsPage } from "./pages/tickets-page";
import { expectNoViolations } from "./support/accessible";

const errors: string[] = [];
/** Failed requests that a test causes on purpose; the browser reports them by itself. */
const expected = /status of 40[014]/;

test.beforeEach(({ page }) => {
  errors.length = 0;
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !expected.test(message.text())) errors.push(message.text());
  });
});

test.afterEach(() => expect(errors).toEqual([]));

async function asCasey(page: Page): Promise<ChatPage> {
  const signIn = new SignInPage(page);
  await signIn.open("/chat");
  await signIn.signIn(demo.casey);
  const chat = new ChatPage(page);
  await chat.alive();
  return chat;
}

test.describe("signing in", () => {
  test("leads back to where one was going", async ({ page }) => {
    await page.goto("/tickets?show=open");
    await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
    await new SignInPage(page).signIn(demo.casey);
    await expect(page.getByRole("heading", { level: 1, name: "My tickets" })).toBeVisible();
  });

  test("never leads to another site", async ({ page }) => {
    const signIn = new SignInPage(page);
    await signIn.open("https://evil.example/");
    await signIn.signIn(demo.casey);
    await expect(page).toHaveURL(/\/chat$/);
    expect(new URL(page.url()).hostname).toBe("127.0.0.1");
  });

  test("says the same for a wrong password as for an unknown address", async ({ page }) => {
    const signIn = new SignInPage(page);
    await signIn.open();
    await signIn.fill("nobody@example.com", "not the password");
    await expect(signIn.problem()).toHaveText("That e-mail address and password do not match an account.");
    await expect(page).toHaveURL(/\/sign-in/);
  });

  test("fills in a demo account with one click, and signs out again", async ({ page }) => {
    const signIn = new SignInPage(page);
    await signIn.open();
    await page.getByRole("button", { name: demo.jordan }).click();
    await expect(signIn.email()).toHaveValue(demo.jordan);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/chat$/);
    await page.getByRole("button", { name: /^Account:/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await page.goto("/conversations");
    await expect(page).toHaveURL(/\/sign-in/);
  });
});

test.describe("the chat", () => {
  test("answers with numbered sources and stays on its own address", async ({ page }) => {
    const chat = await asCasey(page);
    const answer = await chat.ask("How do I return an item?");
    await expect(answer.getByRole("region", { name: "Sources" }).getByRole("link").first()).toHaveAttribute(
      "href",
      /\/help\//,
    );
    await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
    await expect(chat.composer()).toBeFocused();
    await expectNoViolations(page);

    const said = await answer.textContent();
    await page.reload();
    await chat.alive();
    await expect(chat.answers()).toHaveCount(1);
    expect(await chat.answers().first().textContent()).toBe(said);
    await expect(page).toHaveTitle(/How do I return an item\? · Baton/);
  });

  test("asks a suggested question, and keeps a rating", async ({ page }) => {
    const chat = await asCasey(page);
    await expectNoViolations(page);
    await chat.suggestion("When do I get my refund?").click();
    const answer = await chat.answerAfter(0);
    const rated = page.waitForResponse((response) => response.url().endsWith("/rating"));
    await answer.getByRole("button", { name: "Helpful", exact: true }).click();
    expect((await rated).status()).toBe(204);
    await page.reload();
    await chat.alive();
    await expect(
      chat.answers().first().getByRole("button", { name: "Helpful", exact: true }),
    ).toHaveAttribute("aria-pressed", "true");
  });

  test("starts anew from the navigation", async ({ page }) => {
    const chat = await asCasey(page);
    await chat.ask("How do I return an item?");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Chat" }).click();
    await expect(page).toHaveURL(/\/chat$/);
    await expect(chat.suggestion("Where is my order?")).toBeVisible();
    await expect(page.getByText("Or go on where you were:")).toBeVisible();
  });

  test("keeps a draft over a reload, and forgets it on signing out", async ({ page }) => {
    const chat = await asCasey(page);
    await chat.composer().fill("Half a thought");
    await page.reload();
    await chat.alive();
    await expect(chat.composer()).toHaveValue("Half a thought");
    await page.getByRole("button", { name: /^Account:/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await asCasey(page);
    await expect(chat.composer()).toHaveValue("");
  });

  test("puts a question from another page into the composer and sends nothing", async ({ page }) => {
    const chat = await asCasey(page);
    await chat.open("/chat?ask=Where%20is%20my%20parcel%3F");
    await expect(chat.composer()).toHaveValue("Where is my parcel?");
    await expect(page).toHaveURL(/\/chat$/);
    await expect(chat.thread().getByRole("article")).toHaveCount(0);
    await chat.composer().fill("");
  });

  test("shows the same thread in another tab as it happens", async ({ page, context }) => {
    const chat = await asCasey(page);
    await chat.ask("How do I return an item?");
    const other = new ChatPage(await context.newPage());
    await other.open(new URL(page.url()).pathname);
    await chat.ask("How long does a refund take?");
    await expect(other.answers()).toHaveCount(2, { timeout: 20_000 });
    await expect(other.answers().nth(1)).toHaveText((await chat.answers().nth(1).textContent()) ?? "");
  });
});

test.describe("a person", () => {
  test("can be asked for and waited for no longer", async ({ page }) => {
    const chat = await asCasey(page);
    await chat.ask("How do I return an item?");
    await chat.talkToPerson().click();
    await expect(chat.owner()).toContainText("Waiting for a person");
    await expect(chat.thread().getByText("You asked for a person")).toBeVisible();
    await chat.stopWaiting().click();
    await expect(chat.owner()).toContainText("The assistant is helping you");
  });

  test("takes over, is seen at once, and the customer says that it is solved", async ({ page, browser }) => {
    const chat = await asCasey(page);
    await chat.ask("How do I return an item?");
    await chat.talkToPerson().click();
    await expect(chat.owner()).toContainText("Waiting for a person");

    const desk = await browser.newContext();
    const staff = await desk.newPage();
    const signIn = new SignInPage(staff);
    await signIn.open();
    await signIn.signIn(demo.alex);
    const id = new URL(page.url()).pathname.split("/").at(-1);
    const reply = await staff.evaluate(async (conversation) => {
      const response = await fetch(`/api/v1/conversations/${conversation}/replies`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ id: crypto.randomUUID(), text: "I have sent you a label." }),
      });
      return response.status;
    }, id);
    expect(reply).toBe(201);

    await expect(chat.owner()).toContainText("Alex Moreau is helping you");
    await expect(chat.messagesFrom("Alex Moreau")).toContainText("I have sent you a label.");
    await page.getByRole("button", { name: "Yes, it is solved" }).click();
    await expect(chat.owner()).toContainText("This conversation is resolved");
    await chat.send("One more thing");
    await expect(chat.owner()).toContainText("Alex Moreau is helping you");
    await desk.close();
  });
});

test.describe("tickets", () => {
  test("are opened, answered, closed and opened again", async ({ page }) => {
    await asCasey(page);
    const tickets = new TicketsPage(page);
    await tickets.openNew("The lamp hums", "It hums as soon as it is dimmed.");
    await expectNoViolations(page);
    await tickets.comment().fill("Since this morning.");
    await tickets.addComment().click();
    await expect(tickets.comments().getByText("Since this morning.")).toBeVisible();
    await expect(tickets.comment()).toHaveValue("");
    await tickets.close().click();
    await expect(tickets.reopen()).toBeVisible();
    await expect(tickets.comment()).toBeHidden();
    await tickets.reopen().click();
    await expect(tickets.comment()).toBeVisible();
    await tickets.open();
    await expect(tickets.row("The lamp hums").first()).toContainText("Open");
    await expectNoViolations(page);
  });

  test("of somebody else look as if they did not exist", async ({ page }) => {
    await asCasey(page);
    const foreign = "00000000-0000-7000-8000-000000000000";
    for (const path of ["/tickets/999999999", `/chat/${foreign}`]) {
      await page.goto(path);
      await expect(page.getByText("This is not here")).toBeVisible();
    }
  });
});

test("the account page saves what was changed", async ({ page }) => {
  await asCasey(page);
  await page.goto("/account");
  const phone = page.getByRole("textbox", { name: /Telephone/ });
  const save = page.getByRole("button", { name: "Save" });
  await phone.fill("not a number");
  await save.click();
  await expect(page.getByText("The number must be a telephone number.")).toBeVisible();
  await phone.fill("+46 8 123 456");
  await save.click();
  await expect(page.getByText("Profile saved")).toBeVisible();
  await page.reload();
  await expect(phone).toHaveValue("+46 8 123 456");
  await expectNoViolations(page);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("nothing is wider than the screen", async ({ page }) => {
    const chat = await asCasey(page);
    await chat.send(`A long word: ${"unbreakable".repeat(20)}`);
    for (const path of [null, "/conversations", "/tickets", "/tickets/new", "/account", "/account/memory"]) {
      if (path) await page.goto(path);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, path ?? "/chat").toBe(0);
    }
  });
});
