/** The staff's inbox: the list, one conversation, the customer beside it. */
import { expect, type Locator, type Page } from "@playwright/test";

export class StaffInboxPage {
  constructor(readonly page: Page) {}

  readonly lists = () => this.page.getByRole("navigation", { name: "Lists" });
  readonly list = (name: "Queue" | "Mine" | "All") => this.page.getByRole("list", { name, exact: true });
  readonly tab = (name: "Queue" | "Mine" | "All") => this.lists().getByRole("link", { name });
  readonly row = (list: "Queue" | "Mine" | "All", text: string): Locator =>
    this.list(list).getByRole("link").filter({ hasText: text });
  readonly conversation = (customer: string) =>
    this.page.getByRole("region", { name: `Conversation with ${customer}` });
  readonly owner = () => this.page.getByRole("region", { name: "Who is helping" });
  readonly handover = () => this.page.getByRole("region", { name: "Handover" });
  readonly thread = () => this.page.getByRole("log", { name: "Conversation" });
  readonly reply = () => this.page.getByRole("textbox", { name: /^Reply to/ });
  readonly note = () => this.page.getByRole("textbox", { name: "Note for the team" });
  readonly customer = () => this.page.getByRole("complementary", { name: "Customer" });
  readonly command = (name: string) => this.owner().getByRole("button", { name });
  readonly toast = (text: string | RegExp) => this.page.getByText(text);

  async open(path = "/staff/inbox"): Promise<void> {
    await this.page.goto(path);
    await this.alive();
  }

  /** React has taken over: keys and clicks count. */
  async alive(): Promise<void> {
    await expect(this.page.locator('main > [aria-busy="false"]')).toBeVisible();
  }

  async openConversation(id: string, customer: string): Promise<void> {
    await this.open(`/staff/inbox/${id}?view=all`);
    await this.conversationAlive(customer);
  }

  /** The conversation is taken over apart from the list around it. */
  async conversationAlive(customer: string): Promise<void> {
    await expect(this.conversation(customer)).toHaveAttribute("aria-busy", "false");
  }
}
