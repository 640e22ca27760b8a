/** How much script a page makes a browser load before it can be used: a budget, not a time. */
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, signInto, test } from "./fixtures";
import { demo } from "./pages/sign-in-page";

const KIB = 1_024;

/** The sum of all scripts that loading the path brings, each as small as gzip makes it. */
async function scriptBytes(page: Page, path: string): Promise<number> {
  const scripts = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script" || !response.ok()) return;
    scripts.set(
      response.url(),
      response.body().then((body) => gzipSync(body).length),
    );
  });
  await page.goto(path, { waitUntil: "networkidle" });
  const sizes = await Promise.all(scripts.values());
  expect(sizes.length, "scripts that were counted").toBeGreaterThan(3);
  return sizes.reduce((sum, size) => sum + size, 0);
}

test("the customer's chat loads at most 300 KiB of script", async ({ page }) => {
  await signInto(page.context(), { email: demo.jordan });
  expect(await scriptBytes(page, "/chat")).toBeLessThanOrEqual(300 * KIB);
});

for (const path of ["/help", "/help/return-an-item", "/help?q=desk"])
  test(`${path} loads at most 160 KiB of script`, async ({ page }) => {
    expect(await scriptBytes(page, path)).toBeLessThanOrEqual(160 * KIB);
  });
