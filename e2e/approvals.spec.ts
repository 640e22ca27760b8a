/** What the assistant may not do by itself: it waits, a person decides from the inbox, and the customer reads what came of it. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { ChatPage } from "./pages/chat-page";
import { demo } from "./pages/sign-in-page";
import { StaffInboxPage } from "./pages/staff-inbox-page";
import { expectNoViolations } from "./support/accessible";

type Order = { number: string; totalCents: number; deliveredAt: string | null };

/** More than everything that is asked for here, in cents. */
const ENOUGH = 8_000;

async function expectAccessible(page: Page, label: string) {
  await expectNoViolations(page, { within: `[aria-label="${label}"]` });
}

test("refunds wait for a person, who approves, changes or refuses them; the customer takes one back", async ({
  openAs,
  expectedComplaints,
}) => {
  test.setTimeout(120_000);
  // A page that is cut off on purpose, and a decision that comes too late.
  expectedComplaints.push(/net::ERR_FAILED/, /status of 409/);
  const alex = new StaffInboxPage(await openAs({ email: demo.alex }));
  const chat = new ChatPage(await openAs({ email: demo.casey }));
  await chat.open();
  const waits = () => chat.thread().getByRole("region", { name: "Waiting for approval" });
  const request = () => alex.thread().getByRole("region", { name: "Request for approval" });
  const outcomes = (page: ChatPage | StaffInboxPage) =>
    page.thread().getByRole("region", { name: "What became of the request" });
  let order = "";
  const ask = async (amount: number) => {
    await chat.ask(`I want a refund of ${amount} EUR for order ${order}, because it arrived scratched`);
    await chat.send("Yes");
    await expect(waits()).toContainText(`refund of €${amount}.00 for order ${order}`);
  };

  await test.step("the customer asks, and is told what happens next", async () => {
    await alex.open("/staff/inbox?view=approvals");
    const me = (await (await chat.page.request.get("/api/v1/me")).json()) as { id: string };
    const card = (await (await alex.page.request.get(`/api/v1/customers/${me.id}`)).json()) as {
      orders: Order[];
    };
    const lately = Date.now() - 29 * 86_400_000;
    const refundable = card.orders.find(
      ({ deliveredAt, totalCents }) => deliveredAt && Date.parse(deliveredAt) > lately && totalCents > ENOUGH,
    );
    order = refundable?.number ?? "";
    expect(order, "an order that can be refunded").not.toBe("");
    await ask(51);
    await expect(waits()).toContainText("you can go on writing");
    await expectAccessible(chat.page, "Waiting for approval");
  });

  await test.step("it appears in the inbox, and two strokes of a key approve it", async () => {
    const row = alex.page.getByRole("list", { name: "Waiting for approval" }).getByRole("link", {
      name: "€51.00",
    });
    await expect(row).toBeVisible();
    await row.click();
    await alex.conversationAlive("Casey Lindqvist");
    await expect(request()).toContainText("needs a person's approval");
    await alex.page.keyboard.press("a");
    await expect(request().getByRole("button", { name: "Approve: press again" })).toBeFocused();
    await alex.page.keyboard.press("a");
    await expect(outcomes(alex)).toContainText("approved by you");
    await expect(outcomes(chat)).toContainText("approved");
    await expect(chat.answers().last().getByRole("list", { name: "What was done" })).toContainText("€51.00");
  });

  // What the order has got back already counts: from here on every further amount waits.
  await test.step("the arguments are changed before the next one is approved", async () => {
    await ask(12);
    await expect(request()).toContainText("€12.00");
    await alex.page.keyboard.press("d");
    const amount = request().getByRole("textbox", { name: "Amount" });
    await expect(amount).toHaveValue("12.00");
    await amount.fill("lots");
    await amount.press("Enter");
    await expect(request()).toContainText("Write an amount");
    await expectAccessible(alex.page, "Request for approval");
    await amount.fill("10");
    await request().getByRole("button", { name: "Approve with changes" }).click();
    await expect(outcomes(alex).last()).toContainText("approved with changes by you");
    await expect(outcomes(chat).last()).toContainText("€10.00");
    await expect(chat.answers().last().getByRole("list", { name: "What was done" })).toContainText("€10.00");
  });

  await test.step("a refusal needs a reason", async () => {
    await ask(13);
    await expect(request()).toContainText("€13.00");
    await alex.page.keyboard.press("x");
    await request().getByRole("button", { name: "Refuse" }).click();
    await expect(request()).toContainText("Say why");
    await request().getByRole("textbox", { name: "Why not" }).fill("We need a photo of the damage first.");
    await request().getByRole("button", { name: "Refuse" }).click();
    await expect(outcomes(alex).last()).toContainText("We need a photo of the damage first.");
    await expect(outcomes(chat).last()).toContainText("not approved");
  });

  await test.step("the customer takes one back, and a late decision is told so", async () => {
    await ask(14);
    await expect(request()).toContainText("€14.00");
    // Alex's page is cut off from live news, so that it still offers what is no longer possible.
    await alex.page.route("**/api/v1/events", (route) => route.abort());
    await alex.page.reload();
    await alex.conversationAlive("Casey Lindqvist");
    await waits().getByRole("button", { name: "Withdraw request" }).click();
    await waits().getByRole("button", { name: "Withdraw request", exact: true }).click();
    await expect(outcomes(chat).last()).toContainText("you withdrew it");
    await request().getByRole("button", { name: "Approve" }).click();
    await expect(alex.toast("This request has been taken back.")).toBeVisible();
    await expect(outcomes(alex).last()).toContainText("taken back by Casey Lindqvist");
  });
});

test.describe("what the assistant may do", () => {
  test("is for managers to see", async ({ openAs }) => {
    const page = await openAs({ email: demo.alex });
    await page.goto("/staff/settings/assistant");
    await expect(page.getByText("Only managers change the assistant")).toBeVisible();
  });

  test("is saved for one tool at a time, says what changes, and can be undone", async ({ openAs }) => {
    const page = await openAs({ email: demo.morgan });
    await page.goto("/staff/settings/assistant");
    await expect(page.locator('main > [aria-busy="false"]')).toBeVisible();
    const row = page.getByRole("row", { name: /Send a message/ });
    await expect(row).toContainText("Default");
    await row.getByRole("combobox").click();
    await page.getByRole("option", { name: /After approval/ }).click();
    await expect(row).toContainText("Customers will wait for a person each time.");
    await row.getByRole("button", { name: "Save" }).click();
    await expect(row).toContainText("Morgan Reyes");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(row).toContainText("Default");
    await expect(row.getByRole("combobox")).toContainText("At once");
  });
});
