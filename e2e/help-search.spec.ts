/** Searching the help center: while one types, by keyboard alone, without script, and when the server is away. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { expectNoViolations } from "./support/accessible";

const field = (page: Page) => page.getByLabel("Search the help center");
const box = (page: Page) => page.getByRole("combobox", { name: "Search the help center" });
const list = (page: Page) => page.getByRole("listbox", { name: "Suggestions" });
const options = (page: Page) => list(page).getByRole("option");
const chosen = (page: Page) => list(page).getByRole("option", { selected: true });

/** As a person does; the page comes alive by the press. */
async function type(page: Page, text: string): Promise<void> {
  await field(page).click();
  await expect(box(page)).toBeVisible();
  await page.keyboard.type(text, { delay: 30 });
}

test("articles are suggested while one types, and nothing else moves", async ({ page }) => {
  await page.goto("/help");
  const heading = page.getByRole("heading", { level: 2 }).first();
  const before = await heading.boundingBox();
  await type(page, "how do i retu");
  await expect(options(page).first()).toContainText("Return an item");
  await expect(options(page).first().locator("mark").first()).toBeVisible();
  await expect(box(page)).toHaveAttribute("aria-expanded", "true");
  await expect(page.getByRole("status").filter({ hasText: /articles?, use the arrow keys/ })).toHaveCount(1);
  expect(await heading.boundingBox()).toEqual(before);
  await expect(options(page).nth(-2)).toHaveText("See all results for “how do i retu”");
  await expect(options(page).last()).toHaveText("Sign in and ask the assistant");
  await expect(options(page).last()).toHaveAttribute("href", "/chat?ask=how%20do%20i%20retu");
  await expectNoViolations(page);
  await options(page).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Return an item" })).toBeVisible();
});

test("the keyboard is enough", async ({ page }) => {
  await page.goto("/help");
  await type(page, "wobbl");
  await expect(options(page).first()).toContainText("Fix a wobbly desk");
  await expect(chosen(page)).toHaveCount(0);
  await page.keyboard.press("ArrowDown");
  await expect(chosen(page)).toContainText("Fix a wobbly desk");
  const active = await box(page).getAttribute("aria-activedescendant");
  await expect(chosen(page)).toHaveAttribute("id", active ?? "");
  await page.keyboard.press("ArrowUp");
  await expect(chosen(page)).toHaveCount(0);
  await page.keyboard.press("ArrowUp");
  await expect(chosen(page)).toHaveText("Sign in and ask the assistant");
  await page.keyboard.press("Escape");
  await expect(list(page)).toBeHidden();
  await expect(box(page)).toHaveValue("wobbl");
  await page.keyboard.press("ArrowDown");
  await expect(list(page)).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Fix a wobbly desk" })).toBeVisible();
});

test("Enter without a choice shows all results", async ({ page }) => {
  await page.goto("/help");
  await type(page, "refund");
  await expect(options(page).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/help\?q=refund$/);
  await expect(
    page
      .getByRole("region", { name: /“refund”/ })
      .getByRole("link")
      .first(),
  ).toBeVisible();
  await expect(list(page)).toBeHidden();
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
});

test("only the last question is answered", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.pathname === "/api/v1/search/suggestions") asked.push(url.searchParams.get("q") ?? "");
  });
  await page.goto("/help");
  await type(page, "delivery");
  await expect(options(page).first()).toContainText("Delivery");
  expect(asked.at(-1)).toBe("delivery");
  // One question a pause of the fingers, not one a letter.
  expect(asked.length).toBeLessThan("delivery".length);
  const before = asked.length;
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await expect(options(page).nth(-2)).toHaveText("See all results for “delive”");
  await page.keyboard.type("ry", { delay: 20 });
  await expect(options(page).nth(-2)).toHaveText("See all results for “delivery”");
  expect(asked.slice(before).filter((query) => query === "delivery")).toEqual([]);
});

test.describe("when suggestions cannot be had", () => {
  test.use({ expectedComplaints: [/ERR_INTERNET_DISCONNECTED|status of 429/] });

  test("without a connection that is said, and typing goes on", async ({ page, context }) => {
    await page.goto("/help");
    await field(page).click();
    await expect(box(page)).toBeVisible();
    await context.setOffline(true);
    await type(page, "chair");
    await expect(
      page.getByText("You seem to be offline. Suggestions come back with the connection."),
    ).toBeVisible();
    await context.setOffline(false);
    await page.keyboard.type("s");
    await expect(options(page).first()).toContainText(/chair/i);
  });

  test("above the limit that is said, and Enter still searches", async ({ page }) => {
    await page.route("**/api/v1/search/suggestions?*", (route) =>
      route.fulfill({
        status: 429,
        contentType: "application/problem+json",
        body: JSON.stringify({ title: "That was too many in a short time.", code: "rate_limited" }),
      }),
    );
    await page.goto("/help");
    await type(page, "chair");
    await expect(page.getByText("Suggestions pause for a moment. Press Enter to search.")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/help\?q=chair$/);
  });
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("the field is a plain form", async ({ page }) => {
    await page.goto("/help");
    await expect(page.getByRole("combobox")).toHaveCount(0);
    await page.getByRole("searchbox", { name: "Search the help center" }).fill("wobbly desk");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL(/\/help\?q=wobbly\+desk$/);
    await page.getByRole("link", { name: /^Fix a wobbly desk/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Fix a wobbly desk" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Was this helpful?" })).toBeHidden();
    await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link").last().click();
    await expect(page).toHaveURL(/\/help\?category=/);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: "dark" });

  test("the list fits, scrolls and can be pressed", async ({ page }) => {
    await page.goto("/help/gift-cards");
    await field(page).tap();
    await expect(box(page)).toBeVisible();
    await page.keyboard.type("returning");
    await expect(options(page).first()).toBeVisible();
    const [area, screen] = [await list(page).boundingBox(), page.viewportSize()];
    expect((area?.x ?? -1) >= 0 && (area?.x ?? 0) + (area?.width ?? 999) <= (screen?.width ?? 0)).toBe(true);
    const height = (await options(page).first().boundingBox())?.height ?? 0;
    expect(height).toBeGreaterThanOrEqual(44);
    await options(page).first().tap();
    await expect(page).not.toHaveURL(/gift-cards/);
    await expect(list(page)).toBeHidden();
  });
});
