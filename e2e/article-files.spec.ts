/** A file of an article, as a browser gets it from the running portal: with every header that the server adds. */
import { expect, test } from "@playwright/test";
import { demo } from "./pages/sign-in-page";
import { openSignedIn } from "./support/callers";

test("what was uploaded is shown as an image and has no rights as a page", async ({ page, baseURL }) => {
  const api = await openSignedIn(baseURL ?? "", { email: demo.morgan, password: demo.password });
  const begun = await api.post("/api/v1/knowledge/articles", {
    data: { title: "Files for a test", body: "Text." },
  });
  const article = (await begun.json()) as { id: string; revision: number };
  // One red pixel.
  const pixel = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
    "base64",
  );
  const added = await api.post(`/api/v1/knowledge/articles/${article.id}/files`, {
    data: pixel,
    headers: { "content-type": "image/png", "x-file-name": "pixel.html" },
  });
  expect(added.status(), await added.text()).toBe(201);
  const { href } = (await added.json()) as { href: string };
  const headers = (await api.get(href)).headers();
  expect(headers).toMatchObject({ "content-type": "image/png", "x-content-type-options": "nosniff" });
  expect(headers["content-security-policy"]).toBe("default-src 'none'; sandbox; frame-ancestors 'none'");
  expect(headers["content-disposition"]).toContain('inline; filename="pixel.png"');

  // A reader has it as soon as the article is published, and not before.
  await page.goto("/help");
  expect((await page.request.get(href)).status()).toBe(404);
  const published = await api.post(`/api/v1/knowledge/articles/${article.id}/publish`, {
    data: { revision: article.revision },
  });
  expect(published.status()).toBe(200);
  const size = await page.evaluate(async (src) => {
    const image = new Image();
    image.src = src;
    await image.decode();
    return image.naturalWidth;
  }, href);
  expect(size).toBe(1);
  await api.post(`/api/v1/knowledge/articles/${article.id}/archive`, { data: {} });
  await api.dispose();
});
