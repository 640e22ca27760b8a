/** The customer's tickets: the list, one ticket, a new one. */
import { expect, type Page } from "@playwright/test";

export class TicketsPage {
  constructor(readonly page: Page) {}

  readonly rows = () => this.page.getByRole("list", { name: "My tickets" }).getByRole("link");
  readonly row = (subject: string) => this.rows().filter({ hasText: subject });
  readonly title = (subject: string) => this.page.getByRole("heading", { level: 1, name: subject });
  readonly comments = () => this.page.getByRole("region", { name: "Comments" });
  readonly comment = () => this.page.getByRole("textbox", { name: "Add a comment" });
  readonly addComment = () => this.page.getByRole("button", { name: "Add comment" });
  readonly close = () => this.page.getByRole("button", { name: "Close ticket" });
  readonly reopen = () => this.page.getByRole("button", { name: "Open again" });

  async open(): Promise<void> {
    await this.page.goto("/tickets");
  }

  async openNew(subject: string, description: string): Promise<void> {
    await this.page.goto("/tickets/new");
    const submit = this.page.getByRole("button", { name: "Open ticket" });
    await expect(submit).toBeEnabled();
    await this.page.getByRole("textbox", { name: "Subject" }).fill(subject);
    await this.page.getByRole("textbox", { name: "Description" }).fill(description);
    await submit.click();
    await expect(this.title(subject)).toBeVisible();
  }
}
