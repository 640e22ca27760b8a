/** The team writes: nothing is lost, colleagues do not overwrite each other, and readers get what was published. */
import type { Page } from "@playwright/test";
import { expect, signInto, test } from "./fixtures";
import { demo } from "./pages/sign-in-page";
import { StaffArticlePage } from "./pages/staff-article-page";
import { expectNoViolations } from "./support/accessible";
import { unique } from "./support/articles";

test.use({ expectedComplaints: [/status of 40[49]|net::ERR_/] });

async function desk(page: Page, email: string): Promise<StaffArticlePage> {
  await signInto(page.context(), { email });
  return new StaffArticlePage(page);
}

/** What the editor draws in place of lines out of sight is no part of the text. */
const NOT_TEXT = [".cm-gap"];

test("an agent writes and submits, a manager publishes, and readers find it", async ({ page, openAs }) => {
  const title = unique("Oiling a walnut tabletop");
  const agent = await desk(page, demo.alex);
  await agent.begin(title);
  await agent.write("## How often\n\nTwice a year, with **hardwax** oil.\n");
  await expect(agent.preview().getByRole("heading", { name: "How often" })).toBeVisible();
  await expect(agent.preview().locator("strong")).toHaveText("hardwax");
  await expect(agent.address()).toHaveValue(title.toLowerCase().replaceAll(" ", "-"));
  await expect(agent.button("Publish")).toHaveCount(0);
  await expect(page.getByText("Managers publish.")).toBeVisible();
  await expectNoViolations(page, { except: NOT_TEXT });

  await page.reload();
  await agent.alive();
  await expect(agent.text()).toContainText("Twice a year");
  await agent.button("Submit for review").click();
  await expect(agent.button("Withdraw")).toBeVisible();

  const visitor = await openAs(null);
  const slug = await agent.address().inputValue();
  expect((await visitor.goto(`/help/${slug}`))?.status()).toBe(404);

  const manager = new StaffArticlePage(await openAs({ email: demo.morgan }));
  await manager.page.goto("/staff/knowledge?status=in_review");
  await manager.page.getByRole("table", { name: "Articles" }).getByRole("link", { name: title }).click();
  await manager.alive();
  await manager.button("Publish").click();
  await expect(manager.dialog()).toContainText(`Anybody on the web can read it at /help/${slug} at once.`);
  await manager.dialog().getByRole("button", { name: "Publish", exact: true }).click();
  await expect(manager.toast("The article is live")).toBeVisible();

  await visitor.goto(`/help?${new URLSearchParams({ q: title })}`);
  await expect(visitor.getByRole("link", { name: title }).first()).toBeVisible();
  await expect(manager.button("Publish")).toBeDisabled();
});

test("a new address leads on from the old one, and versions can be compared and restored", async ({
  page,
}) => {
  const title = unique("Mending a loose drawer");
  const manager = await desk(page, demo.morgan);
  const id = await manager.begin(title);
  await manager.write("Tighten the **front** screws.");
  await manager.publish();
  const old = await manager.address().inputValue();
  const fresh = `${old}-again`;
  await manager.address().fill(fresh);
  await expect(manager.details()).toContainText(`/help/${old} leads to the new address`);
  await manager.write("Tighten the **rear** screws.");
  await manager.button("Publish").click();
  await expect(manager.dialog()).toContainText(`The old address /help/${old} leads to the new one.`);
  await expect(manager.dialog().locator("del", { hasText: "front" })).toBeVisible();
  await expect(manager.dialog().locator("ins", { hasText: "rear" })).toBeVisible();
  await manager.dialog().getByRole("button", { name: "Publish", exact: true }).click();
  await expect(manager.toast("The new text is live")).toBeVisible();

  await page.goto(`/help/${old}`);
  await expect(page).toHaveURL(new RegExp(`/help/${fresh}$`));
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();

  await page.goto(`/staff/knowledge/articles/${id}/versions`);
  const difference = page.getByRole("region", { name: "Version 1 and Version 2" });
  await expect(difference.locator("del")).toHaveText("front");
  await expect(difference.locator("ins")).toHaveText("rear");
  await expectNoViolations(page, { except: NOT_TEXT });
  await page.getByRole("button", { name: "Restore version 1 into the draft" }).click();
  await manager.alive();
  await expect(manager.text()).toContainText("front");
  await expect(manager.address()).toHaveValue(fresh);
  await expect(manager.head()).toContainText("Unpublished changes");
});

