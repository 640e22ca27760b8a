/** The sign-in page and the demo's accounts. */
import { expect, type Page } from "@playwright/test";

export const demo = {
  password: "baton-demo-2026",
  casey: "casey@example.com",
  jordan: "jordan@example.com",
  alex: "alex@baton.example",
  sam: "sam@baton.example",
  morgan: "morgan@baton.example",
} as const;

export class SignInPage {
  constructor(readonly page: Page) {}

  readonly email = () => this.page.getByRole("textbox", { name: "E-mail address" });
  readonly password = () => this.page.getByLabel("Password");
  readonly submit = () => this.page.getByRole("button", { name: "Sign in", exact: true });
  readonly problem = () => this.page.getByRole("main").getByRole("alert");

  async open(callbackUrl?: string): Promise<void> {
    await this.page.goto(callbackUrl ? `/sign-in?${new URLSearchParams({ callbackUrl })}` : "/sign-in");
  }

  async fill(email: string, password: string): Promise<void> {
    // The button comes alive with the page; before that nothing can be sent.
    await expect(this.submit()).toBeEnabled();
    await this.email().fill(email);
    await this.password().fill(password);
    await this.submit().click();
  }

  async signIn(email: string, password: string = demo.password): Promise<void> {
    await this.fill(email, password);
    await expect(this.page).not.toHaveURL(/\/sign-in/);
  }
}
