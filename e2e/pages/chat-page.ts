/** The customer's chat: one conversation, or the empty page. */
import { expect, type Locator, type Page } from "@playwright/test";

export class ChatPage {
  constructor(readonly page: Page) {}

  readonly chat = () => this.page.getByRole("region", { name: "Chat", exact: true });
  readonly owner = () => this.page.getByRole("region", { name: "Who is helping" });
  readonly thread = () => this.page.getByRole("log", { name: "Conversation" });
  readonly composer = () => this.page.getByRole("textbox", { name: "Message" });
  readonly messagesFrom = (name: string) =>
    this.thread().getByRole("article", { name: `Message from ${name}` });
  readonly answers = () => this.messagesFrom("Assistant");
  readonly suggestion = (question: string) => this.thread().getByRole("button", { name: question });
  readonly talkToPerson = () => this.owner().getByRole("button", { name: "Talk to a person" });
  readonly stopWaiting = () => this.owner().getByRole("button", { name: "Stop waiting" });

  async open(path = "/chat"): Promise<void> {
    await this.page.goto(path);
    await this.alive();
  }

  /** React has taken over: what is typed is kept. */
  async alive(): Promise<void> {
    await expect(this.chat()).toHaveAttribute("aria-busy", "false");
  }

  async send(text: string): Promise<void> {
    await this.composer().fill(text);
    await this.composer().press("Enter");
    await expect(this.composer()).toHaveValue("");
    await expect(this.thread().getByText(text, { exact: true }).last()).toBeVisible();
  }

  /** Sends and waits for the whole answer; answers the message. */
  async ask(text: string): Promise<Locator> {
    const before = await this.answers().count();
    await this.send(text);
    return this.answerAfter(before);
  }

  /** The answer after `before` answers, once it is whole: only then it can be rated. */
  async answerAfter(before: number): Promise<Locator> {
    const answer = this.answers().nth(before);
    await expect(answer.getByRole("button", { name: "Helpful", exact: true })).toBeVisible({
      timeout: 30_000,
    });
    return answer;
  }
}
