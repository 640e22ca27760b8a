/** Managers teach the search a word, and see at once what it makes of a question. */
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { demo } from "./pages/sign-in-page";

/** A word that stands in no article and in no other test. */
const word = () =>
  `zq${randomUUID()
    .replace(/[^a-f]/g, "")
    .slice(0, 8)}`;
const part = (page: Page, name: string) => page.getByRole("region", { name });
const open = async (page: Page) => {
  await page.goto("/staff/knowledge/search");
  await expect(page.locator("[aria-busy=false]").first()).toBeAttached();
};

test("a word that no article uses finds its article once a manager has said what it means", async ({
  openAs,
  expectedComplaints,
}) => {
  // The line that is refused.
  expectedComplaints.push(/status of 400/);
  const unknown = word();
  const page = await openAs({ email: demo.morgan });
  await open(page);
  const trying = part(page, "Try a question");
  await trying.getByRole("textbox", { name: "Question" }).fill(unknown);
  await trying.getByRole("button", { name: "Search" }).click();
  await expect(trying.getByText("In no article")).toBeVisible();

  const lines = part(page, "Words that mean the same");
  const field = lines.getByRole("textbox", { name: "New line" });
  await field.fill("alone");
  await lines.getByRole("button", { name: "Add" }).click();
  await expect(lines.getByText("Write at least two words")).toBeVisible();
  await field.fill(`${unknown} > wobbly desk`);
  await lines.getByRole("button", { name: "Add" }).click();
  await expect(field).toHaveValue("");
  // What was tried is tried again by itself.
  await expect(trying.getByText("Fix a wobbly desk").first()).toBeVisible();

  await lines.getByRole("button", { name: `Delete ${unknown} > wobbly desk` }).click();
  await expect(trying.getByText("In no article")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(trying.getByText("Fix a wobbly desk").first()).toBeVisible();
  await lines.getByRole("switch", { name: `Use ${unknown} > wobbly desk` }).click();
  await expect(trying.getByText("In no article")).toBeVisible();
});

test("agents are told that the search is for managers", async ({ openAs }) => {
  const page = await openAs({ email: demo.alex });
  await page.goto("/staff/knowledge/search");
  await expect(page.getByText(/only managers/i)).toBeVisible();
});
