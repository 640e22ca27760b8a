/** Articles as readers meet them: moved, translated, rated, shared, found by search engines, printed. */
import type { Page } from "@playwright/test";
import { XMLParser } from "fast-xml-parser";
import { expect, newCustomer, portals, signInto, test } from "./fixtures";
import { expectNoViolations } from "./support/accessible";
import { Desk } from "./support/articles";

let desk: Desk;
test.beforeAll(async () => {
  desk = await Desk.open(portals.builtin);
});
test.afterAll(() => desk.close());

const content = async (page: Page, selector: string, attribute = "content") =>
  page.locator(selector).first().getAttribute(attribute);
/** What the page says about itself, by kind. */
async function structured(page: Page): Promise<Record<string, Record<string, unknown>>> {
  const texts = await page.locator('script[type="application/ld+json"]').allTextContents();
  const items = texts.map((text) => JSON.parse(text) as Record<string, unknown>);
  return Object.fromEntries(items.map((item) => [String(item["@type"]), item]));
}

test("an article describes itself to search engines and to those who share it", async ({ page }) => {
  const title = `Fees & "limits" </script><script>alert(1)</script>`;
  const { slug } = await desk.publish({ title, summary: "What <b>costs</b> what" });
  await page.goto(`/help/${slug}`);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  const url = `${portals.builtin}/help/${slug}`;
  expect(await content(page, 'meta[name="description"]')).toBe("What <b>costs</b> what");
  expect(await content(page, 'link[rel="canonical"]', "href")).toBe(url);
  expect(await content(page, 'meta[property="og:title"]')).toBe(title);
  expect(await content(page, 'meta[property="og:url"]')).toBe(url);
  await expect(page.locator('meta[name="robots"]')).toHaveCount(0);
  const { Article, BreadcrumbList } = await structured(page);
  expect(Article).toMatchObject({
    "@context": "https://schema.org",
    headline: title,
    url,
    inLanguage: "en",
    dateModified: expect.stringMatching(/^\d{4}-/),
  });
  expect(BreadcrumbList?.itemListElement).toMatchObject([
    { position: 1, item: `${portals.builtin}/help` },
    { position: 2, name: "General" },
    { position: 3, name: title, item: url },
  ]);
});

test("what is for customers only is not for search engines", async ({ openAs }) => {
  const { email, password } = await newCustomer();
  const page = await openAs({ email, password }, { baseURL: portals.builtin });
  await page.goto("/help/plus-benefits-in-detail");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await content(page, 'meta[name="robots"]')).toMatch(/noindex/);
  expect(await structured(page)).toEqual({});
});

test("the sitemap and robots.txt lead to the public articles alone", async ({ request }) => {
  const robots = await (await request.get("/robots.txt")).text();
  expect(robots).toMatch(/^Allow: \/help$/m);
  expect(robots).toMatch(/^Disallow: \/staff$/m);
  expect(robots).toContain(`Sitemap: ${portals.builtin}/sitemap.xml`);
  const answer = await request.get("/sitemap.xml");
  expect(answer.headers()["content-type"]).toContain("xml");
  const { urlset } = new XMLParser().parse(await answer.text());
  const places: string[] = urlset.url.map(({ loc }: { loc: string }) => loc);
  expect(places).toContain(`${portals.builtin}/help/return-an-item`);
  expect(places.filter((place) => /staff-|plus-benefits/.test(place))).toEqual([]);
  expect(urlset.url[1].lastmod).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect((await request.get("/sitemap/2.xml")).status()).toBe(404);
  expect((await request.get("/sitemap/../me")).status()).toBe(404);
});

test("an old address leads on for good, with the heading that was linked", async ({ page, request }) => {
  const { id, slug } = await desk.publish({ title: "Moving about" });
  await page.goto(`/help/${slug}`);
  await expect(page.getByRole("heading", { level: 1, name: "Moving about" })).toBeVisible();
  await desk.change(id, { slug: `${slug}-new` });
  const answer = await request.get(`/help/${slug}`, { maxRedirects: 0 });
  expect([answer.status(), answer.headers().location]).toEqual([308, `/help/${slug}-new`]);
  // From elsewhere: on its own page, the heading's address would be a place of the same page.
  await page.goto("/help");
  await page.goto(`/help/${slug}#another-part`);
  await expect(page).toHaveURL(`${portals.builtin}/help/${slug}-new#another-part`);
});

