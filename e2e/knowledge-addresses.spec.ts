/** Old addresses of an article: managers add and remove them, and readers are led on. */
import { expect, signInto, test } from "./fixtures";
import { demo } from "./pages/sign-in-page";
import { StaffArticlePage } from "./pages/staff-article-page";
import { expectNoViolations } from "./support/accessible";
import { Desk, unique } from "./support/articles";

test.use({ expectedComplaints: [/status of (?:400|404|409)/] });

test("an old address leads to an article until somebody takes it back", async ({ page, context, openAs }) => {
  const desk = await Desk.open(test.info().project.use.baseURL ?? "");
  const title = unique("Storing a parasol");
  const { id, slug } = await desk.publish({ title });
  const other = await desk.publish({ title: unique("Folding a parasol") });
  const old = `old-${slug}`;
  const visitor = await openAs(null);

  await signInto(context, { email: demo.morgan });
  const manager = new StaffArticlePage(page);
  await manager.open(id);
  const part = manager.details().getByRole("region", { name: "Old addresses" });
  await expect(part).toContainText("None.");
  await part.getByRole("button", { name: "Add an address" }).click();
  const field = part.getByRole("textbox", { name: "Address that leads here" });
  await expect(field).toBeFocused();
  for (const [typed, why] of [
    ["Not an address!", /lower case words joined by hyphens/],
    [other.slug, /has this address/],
  ] as const) {
    await field.fill(typed);
    await page.keyboard.press("Enter");
    await expect(field).toHaveAccessibleDescription(why);
    await expect(field).toHaveValue(typed);
  }
  await expectNoViolations(page, { within: 'section[aria-label="Old addresses"]' });
  // As somebody copies it from the address bar.
  await field.fill(`https://help.example.com/help/${old}/?from=mail#part`);
  await page.keyboard.press("Enter");
  const row = part.getByRole("listitem").filter({ hasText: `/help/${old}` });
  await expect(row).toBeVisible();
  await visitor.goto(`/help/${old}`);
  await expect(visitor).toHaveURL(new RegExp(`/help/${slug}$`));

  await part.getByRole("button", { name: `Remove /help/${old}` }).click();
  await expect(manager.toast(`/help/${old} leads nowhere now`)).toBeVisible();
  await expect(row).toHaveCount(0);
  expect((await visitor.goto(`/help/${old}`))?.status()).toBe(404);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();
  await visitor.goto(`/help/${old}`);
  await expect(visitor).toHaveURL(new RegExp(`/help/${slug}$`));

  const agent = new StaffArticlePage(await openAs({ email: demo.alex }));
  await agent.open(id);
  const seen = agent.details().getByRole("region", { name: "Old addresses" });
  await expect(seen.getByRole("listitem")).toContainText([`/help/${old}`]);
  await expect(seen.getByRole("button")).toHaveCount(0);
  await agent.open(other.id);
  await expect(seen).toHaveCount(0);
  await desk.close();
});
