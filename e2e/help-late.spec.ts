/** The help center runs nothing until somebody uses it; then nothing that was pressed, typed or remembered is lost. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const yes = (page: Page) => page.getByRole("button", { name: "Yes", exact: true });
const late = (page: Page) => page.locator('script[type="text/late"]');

test("the first press counts, though the page runs nothing before it", async ({ page }) => {
  await page.goto("/help/return-an-item");
  await expect(late(page)).not.toHaveCount(0);
  // Pressed by a screen reader or a script of the browser: no pointer came near before.
  await yes(page).dispatchEvent("click");
  await expect(page.getByText("Thank you. This helps the team keep articles true.")).toBeVisible();
  await expect(yes(page)).toHaveAttribute("aria-pressed", "true");
  await expect(late(page)).toHaveCount(0);

  await page.reload();
  await expect(yes(page), "what this browser remembers is shown without a press").toHaveAttribute(
    "aria-pressed",
    "true",
  );
});

test("links lead on without it, and pages stay light", async ({ page }) => {
  await page.goto("/help");
  await page.getByRole("main").getByRole("link", { name: "Return an item" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Return an item" })).toBeVisible();
  await expect(late(page)).not.toHaveCount(0);
  await page.getByRole("banner").getByRole("link", { name: "Help center" }).last().click();
  await expect(page.getByRole("heading", { level: 1, name: "How can we help?" })).toBeVisible();
});

test("the link beside a heading leads there at once, and its address is copied", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route("**/_next/**/*.js", async (route) => {
    await arrived;
    await route.fallback();
  });
  await page.goto("/help/return-an-item");
  const link = page.locator("a[data-anchor]").last();
  await link.dispatchEvent("click");
  await expect(page).toHaveURL(/#.+/);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  // Read on, or back, before the scripts arrive.
  await page.evaluate(() => scrollTo(0, 0));
  arrive();
  await expect(page.getByText("Link copied")).toBeVisible();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test.describe("without a connection", () => {
  test.use({ expectedComplaints: [/ERR_INTERNET_DISCONNECTED/] });

  test("a script that did not arrive is fetched again with the next press", async ({ page, context }) => {
    await page.goto("/help/return-an-item");
    await context.setOffline(true);
    const failed = page.waitForEvent("requestfailed");
    await yes(page).dispatchEvent("click");
    await failed;
    await expect(page.getByRole("alert")).toHaveText(
      "This did not load. Please check your connection and press again.",
    );
    await expect(late(page)).not.toHaveCount(0);
    await context.setOffline(false);
    await yes(page).dispatchEvent("click");
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(page.getByText("Thank you. This helps the team keep articles true.")).toBeVisible();
  });
});

test("beside a long article, the headings follow the reading", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 500 });
  await page.goto("/help/return-an-item");
  await page.mouse.wheel(0, 2_000);
  await expect(page.getByRole("navigation", { name: "On this page" }).locator("[aria-current]")).toHaveCount(
    1,
  );
});

// Fourteen hours ahead and eleven behind: whenever the article was changed, one of them has another day than UTC.
for (const timezoneId of ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
  test.describe(`in ${timezoneId}`, () => {
    test.use({ timezoneId });

    test("an article's day is the reader's own", async ({ page }) => {
      await page.goto("/help/return-an-item");
      const time = page.getByRole("main").locator("time").first();
      const own = await time.evaluate((element: HTMLTimeElement) =>
        new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" }).format(
          new Date(element.dateTime),
        ),
      );
      await expect(time).toContainText(own);
    });
  });
