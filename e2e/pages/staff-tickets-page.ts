/** The staff's tickets: the table, its conditions, one ticket. */
import type { Page } from "@playwright/test";

export class StaffTicketsPage {
  constructor(readonly page: Page) {}

  readonly sentence = () => this.page.getByRole("heading", { level: 1 });
  readonly table = () => this.page.getByRole("table", { name: "Tickets" });
  readonly rows = () =>
    this.table()
      .getByRole("row")
      .filter({ has: this.page.getByRole("cell") });
  readonly numbers = () => this.table().getByRole("link", { name: /^#\d+$/ });
  readonly search = () => this.page.getByRole("searchbox", { name: "Search tickets" });
  readonly usual = (name: string) =>
    this.page.getByRole("navigation", { name: "Usual lists" }).getByRole("link", { name });
  readonly addCondition = () => this.page.getByRole("button", { name: "Filter", exact: true });
  readonly removeCondition = (sentence: string | RegExp) =>
    this.page.getByRole("button", {
      name: sentence instanceof RegExp ? sentence : `Remove filter: ${sentence}`,
    });
  readonly field = (name: string) =>
    this.page
      .getByRole("complementary", { name: "Details" })
      .getByRole("button", { name: new RegExp(`^${name}:`) });
  readonly choice = (name: string) => this.page.getByRole("menuitemradio", { name });
  readonly comments = () => this.page.getByRole("region", { name: "Comments" });

  async open(query = ""): Promise<void> {
    await this.page.goto(`/staff/tickets${query}`);
  }
}
