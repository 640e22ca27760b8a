/** One article at work: its text, the bar above it, and what asks before something happens. */
import { expect, type Page } from "@playwright/test";

export class StaffArticlePage {
  constructor(readonly page: Page) {}

  readonly title = () => this.page.getByRole("textbox", { name: "Title", exact: true });
  readonly text = () => this.page.getByRole("textbox", { name: "Text of the article" });
  readonly preview = () => this.page.getByRole("region", { name: "Preview" });
  readonly details = () => this.page.getByRole("complementary", { name: "Details" });
  readonly address = () => this.details().getByRole("textbox", { name: "Address" });
  readonly head = () =>
    this.page.locator("main header").filter({ has: this.page.getByRole("heading", { level: 1 }) });
  readonly button = (name: string) => this.head().getByRole("button", { name, exact: true });
  readonly saved = () => this.head().getByText(/^Saved/);
  readonly unsaved = () =>
    this.head()
      .getByRole("status")
      .filter({ hasText: /^Not saved/ });
  /** Not a toast: those are dialogs, too, and what they tell of happens elsewhere. */
  readonly dialog = () => this.page.getByRole("dialog").and(this.page.locator(':not([aria-modal="false"])'));
  readonly question = () => this.page.getByRole("alertdialog");
  readonly toast = (text: string) => this.page.getByText(text, { exact: true });

  async open(id: string): Promise<void> {
    await this.page.goto(`/staff/knowledge/articles/${id}`);
    await this.alive();
  }

  async alive(): Promise<void> {
    await expect(this.text()).toBeVisible();
    await expect(this.page.locator('main [aria-busy="false"]').first()).toBeVisible();
  }

  /** Begins an article from the list, by its key. Answers its id. */
  async begin(title: string): Promise<string> {
    await this.page.goto("/staff/knowledge");
    await expect(this.page.getByRole("table", { name: "Articles" })).toBeVisible();
    await expect(this.page.locator('main [aria-busy="false"]').first()).toBeVisible();
    await this.page.keyboard.press("c");
    await this.dialog().getByRole("textbox", { name: "Title" }).fill(title);
    await this.dialog().getByRole("button", { name: "Write" }).click();
    await expect(this.page).toHaveURL(/\/staff\/knowledge\/articles\/[0-9a-f-]{36}$/);
    await this.alive();
    return new URL(this.page.url()).pathname.split("/").at(-1) ?? "";
  }

  /** Replaces the text as somebody at the keyboard would, and waits until it is saved. */
  async write(text: string): Promise<void> {
    await this.type(text);
    await this.page.keyboard.press("ControlOrMeta+s");
    await expect(this.saved()).toBeVisible();
  }

  async type(text: string): Promise<void> {
    await this.text().click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(text);
  }

  async more(item: string): Promise<void> {
    await this.page.getByRole("button", { name: "More for this article" }).click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }

  async publish(): Promise<void> {
    await this.button("Publish").click();
    await this.dialog().getByRole("button", { name: "Publish", exact: true }).click();
    await expect(this.dialog()).toBeHidden();
  }
}