test("of two who write at once, the second sees the difference and keeps both", async ({ page, openAs }) => {
  const manager = await desk(page, demo.morgan);
  const id = await manager.begin(unique("Cleaning felt pads"));
  await manager.write("First line.\n\nMiddle line.\n\nLast line.\n");
  const agent = new StaffArticlePage(await openAs({ email: demo.alex }));
  // Cut off from live news, so that the page goes on from what it has.
  await agent.page.route("**/api/v1/events", (route) => route.abort());
  await agent.open(id);
  await manager.write("First line, by Morgan.\n\nMiddle line.\n\nLast line.\n");

  await agent.type("First line.\n\nMiddle line.\n\nLast line, by Alex.\n");
  await agent.page.keyboard.press("ControlOrMeta+s");
  await expect(agent.dialog()).toContainText("Morgan Reyes has saved this draft meanwhile");
  await expect(agent.dialog().locator("del", { hasText: "by Morgan" })).toBeVisible();
  // A key that was meant for the text chooses nothing.
  await agent.page.keyboard.press("Enter");
  await expect(agent.dialog().getByRole("button", { name: "Take theirs" })).toBeVisible();
  await agent.dialog().getByRole("button", { name: "Keep both changes" }).click();
  await expect(agent.saved()).toBeVisible();
  await expect(agent.text()).toContainText("First line, by Morgan.");
  await expect(agent.text()).toContainText("Last line, by Alex.");
  await expect(manager.text()).toContainText("Last line, by Alex.");
});

test("text that could not be saved survives a reload, and is asked about", async ({ page }) => {
  const agent = await desk(page, demo.sam);
  await agent.begin(unique("Storing cushions"));
  await agent.write("Keep them dry.");
  await page.route("**/api/v1/knowledge/articles/*/draft", (route) => route.abort());
  await agent.type("Keep them dry and dark.");
  await expect(agent.unsaved()).toBeVisible();
  await page.getByRole("navigation", { name: "Knowledge" }).getByRole("link", { name: "Categories" }).click();
  await expect(agent.question()).toContainText("What you wrote last is not saved.");
  await agent.question().getByRole("button", { name: "Stay" }).click();

  await page.reload();
  await expect(agent.dialog()).toContainText("Restore the text that was not saved?");
  await page.keyboard.press("Enter");
  await expect(agent.dialog().getByRole("button", { name: "Discard it" })).toBeVisible();
  await page.unroute("**/api/v1/knowledge/articles/*/draft");
  await agent.dialog().getByRole("button", { name: "Restore", exact: true }).click();
  await expect(agent.saved()).toBeVisible();
  await page.reload();
  await agent.alive();
  await expect(agent.text()).toContainText("Keep them dry and dark.");
  await expect(agent.dialog()).toHaveCount(0);
});

test("an image is put into the text, shown, and too large a file is refused with its size", async ({
  page,
}) => {
  const agent = await desk(page, demo.alex);
  await agent.begin(unique("Where the label is"));
  await agent.write("Look under the seat.");
  await page.getByLabel("Add an image or a file").setInputFiles({
    name: "label.png",
    mimeType: "image/png",
    buffer: Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    ),
  });
  await expect(agent.text()).toContainText("![label](/api/v1/files/");
  await expect(agent.preview().getByRole("img", { name: "label" })).toBeVisible();
  await expect(agent.details().getByRole("list", { name: "Files", exact: true })).toContainText("label.png");
  await page.getByLabel("Add an image or a file").setInputFiles({
    name: "huge.png",
    mimeType: "image/png",
    buffer: Buffer.alloc(6 * 1024 * 1024),
  });
  await expect(
    page.getByText("huge.png was not added. It has 6 MB; at most 5 MB can be kept."),
  ).toBeVisible();
});

test("a manager plans a publication, publishes, archives and brings back", async ({ page, openAs }) => {
  const title = unique("Fixing a squeaking hinge");
  const manager = await desk(page, demo.morgan);
  await manager.begin(title);
  await manager.write("A drop of oil.");
  const slug = await manager.address().inputValue();
  await manager.more("Publish later…");
  await manager.dialog().getByRole("button", { name: "Schedule" }).click();
  await expect(page.getByText(/^Will be published/)).toBeVisible();
  await expect(manager.head()).toContainText("Scheduled");
  await manager.publish();
  const visitor = await openAs(null);
  expect((await visitor.goto(`/help/${slug}`))?.status()).toBe(200);

  await manager.more("Archive…");
  await expect(manager.question()).toContainText("answers that cited it show the source as gone");
  await manager.question().getByRole("button", { name: "Archive" }).click();
  await expect(manager.toast("The article is archived")).toBeVisible();
  expect((await visitor.goto(`/help/${slug}`))?.status()).toBe(404);
  await manager.more("Bring back");
  await expect(manager.toast("The article is live again")).toBeVisible();
  expect((await visitor.goto(`/help/${slug}`))?.status()).toBe(200);
});

test("the keys write Markdown, and Tab leaves the field", async ({ page }) => {
  const agent = await desk(page, demo.alex);
  await agent.begin(unique("Keys in the editor"));
  await agent.type("word");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("ControlOrMeta+b");
  await expect(agent.text()).toHaveText("**word**");
  await page.keyboard.press("ControlOrMeta+b");
  await page.keyboard.press("ControlOrMeta+i");
  await expect(agent.text()).toHaveText("_word_");
  await page.keyboard.press("Tab");
  await expect(agent.text()).not.toBeFocused();
});
