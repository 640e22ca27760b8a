/** What the knowledge base lacks, as the team sees it: the list, and one gap with its suggestion. */
import { expect, type Page } from "@playwright/test";

export class StaffGapsPage {
  constructor(readonly page: Page) {}

  readonly list = () => this.page.getByRole("region", { name: "Gaps", exact: true });
  readonly row = (title: string) => this.list().getByRole("link", { name: title });
  readonly states = () => this.page.getByRole("navigation", { name: "States" });
  readonly lookAgain = () => this.page.getByRole("button", { name: "Look for new questions" });
  readonly questions = () => this.page.getByRole("region", { name: "Questions" });
  readonly found = () => this.page.getByRole("region", { name: "What readers find now" });
  readonly suggestion = () => this.page.getByRole("region", { name: "Suggestion" });
  readonly form = () => this.page.getByRole("form", { name: "Suggestion" });
  readonly button = (name: string) => this.page.getByRole("button", { name, exact: true });

  async open(path = "/staff/knowledge/gaps"): Promise<void> {
    await this.page.goto(path);
    await expect(this.page.locator("[aria-busy='true']")).toHaveCount(0);
  }
}
