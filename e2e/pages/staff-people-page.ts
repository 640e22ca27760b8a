/** Accounts, for managers. */
import type { Page } from "@playwright/test";

export class StaffPeoplePage {
  constructor(readonly page: Page) {}

  readonly person = (name: string) => this.page.getByRole("row").filter({ hasText: name });
  readonly change = (name: string) => this.page.getByRole("button", { name: `Change ${name}` });
  readonly item = (name: string) => this.page.getByRole("menuitem", { name });
  readonly add = () => this.page.getByRole("button", { name: "Add to the team" });
  /** Not a toast: those are dialogs, too, and what they tell of happens elsewhere. */
  readonly dialog = () => this.page.getByRole("dialog").and(this.page.locator(':not([aria-modal="false"])'));
  readonly question = () => this.page.getByRole("alertdialog");

  async open(): Promise<void> {
    await this.page.goto("/staff/people");
  }
}
