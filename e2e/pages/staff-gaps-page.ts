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
    await this.alive();
  }

  /** React has taken over: keys and presses count. */
  async alive(): Promise<void> {
    await expect(this.page.locator("main [aria-busy='false']").first()).toBeVisible();
    await expect(this.page.locator("[aria-busy='true']")).toHaveCount(0);
  }

  /** Opens the gap with this word, once it has been collected. */
  async openGap(word: string): Promise<void> {
    await expect(this.row(word)).toHaveCount(1, { timeout: 60_000 });
    await this.row(word).click();
    await expect(this.page).toHaveURL(/\/gaps\/[0-9a-f-]{36}$/);
    await this.alive();
  }
}
