/** A visitor finds an answer in the help center, and never what is not meant for visitors. */
import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "./support/accessible";

const errors: string[] = [];

test.beforeEach(({ page }) => {
  errors.length = 0;
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    // The browser itself reports a page's 404, which some of these tests ask for.
    if (message.type() === "error" && !message.text().includes("404")) errors.push(message.text());
  });
});

test.afterEach(() => expect(errors).toEqual([]));

const search = (page: Page) => page.getByLabel("Search the help center");

async function ask(page: Page, question: string) {
  await search(page).fill(question);
  await search(page).press("Enter");
  await expect(page).toHaveURL(/\/help\?q=/);
}

test("a question leads to the right place of the right article", async ({ page }) => {
  await page.goto("/help");
  await expect(page).toHaveTitle("Help center · Baton");
  await ask(page, "how many days do I have to return something?");
  const first = page
    .getByRole("region", { name: /“how many days/ })
    .getByRole("link")
    .first();
  await expect(first).toContainText("Return an item");
  await expect(first.locator("mark").first()).toBeVisible();
  await first.click();
  await expect(page).toHaveURL(/\/help\/return-an-item#/);
  await expect(page.getByRole("heading", { level: 1, name: "Return an item" })).toBeVisible();
  await expect(page).toHaveTitle("Return an item · Baton");
  const anchor = new URL(page.url()).hash.slice(1);
  await expect(page.locator(`[id="${anchor}"]`)).toBeInViewport();
});

test("every entry of the contents leads to its heading", async ({ page }) => {
  await page.goto("/help/return-an-item");
  const contents = page.getByRole("navigation", { name: "On this page" });
  const links = await contents.getByRole("link").all();
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) {
    const anchor = decodeURIComponent((await link.getAttribute("href")) ?? "").slice(1);
    await expect(page.locator(`[id="${anchor}"]`)).toHaveText((await link.textContent()) ?? "");
  }
  await contents.getByRole("link", { name: "Return fees" }).click();
  await expect(page.getByRole("heading", { name: "Return fees" })).toBeInViewport();
});

test("an article leads to related ones, to its category and to the assistant", async ({ page }) => {
  await page.goto("/help/gift-cards");
  await expect(page.getByText(/^Updated /)).toBeVisible();
  const related = page.getByRole("region", { name: "Related articles" }).getByRole("link");
  expect(await related.count()).toBeGreaterThan(0);
  await expect(related.filter({ hasText: /^Gift cards/ })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Sign in and ask about this" })).toHaveAttribute(
    "href",
    "/chat?ask=Gift%20cards",
  );
  await page
    .getByRole("navigation", { name: "Breadcrumb" })
    .getByRole("link", { name: "Payment and billing" })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Payment and billing" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Gift cards/ })).toBeVisible();
});

test("a search without a result says so and offers the assistant", async ({ page }) => {
  await page.goto("/help");
  await ask(page, "xylophone zeppelin");
  await expect(page.getByText("Nothing found for “xylophone zeppelin”")).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign in and ask the assistant" })).toBeVisible();
  await page.getByRole("link", { name: "Browse all topics" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "How can we help?" })).toBeVisible();
});

test("a visitor sees neither staff articles nor those for customers", async ({ page, request }) => {
  for (const slug of ["staff-refund-authority", "plus-benefits-in-detail", "no-such-article"]) {
    const response = await page.goto(`/help/${slug}`);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "This article is not here" })).toBeVisible();
    expect((await request.get(`/api/v1/articles/${slug}`)).status()).toBe(404);
  }
  await page.goto("/help");
  await ask(page, "refund authority and limits for staff");
  await expect(page.getByRole("link", { name: /Staff:/ })).toHaveCount(0);
});

test("the interface for programs lists, reads and searches the same articles", async ({ request }) => {
  const list = await (await request.get("/api/v1/articles?limit=5")).json();
  expect(list.items).toHaveLength(5);
  const next = await (await request.get(`/api/v1/articles?limit=5&cursor=${list.nextCursor}`)).json();
  expect(next.items[0].title > list.items[4].title).toBe(true);
  const found = await (await request.get("/api/v1/search/articles?q=wobbly+desk")).json();
  expect(found.answerable).toBe(true);
  expect(found.items[0].slug).toBe("fix-a-wobbly-desk");
  expect((await request.get("/api/v1/search/articles?q=")).status()).toBe(400);
  expect((await request.get(`/api/v1/search/articles?q=${"a".repeat(257)}`)).status()).toBe(400);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, colorScheme });

    test("every page fits and is accessible", async ({ page }) => {
      for (const path of ["/help", "/help?q=damaged+desk", "/help?category=returns", "/help/refund-times"]) {
        await page.goto(path);
        await expect(search(page)).toBeVisible();
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
        await expectNoViolations(page);
      }
    });
  });
}
