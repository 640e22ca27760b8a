/** In which language an article is can be put right, and its readers find it there. */
import { expect, signInto, test } from "./fixtures";
import { demo } from "./pages/sign-in-page";
import { StaffArticlePage } from "./pages/staff-article-page";
import { expectNoViolations } from "./support/accessible";
import { Desk, unique } from "./support/articles";

test.use({ expectedComplaints: [/status of 409|ERR_FAILED/] });

test("an article that was begun in the wrong language is put right", async ({ page, context, openAs }) => {
  const origin = test.info().project.use.baseURL ?? "";
  const desk = await Desk.open(origin);
  const title = unique("Schrank zurückgeben");
  const { id, slug } = await desk.publish({ title, body: "## Rückgabe\n\nWorte über Rückgaben." });
  await desk.publish({ title: unique("Rendre une armoire"), language: "fr", translationOf: id });

  await signInto(context, { email: demo.morgan });
  const manager = new StaffArticlePage(page);
  await page.goto(`/staff/knowledge/articles/${id}`);
  await manager.alive();
  // What cannot be saved at this moment is still there afterwards.
  await page.route("**/draft", (route) => route.abort());
  await manager.type("Worte, die noch niemand gespeichert hat.");
  await page.getByRole("button", { name: "Change the language" }).click();
  const dialog = manager.dialog();
  await expect(dialog.getByRole("button", { name: "Change" })).toBeDisabled();
  await dialog.getByRole("combobox", { name: "Language" }).click();
  await expect(page.getByRole("option", { name: "French", exact: true })).toHaveCount(0);
  await page.getByRole("option", { name: "Another one" }).click();
  // Written as people write it, and left for a moment: it is still the same tag.
  await dialog.getByRole("textbox", { name: "Its tag" }).fill(" FR ");
  await dialog.getByRole("combobox", { name: "Language" }).click();
  await page.getByRole("option", { name: "German", exact: true }).click();
  await dialog.getByRole("combobox", { name: "Language" }).click();
  await page.getByRole("option", { name: "Another one" }).click();
  await dialog.getByRole("button", { name: "Change" }).click();
  await expect(dialog.getByRole("textbox", { name: "Its tag" })).toHaveAccessibleDescription(
    /is this article in that language already/,
  );
  await expectNoViolations(page, { within: '[role="dialog"]' });
  await dialog.getByRole("combobox", { name: "Language" }).click();
  await page.getByRole("option", { name: "German", exact: true }).click();
  await dialog.getByRole("button", { name: "Change" }).click();
  await expect(manager.toast("This article is in German now")).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(manager.text()).toContainText("noch niemand gespeichert");
  await page.unroute("**/draft");
  await page.keyboard.press("ControlOrMeta+s");
  await expect(manager.saved()).toBeVisible();
  await expect(manager.text()).toContainText("noch niemand gespeichert");

  const visitor = await openAs(null);
  await visitor.goto(`/help/${slug}`);
  await expect(visitor.getByRole("main").locator("[lang=de]").first()).toContainText(title);

  // What readers see is the managers' to change.
  const agent = new StaffArticlePage(await openAs({ email: demo.alex }));
  await agent.page.goto(`/staff/knowledge/articles/${id}`);
  await agent.alive();
  await expect(agent.page.getByRole("definition").filter({ hasText: "German" })).toBeVisible();
  await expect(agent.page.getByRole("button", { name: "Change the language" })).toHaveCount(0);
  await desk.close();
});