test("a change is read on every instance within two seconds", async ({ page }) => {
  const { id, slug } = await desk.publish({ title: "Before the change" });
  await page.goto(`/help/${slug}`);
  await expect(page.getByRole("heading", { level: 1, name: "Before the change" })).toBeVisible();
  const elsewhere = await Desk.open(portals.responses);
  await elsewhere.change(id, { title: "After the change" });
  const started = Date.now();
  await expect
    .poll(async () => (await page.request.get(`/help/${slug}`)).text(), { timeout: 2_000, intervals: [50] })
    .toContain("After the change");
  expect(Date.now() - started).toBeLessThan(2_000);
  await elsewhere.close();
});

test("readers get their language, and can choose another", async ({ page, browser }) => {
  const english = await desk.publish({ title: "Lamps in English" });
  const german = await desk.publish({
    title: "Lampen auf Deutsch",
    language: "de",
    translationOf: english.id,
  });
  await page.goto(`/help/${english.slug}`);
  await expect(page.locator("article")).toHaveAttribute("lang", "en");
  expect(await content(page, 'link[rel="alternate"][hreflang="de"]', "href")).toBe(
    `${portals.builtin}/help/${german.slug}`,
  );
  const languages = page.getByRole("navigation", { name: "Languages" });
  await expect(languages.locator('[aria-current="true"]')).toHaveText("English");
  await languages.getByRole("link", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lampen auf Deutsch" })).toBeVisible();
  await expect(page.locator("article")).toHaveAttribute("lang", "de");
  // The choice is remembered: a general link now leads to the translation.
  await page.goto(`/help/${english.slug}`);
  await expect(page).toHaveURL(new RegExp(`/help/${german.slug}$`));
  await page.getByRole("navigation", { name: "Languages" }).getByRole("link", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lamps in English" })).toBeVisible();

  const abroad = await browser.newContext({ baseURL: portals.builtin, locale: "de-AT" });
  const there = await abroad.newPage();
  await there.goto(`/help/${english.slug}`);
  await expect(there.getByRole("heading", { level: 1, name: "Lampen auf Deutsch" })).toBeVisible();
  await there.goto("/help?category=general");
  await expect(there.getByRole("link", { name: /^Lampen auf Deutsch/ })).toBeVisible();
  await expect(there.getByRole("link", { name: /^Lamps in English/ })).toHaveCount(0);
  await expectNoViolations(there);
  await abroad.close();
});

test("pictures have their size before they come, their words, and nothing else loads", async ({ page }) => {
  const { id, slug } = await desk.publish({ title: "With a picture" });
  const pixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";
  const added = await desk.api.post(`/api/v1/knowledge/articles/${id}/files`, {
    data: Buffer.from(pixel, "base64"),
    headers: { "content-type": "image/png", "x-file-name": "pixel.png" },
  });
  const { href } = (await added.json()) as { href: string };
  await desk.change(id, {
    body: `## Look\n\n![A red square](${href})\n\n![A tracker](https://evil.test/x.png)\n\n[The file](${href})`,
  });
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(portals.builtin)) foreign.push(request.url());
  });
  await page.goto(`/help/${slug}`);
  const picture = page.getByRole("img", { name: "A red square" });
  await expect(picture).toHaveAttribute("width", "1");
  await expect(picture).toHaveAttribute("loading", "lazy");
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  await expect(page.getByText("A tracker")).toBeVisible();
  await expect(page.getByRole("article").getByRole("img")).toHaveCount(1);
  await expect(page.getByRole("link", { name: "The file" })).toHaveAttribute("href", href);
  expect(foreign).toEqual([]);
});

const feedback = (page: Page) => page.getByRole("group", { name: "Was this helpful?" });

test("a visitor says once whether it helped, and may think again", async ({ page }) => {
  const { id, slug } = await desk.publish({ title: "Rate me" });
  const count = () => desk.call<{ helpful: number; notHelpful: number }>("GET", `/${id}/feedback`);
  await page.goto(`/help/${slug}`);
  await feedback(page).getByRole("button", { name: "Yes" }).click();
  await expect(page.getByText("Thank you. This helps the team keep articles true.")).toBeVisible();
  expect(await count()).toMatchObject({ helpful: 1, notHelpful: 0 });
  await page.reload();
  await expect(feedback(page).getByRole("button", { name: "Yes" })).toHaveAttribute("aria-pressed", "true");
  await feedback(page).getByRole("button", { name: "No" }).click();
  await page.getByLabel("What was missing or wrong?").fill("My card is 4111 1111 1111 1111");
  await page.getByRole("button", { name: "Send comment" }).click();
  await expect(page.getByText("Thank you. The team reads every comment.")).toBeVisible();
  expect(await count()).toMatchObject({
    helpful: 0,
    notHelpful: 1,
    items: [{ comment: "My card is (card number removed)", customerId: null }],
  });
});

