/** How much script a page makes a browser load before it can be used: a budget, not a time. */
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, signInto, test } from "./fixtures";
import { demo } from "./pages/sign-in-page";

const KIB = 1_024;

/** The sum of all scripts that a page brings while `use` goes on, each as small as gzip makes it. */
async function scriptBytes(page: Page, use: () => Promise<unknown>): Promise<number> {
  const scripts = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script" || !response.ok()) return;
    scripts.set(
      response.url(),
      response.body().then((body) => gzipSync(body).length),
    );
  });
  await use();
  await page.waitForLoadState("networkidle");
  const sizes = await Promise.all(scripts.values());
  return sizes.reduce((sum, size) => sum + size, 0);
}

test("the customer's chat loads at most 300 KiB of script", async ({ page }) => {
  await signInto(page.context(), { email: demo.jordan });
  const bytes = await scriptBytes(page, () => page.goto("/chat", { waitUntil: "networkidle" }));
  expect(bytes).toBeLessThanOrEqual(300 * KIB);
  expect(bytes, "scripts are counted at all").toBeGreaterThan(50 * KIB);
});

for (const path of ["/help", "/help/return-an-item", "/help?q=desk"])
  test(`${path} loads no script to be read, and at most 160 KiB to be searched`, async ({ page }) => {
    const read = await scriptBytes(page, () => page.goto(path, { waitUntil: "networkidle" }));
    expect(read).toBe(0);
    const used = await scriptBytes(page, async () => {
      await page.getByLabel("Search the help center").click();
      await expect(page.getByRole("combobox", { name: "Search the help center" })).toBeVisible();
    });
    expect(used).toBeLessThanOrEqual(160 * KIB);
    expect(used, "scripts are counted at all").toBeGreaterThan(50 * KIB);
  });
