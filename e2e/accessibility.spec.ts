/** Every page in light and dark, on a desktop and on a phone, open dialogs and menus, and the ways without a mouse. */
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { conversationOf, expect, newCustomer, signInto, test } from "./fixtures";
import { ChatPage } from "./pages/chat-page";
import { demo, SignInPage } from "./pages/sign-in-page";
import { StaffInboxPage } from "./pages/staff-inbox-page";
import { StaffPeoplePage } from "./pages/staff-people-page";
import { StaffTicketsPage } from "./pages/staff-tickets-page";
import { expectNoViolations, type Scan } from "./support/accessible";

const desktop = { width: 1_440, height: 900 };
const phone = { width: 390, height: 844 };

// Colours that are on their way from one to the other have the contrast of neither.
test.use({ contextOptions: { reducedMotion: "reduce" }, viewport: desktop });

async function expectAccessible(page: Page, options: Scan = {}) {
  await painted(page);
  await expectNoViolations(page, options);
}

/**
 * Waits until new colours are on the screen: what is on its way has the contrast of neither. A colour that is inherited
 * sets off again whatever inherits it, so it is quiet only when a frame begins nothing any more.
 */
const painted = (page: Page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let calm = 0; calm < 3; ) {
      await frame();
      const moving = document
        .getAnimations()
        .filter(
          ({ effect, playState }) => playState === "running" && effect?.getTiming().iterations !== Infinity,
        );
      calm = moving.length === 0 ? calm + 1 : 0;
      await Promise.allSettled(moving.map(({ finished }) => finished));
    }
  });

async function paintIn(page: Page, colorScheme: "light" | "dark") {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(
    (scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches,
    colorScheme,
  );
}

/** All rules once for each size; in the other colours, the rule that is about colours. */
async function expectAccessibleEverywhere(page: Page) {
  for (const viewport of [desktop, phone]) {
    await page.setViewportSize(viewport);
    await paintIn(page, "light");
    await expectAccessible(page);
    await paintIn(page, "dark");
    await expectAccessible(page, { only: "color-contrast" });
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      "pixels wider than the screen",
    ).toBe(0);
  }
}

async function visit(page: Page, path: string) {
  await page.setViewportSize(desktop);
  await page.goto(path, { waitUntil: "networkidle" });
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeAttached();
}

/** Not a toast: those are dialogs, too, and what they tell of happens elsewhere. */
const DIALOG = '[role="dialog"]:not([aria-modal="false"])';

test.describe("pages for everybody", () => {
  for (const path of [
    "/sign-in",
    "/sign-up",
    "/help",
    "/help?q=damaged+desk",
    "/help?category=returns",
    "/help/refund-times",
  ]) {
    test(path, async ({ page }) => {
      await visit(page, path);
      await expectAccessibleEverywhere(page);
    });
  }
});