test("a customer's verdict is kept with their account, on any device", async ({ page, openAs }) => {
  const { id, slug } = await desk.publish({ title: "Rate me, too" });
  const account = await newCustomer("Robin Reader");
  await signInto(page.context(), account);
  await page.goto(`/help/${slug}`);
  await feedback(page).getByRole("button", { name: "No" }).click();
  await page.getByLabel("What was missing or wrong?").fill("a".repeat(900));
  await expect(page.getByText("100 characters left.")).toBeVisible();
  await page.getByRole("button", { name: "Send comment" }).click();
  await expect(page.getByText("Thank you. The team reads every comment.")).toBeVisible();
  const other = await openAs(account, { baseURL: portals.builtin });
  await other.goto(`/help/${slug}`);
  await expect(feedback(other).getByRole("button", { name: "No" })).toHaveAttribute("aria-pressed", "true");
  await feedback(other).getByRole("button", { name: "Yes" }).click();
  await expect(other.getByText("Thank you. This helps the team keep articles true.")).toBeVisible();
  expect(await desk.call("GET", `/${id}/feedback`)).toMatchObject({
    helpful: 1,
    notHelpful: 0,
    items: [{ customerName: "Robin Reader" }],
  });
});

test("the contents tell where one reads, and headings can be linked", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const part = (n: number) => `## Part ${n}\n\n${"Some words of this part. ".repeat(120)}`;
  const { slug } = await desk.publish({ title: "A long read", body: [1, 2, 3, 4].map(part).join("\n\n") });
  await page.goto(`/help/${slug}`);
  const contents = page.getByRole("navigation", { name: "On this page" });
  await contents.getByRole("link", { name: "Part 3" }).click();
  await expect(contents.locator('[aria-current="location"]')).toHaveText("Part 3");
  await page.getByRole("heading", { name: "Part 4" }).scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 400);
  await expect(contents.locator('[aria-current="location"]')).toHaveText("Part 4");
  await page.getByRole("link", { name: "Link to “Part 4”" }).click();
  await expect(page.getByText("Link copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `${portals.builtin}/help/${slug}#part-4`,
  );
});

test("neighbours lead through a category in order", async ({ page }) => {
  await page.goto("/help?category=returns");
  const titles = await page.getByRole("region", { name: "Returns and refunds" }).getByRole("link").all();
  expect(titles.length).toBeGreaterThan(3);
  await page.goto("/help/refund-times");
  const around = page.getByRole("navigation", { name: "In this category" });
  const next = around.getByRole("link", { name: /^Next/ });
  const title = ((await next.textContent()) ?? "").replace(/^Next/, "");
  await next.click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(around.getByRole("link", { name: /^Previous/ })).toContainText("Refund times");
});

test("a category without articles, and one that does not exist", async ({ page }) => {
  const made = await desk.api.post("/api/v1/knowledge/categories", { data: { label: "Spare room" } });
  const { id } = (await made.json()) as { id: string };
  await page.goto(`/help?category=${id}`);
  await expect(page.getByText("No articles here yet")).toBeVisible();
  expect(await content(page, 'meta[name="robots"]')).toMatch(/noindex/);
  await desk.api.delete(`/api/v1/knowledge/categories/${id}`, { data: {} });
});

test("on paper there is the article alone", async ({ page }) => {
  await page.goto("/help/return-an-item");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  for (const gone of ["banner", "search", "contentinfo"] as const)
    await expect(page.getByRole(gone)).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Was this helpful?" })).toBeHidden();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme });

    test("long words, wide tables and folded contents fit", async ({ page }) => {
      const long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".repeat(3);
      const { slug } = await desk.publish({
        title: long.slice(0, 150),
        summary: long,
        body: `## ${long}\n\n${long}\n\n| a | b | c | d | e | f | g |\n|-|-|-|-|-|-|-|\n| ${"word | ".repeat(7)}\n\n## Two\n\nEnd.`,
      });
      await page.goto(`/help/${slug}`);
      await page.locator("summary").filter({ hasText: "On this page" }).click();
      await page.getByRole("link", { name: "Two", exact: true }).click();
      await expect(page.getByRole("heading", { name: "Two" })).toBeInViewport();
      await feedback(page).getByRole("button", { name: "No" }).click();
      await expect(page.getByLabel("What was missing or wrong?")).toBeVisible();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      await expectNoViolations(page);
    });
  });
}
