/** Articles come in from files and exports, hostile ones harm nothing, and all of them go out again. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { zipOf } from "../tests/support/zip";
import { expect, test } from "./fixtures";
import { demo } from "./pages/sign-in-page";
import { expectNoViolations } from "./support/accessible";

const manager = { email: demo.morgan };
const agent = { email: demo.alex };
const at = "/staff/knowledge/import";
const tag = () => `e2e${Date.now().toString(36)}`;
/** Pixels that nobody misses. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAMAAAADCAIAAADZSiLoAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAD0lEQVQImWNgaGiAIiwsAIKeCQG60a/UAAAAAElFTkSuQmCC",
  "base64",
);

async function choose(page: Page, name: string, buffer: Buffer) {
  await page.goto(at);
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page
    .getByLabel("File to import")
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await expect(page.getByText(/articles? found/)).toBeVisible();
}
const outcome = (page: Page, text: string) => page.getByRole("listitem").filter({ hasText: text });
const isDone = (page: Page, words: string | RegExp) =>
  expect(page.getByRole("status").filter({ hasText: words })).toBeVisible({ timeout: 30_000 });

test("a manager tries a zip of Markdown, imports it, and readers find it", async ({ openAs }) => {
  const page = await openAs(manager);
  const word = tag();
  await choose(
    page,
    "guides.zip",
    zipOf([
      {
        name: `billing/${word}-pay.md`,
        data: `# Pay with ${word}\n\nSee [returns](../returns/${word}-back.md). ![A box](box.png)`,
      },
      { name: "billing/box.png", data: png },
      { name: `returns/${word}-back.md`, data: `---\ntitle: Send ${word} back\n---\n\nPut it into the box.` },
    ]),
  );
  await expect(page.getByText("2 articles found")).toBeVisible();
  await page.getByRole("radio", { name: /Publish them at once/ }).check();
  await page.getByRole("button", { name: "Try it first" }).click();
  await isDone(page, "Dry run done");
  await expect(outcome(page, `Pay with ${word}`)).toContainText("Would be created");
  await expectNoViolations(page);

  await page.getByRole("button", { name: "Import and publish" }).click();
  await isDone(page, "Import done");
  await expect(outcome(page, `Send ${word} back`)).toContainText("Created");
  const reader = await openAs(null);
  await reader.goto(`/help/${word}-pay`);
  await expect(reader.getByRole("heading", { name: `Pay with ${word}` })).toBeVisible();
  await reader.getByRole("link", { name: "returns" }).click();
  await expect(reader.getByRole("heading", { name: `Send ${word} back` })).toBeVisible();
  await expect(reader.getByText("Put it into the box.").last()).toBeVisible();

  await page.goto(at);
  await expect(page.getByRole("listitem").filter({ hasText: "guides.zip" }).first()).toContainText(
    "2 created",
  );
});

test("an export of Zendesk is known by what is in it, and comes in once", async ({ openAs }) => {
  const page = await openAs(manager);
  const word = tag();
  const id = Number.parseInt(word.slice(3, 9), 36);
  const body = `<h2>How</h2><p>Write to us about ${word}.</p><script>document.title = "taken over"</script>`;
  const zendesk = {
    articles: [
      {
        id,
        title: `About ${word}`,
        body,
        locale: "en-us",
        source_locale: "en-us",
        draft: false,
        section_id: 1,
      },
      { id: id + 1, title: `Draft ${word}`, body: "<p>Soon.", locale: "en-us", draft: true, section_id: 1 },
    ],
    sections: [{ id: 1, name: "Orders" }],
  };
  for (const expected of ["Created", "Unchanged"]) {
    await choose(page, "zendesk.json", Buffer.from(JSON.stringify(zendesk)));
    await expect(page.getByRole("combobox", { name: "What it is" })).toHaveText("Zendesk Guide export");
    await page.getByRole("button", { name: "Import as drafts" }).click();
    await isDone(page, "Import done");
    await expect(outcome(page, `About ${word}`)).toContainText(expected);
    await expect(outcome(page, `Draft ${word}`)).toContainText(expected);
  }
  await expect(page).not.toHaveTitle(/taken over/);
});

test("a hostile zip costs its own entries and nothing else", async ({ openAs }) => {
  const page = await openAs(manager);
  const word = tag();
  await choose(
    page,
    "hostile.zip",
    zipOf([
      { name: `../../${word}.md`, data: "out" },
      { name: `${word}-link.md`, data: "/etc/passwd", mode: 0o120777 },
      { name: `${word}-bomb.md`, data: Buffer.alloc(2_000_000), deflate: true },
      { name: `${word}-binary.md`, data: Buffer.from([0, 1, 2]) },
      { name: `${word}-deep.md`, data: `${"> ".repeat(5_000)}x` },
      {
        name: `${word}-fine.md`,
        data: `# Fine ${word}\n\n<img src=x onerror="document.title='taken over'"> Words.`,
      },
    ]),
  );
  await page.getByRole("button", { name: "Import as drafts" }).click();
  await isDone(page, "Import done");
  await expect(page.getByText("1 created, 5 failed")).toBeVisible();
  await page
    .getByRole("navigation", { name: "Outcome" })
    .getByRole("link", { name: /Failed/ })
    .click();
  await expect(page.getByRole("listitem").filter({ hasText: "leads out of the zip" })).toBeVisible();
  await expect(page.getByText("symbolic link")).toBeVisible();
  await expect(page.getByText("more than 100 times its size")).toBeVisible();
  await expect(page.getByText(`Fine ${word}`)).toHaveCount(0);
  await page.getByRole("link", { name: /Created/ }).click();
  await page.getByRole("link", { name: `Fine ${word}` }).click();
  await expect(page).toHaveURL(/\/staff\/knowledge\/articles\/[0-9a-f-]{36}/);
  await expect(page).not.toHaveTitle(/taken over/);
});

test("what cannot be read at all is refused with the reason, and pages of this machine are no pages", async ({
  openAs,
  expectedComplaints,
}) => {
  expectedComplaints.push(/status of 400/);
  const page = await openAs(manager);
  await page.goto(at);
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.getByLabel("File to import").setInputFiles({
    name: "broken.zip",
    mimeType: "application/zip",
    buffer: Buffer.from("PK but not a zip"),
  });
  await expect(page.getByText("damaged or cut off")).toBeVisible();
  await page.getByRole("tab", { name: "Web pages" }).click();
  await page.getByLabel("Addresses").fill("https://127.0.0.1/\nhttps://169.254.169.254/latest/meta-data/");
  await page.getByRole("button", { name: "Import as drafts" }).click();
  await isDone(page, "Import done");
  await expect(page.getByText("does not lead to the open internet")).toHaveCount(2);
});

test("agents export everything and look, and do not import", async ({ openAs }) => {
  const page = await openAs(agent);
  await page.goto(at);
  await expect(page.getByText("Only managers import articles.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Choose a file" })).toHaveCount(0);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export all articles" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^articles-\d{4}-\d\d-\d\d\.zip$/);
  const bytes = await readFile(await file.path());
  expect(bytes.subarray(0, 2).toString()).toBe("PK");
  expect(bytes.includes("categories.yaml")).toBe(true);
});