test.describe("pages of a customer", () => {
  test("the chat, empty and with an answer, a receipt and a person", async ({ page }) => {
    await signInto(page.context(), await newCustomer());
    const chat = new ChatPage(page);
    await chat.open();
    await expectAccessibleEverywhere(page);
    await chat.ask("How do I return an item?");
    await chat.ask("Open a ticket: the lamp hums as soon as it is dimmed");
    await chat.ask("Yes");
    await expectAccessibleEverywhere(page);
    await chat.talkToPerson().click();
    await expect(chat.owner()).toContainText("Waiting for a person");
    await expectAccessibleEverywhere(page);
  });

  for (const path of ["/conversations", "/tickets", "/tickets/new", "/account", "/account/memory"]) {
    test(path, async ({ page }) => {
      await signInto(page.context(), { email: demo.jordan });
      await visit(page, path);
      await expectAccessibleEverywhere(page);
    });
  }

  test("one ticket, and the menu of the account", async ({ page }) => {
    await signInto(page.context(), { email: demo.jordan });
    await visit(page, "/tickets");
    await page.getByRole("list", { name: "My tickets" }).getByRole("link").first().click();
    await expect(page).toHaveURL(/\/tickets\/\d+$/);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessibleEverywhere(page);
    await page.setViewportSize(desktop);
    await page.getByRole("button", { name: /^Account:/ }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await expectAccessible(page, { within: '[role="menu"]' });
  });
});

test.describe("pages of the team", () => {
  test("the inbox and one conversation, with its dialogs", async ({ page }) => {
    await signInto(page.context(), { email: demo.sam });
    const inbox = new StaffInboxPage(page);
    await inbox.open("/staff/inbox?view=all");
    await expectAccessibleEverywhere(page);
    await page.setViewportSize(desktop);
    await inbox.open();
    await inbox.list("Queue").getByRole("link").first().click();
    await expect(inbox.owner()).toBeVisible();
    await expectAccessibleEverywhere(page);
    await page.setViewportSize(desktop);
    await page.keyboard.press("?");
    await expect(page.locator(DIALOG)).toBeVisible();
    await expectAccessible(page, { within: DIALOG });
    await page.keyboard.press("Escape");
    await expect(page.locator(DIALOG)).toBeHidden();
    await page.getByRole("button", { name: "New ticket" }).click();
    await expect(page.locator(DIALOG)).toBeVisible();
    await expectAccessible(page, { within: DIALOG });
  });

  test("the tickets, their conditions, and one of them", async ({ page }) => {
    await signInto(page.context(), { email: demo.alex });
    const tickets = new StaffTicketsPage(page);
    await visit(page, "/staff/tickets?status=open&priority=high");
    await expectAccessibleEverywhere(page);
    await page.setViewportSize(desktop);
    await tickets.addCondition().click();
    await expect(page.getByRole("menu")).toBeVisible();
    await expectAccessible(page, { within: '[role="menu"]' });
    await page.keyboard.press("Escape");
    await page.goto("/staff/tickets");
    await tickets.numbers().first().click();
    await expect(tickets.comments()).toBeVisible();
    await expectAccessibleEverywhere(page);
    await page.setViewportSize(desktop);
    await tickets.field("Priority").click();
    await expect(page.getByRole("menu")).toBeVisible();
    await expectAccessible(page, { within: '[role="menu"]' });
  });

  test("the account, the settings and the people, with their dialogs", async ({ page }) => {
    await signInto(page.context(), { email: demo.morgan });
    await visit(page, "/staff/account");
    await expectAccessibleEverywhere(page);
    await visit(page, "/staff/settings/assistant");
    await expectAccessibleEverywhere(page);
    const people = new StaffPeoplePage(page);
    await visit(page, "/staff/people");
    await expectAccessibleEverywhere(page);
    await page.setViewportSize(desktop);
    await people.add().click();
    await expect(people.dialog()).toBeVisible();
    await expectAccessible(page, { within: DIALOG });
    await page.keyboard.press("Escape");
    await expect(people.dialog()).toBeHidden();
    await people.change("Sam").first().click();
    await expect(page.getByRole("menu")).toBeVisible();
    await expectAccessible(page, { within: '[role="menu"]' });
  });

  test("the knowledge base: articles, one of them, its versions, categories", async ({ page }) => {
    await signInto(page.context(), { email: demo.morgan });
    await visit(page, "/staff/knowledge");
    await expectAccessibleEverywhere(page);
    await page.getByRole("link", { name: "Return an item" }).first().click();
    await expect(page.locator(".cm-content")).toBeVisible();
    await expectAccessibleEverywhere(page);
    await visit(page, `${new URL(page.url()).pathname}/versions`);
    await expectAccessibleEverywhere(page);
    await visit(page, "/staff/knowledge/categories");
    await expectAccessibleEverywhere(page);
  });

  for (const path of ["import", "gaps", "checks", "search"]) {
    test(`the knowledge base: ${path}`, async ({ page }) => {
      await signInto(page.context(), { email: demo.morgan });
      await visit(page, `/staff/knowledge/${path}`);
      await expectAccessibleEverywhere(page);
    });
  }
});

test.describe("without a mouse", () => {
  test("a customer signs in, asks, and asks for a person", async ({ page }) => {
    const account = await newCustomer();
    const signIn = new SignInPage(page);
    await signIn.open("/chat");
    await expect(signIn.submit()).toBeEnabled();
    await tabTo(page, signIn.email());
    await page.keyboard.type(account.email);
    await tabTo(page, signIn.password());
    await page.keyboard.type(account.password);
    await page.keyboard.press("Enter");
    const chat = new ChatPage(page);
    await chat.alive();
    await tabTo(page, chat.composer());
    await page.keyboard.type("How do I return an item?");
    await page.keyboard.press("Enter");
    await chat.answerAfter(0);
    await expect(chat.composer()).toBeFocused();
    await tabTo(page, chat.talkToPerson(), "Shift+Tab");
    await page.keyboard.press("Enter");
    await expect(chat.owner()).toContainText("Waiting for a person");
    await tabTo(page, chat.stopWaiting(), "Shift+Tab");
  });

  test("an agent goes down the list, opens, takes over and writes", async ({ page, openAs }) => {
    const name = `Kim ${randomUUID().slice(0, 8)}`;
    const account = await newCustomer(name);
    const chat = new ChatPage(await openAs(account));
    await chat.open();
    await chat.ask("How do I return an item?");
    const id = conversationOf(chat.page);

    await signInto(page.context(), { email: demo.sam });
    const inbox = new StaffInboxPage(page);
    await inbox.open("/staff/inbox?view=all");
    const rows = inbox.list("All").getByRole("link");
    await expect(rows.filter({ hasText: name })).toBeVisible();
    await page.keyboard.press("j");
    await expect(rows.first()).toBeFocused();
    await page.keyboard.press("j");
    await expect(rows.nth(1)).toBeFocused();
    await page.keyboard.press("k");
    await expect(rows.first()).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(inbox.owner()).toBeVisible();

    await inbox.openConversation(id, name);
    await page.keyboard.press("t");
    await expect(inbox.owner()).toContainText("You are helping this customer");
    await expect(inbox.reply()).toBeFocused();
    await page.keyboard.press("Escape");
    await page.keyboard.press("r");
    await expect(inbox.reply()).toBeFocused();
    await page.keyboard.type("I am here, t and r are only letters now.");
    await page.keyboard.press("Enter");
    await expect(chat.messagesFrom("Sam Okafor")).toContainText("I am here");
  });
});

/** Goes on with the key until the element has the focus; the way must be short. */
async function tabTo(page: Page, target: ReturnType<Page["locator"]>, key = "Tab") {
  const hasFocus = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 25 && !(await hasFocus()); presses++) await page.keyboard.press(key);
  await expect(target).toBeFocused();
}
