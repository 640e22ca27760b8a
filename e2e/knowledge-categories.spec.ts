/** Categories of the help center: their order, their names, and where articles go when one is removed. */
import { expect, signInto, test } from "./fixtures";
import { demo } from "./pages/sign-in-page";
import { expectNoViolations } from "./support/accessible";
import { Desk, unique } from "./support/articles";

test.use({ expectedComplaints: [/status of 409/] });

test("categories are ordered, named, and removed; what they hold goes where one says", async ({ page }) => {
  await signInto(page.context(), { email: demo.morgan });
  await page.goto("/staff/knowledge/categories");
  await expect(page.locator('main [aria-busy="false"]').first()).toBeVisible();
  const name = unique("Lighting");
  await page.getByRole("button", { name: "Add a category" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  const rows = page.getByRole("list", { name: "Categories" }).getByRole("listitem");
  await expect(rows.last()).toContainText(name);
  const last = await rows.count();
  await page.getByRole("button", { name: `Move ${name} up` }).click();
  await expect(rows.nth(last - 2)).toContainText(name);
  await expectNoViolations(page);
  await page.getByRole("button", { name: `Remove ${name}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove category" }).click();
  await expect(rows.filter({ hasText: name })).toHaveCount(0);

  const [from, to] = [unique("Garden"), unique("Outdoors")];
  const ids: string[] = [];
  for (const label of [from, to]) {
    const made = await page.request.post("/api/v1/knowledge/categories", {
      headers: { origin: new URL(page.url()).origin },
      data: { label },
    });
    ids.push(((await made.json()) as { id: string }).id);
  }
  const written = await Desk.open(new URL(page.url()).origin);
  await written.publish({ title: unique("Parasols"), category: ids[0] });
  await page.reload();
  await expect(page.locator('main [aria-busy="false"]').first()).toBeVisible();
  await page.getByRole("button", { name: `Remove ${from}` }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Remove category" }).click();
  await expect(dialog).toContainText("Choose where its articles go.");
  await expectNoViolations(page);
  await dialog.getByRole("combobox").click();
  await page.getByRole("option", { name: to }).click();
  await dialog.getByRole("button", { name: "Remove category" }).click();
  await expect(rows.filter({ hasText: from })).toHaveCount(0);
  await expect(rows.filter({ hasText: to })).toContainText("1 article");

  const drafted = unique("Balcony");
  const made = await page.request.post("/api/v1/knowledge/categories", {
    headers: { origin: new URL(page.url()).origin },
    data: { label: drafted },
  });
  // An unpublished change of its category: the list counts articles by where readers find them.
  const { id } = await written.publish({ title: unique("Railings"), category: ids[1] });
  await written.call("PATCH", `/${id}/draft`, {
    revision: 0,
    category: ((await made.json()) as { id: string }).id,
  });
  await page.reload();
  await expect(page.locator('main [aria-busy="false"]').first()).toBeVisible();
  await page.getByRole("button", { name: `Remove ${drafted}` }).click();
  await dialog.getByRole("button", { name: "Remove category" }).click();
  await expect(dialog).toContainText("still holds articles or drafts");
  await dialog.getByRole("combobox").click();
  await page.getByRole("option", { name: to }).click();
  await expect(dialog.getByRole("combobox")).toContainText(to);
  await dialog.getByRole("button", { name: "Remove category" }).click();
  await expect(rows.filter({ hasText: drafted })).toHaveCount(0);
  await written.close();
});

test("a category is named in another language, and readers of it find it so", async ({ page, context }) => {
  const desk = await Desk.open(test.info().project.use.baseURL ?? "");
  const [english, german] = [unique("Assembly"), unique("Aufbau")];
  const origin = { origin: test.info().project.use.baseURL ?? "" };
  await signInto(context, { email: demo.morgan });
  const made = await page.request.post("/api/v1/knowledge/categories", {
    headers: origin,
    data: { label: english, about: "Tools and steps" },
  });
  const { id } = (await made.json()) as { id: string };
  await desk.publish({ title: unique("Regal"), category: id, language: "de" });

  await page.goto("/staff/knowledge/categories");
  await expect(page.locator('main [aria-busy="false"]').first()).toBeVisible();
  const row = page
    .getByRole("list", { name: "Categories" })
    .getByRole("listitem")
    .filter({ hasText: english });
  const dialog = page.getByRole("dialog");
  await row.getByRole("button", { name: `Rename ${english}` }).click();
  await dialog.getByRole("combobox", { name: "Add a language" }).click();
  await expect(page.getByRole("option", { name: "English", exact: true })).toHaveCount(0);
  await page.getByRole("option", { name: "German", exact: true }).click();
  await expect(dialog.getByRole("textbox", { name: "Name in German" })).toBeFocused();
  await expect(dialog.getByRole("button", { name: "Rename" })).toBeDisabled();
  await page.keyboard.type(german);
  await expectNoViolations(page);
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row).toContainText(`German: ${german}`);

  await page.goto(`/help?category=${id}&lang=de`);
  await expect(page.getByRole("heading", { level: 1, name: german })).toBeVisible();
  await page.goto(`/help?category=${id}&lang=en`);
  await expect(page.getByRole("heading", { level: 1, name: english })).toBeVisible();

  // The same name twice in a language is refused beside the field, and nothing that was typed is lost.
  await page.goto("/staff/knowledge/categories");
  await expect(page.locator('main [aria-busy="false"]').first()).toBeVisible();
  await page.getByRole("button", { name: "Add a category" }).click();
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill(unique("Building"));
  await dialog.getByRole("combobox", { name: "Add a language" }).click();
  await page.getByRole("option", { name: "German", exact: true }).click();
  await page.keyboard.type(german);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog.getByRole("textbox", { name: "Name in German" })).toHaveAccessibleDescription(
    /There is a category .* already/,
  );
  await dialog.getByRole("button", { name: "Remove German" }).click();
  await expect(dialog.getByRole("textbox", { name: "Name in German" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await desk.close();
});
