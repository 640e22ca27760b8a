/**
 * The chat on models that are reached over the network, by either of OpenAI's protocols: the same answers, the same
 * tools, and calm words when the provider fails. The stand-in does what control words in the message ask of it.
 */
import { randomUUID } from "node:crypto";
import { controlWord, expect, newCustomer, portals, releaseProvider, signInto, test } from "./fixtures";
import { ChatPage } from "./pages/chat-page";

const notice = "The assistant could not answer just now. Your message is kept.";
const faults = ["401", "429", "500", "cut"] as const;

for (const [name, baseURL] of [
  ["Responses", portals.responses],
  ["Chat Completions", portals.chatCompletions],
] as const) {
  test.describe(name, () => {
    test.use({ baseURL });
    let chat: ChatPage;

    test.beforeEach(async ({ page }) => {
      await signInto(page.context(), await newCustomer());
      chat = new ChatPage(page);
      await chat.open();
    });

    test("looks an answer up, and cites where it is from", async ({ page }) => {
      const answer = await chat.ask("How long does a refund take?");
      const sources = answer.getByRole("region", { name: "Sources" }).getByRole("link");
      await expect(sources).toHaveCount(1);
      await expect(sources).toHaveAttribute("href", /^\/help\/[a-z-]+#/);
      await expect(answer.getByRole("link", { name: /1/ }).first()).toBeVisible();
      await expect(answer).not.toContainText("[[");
      const href = (await sources.getAttribute("href")) ?? "";
      await page.goto(href);
      // What follows is the passage itself, for the browser to find and mark.
      const anchor = decodeURIComponent(href.split("#")[1] ?? "").replace(/:~:.*$/, "");
      await expect(page.locator(`[id="${anchor}"]`)).toBeInViewport();
    });

    test("opens a ticket, and keeps the receipt", async ({ page }) => {
      const subject = `Please open a ticket: the lamp flickers ${randomUUID().slice(0, 8)}`;
      const answer = await chat.ask(subject);
      const receipt = answer.getByRole("list", { name: "What was done" });
      await expect(receipt).toHaveText(/Opened ticket #\d+ · View/);
      await expect(answer).toContainText("I have opened ticket #");
      await receipt.getByRole("link", { name: /^View/ }).click();
      await expect(page.getByRole("heading", { level: 1, name: subject })).toBeVisible();
    });

    for (const fault of faults) {
      test(`says calmly that it failed, keeps the message and tries again: ${fault}`, async ({ page }) => {
        const word = controlWord();
        const question = `How do I return an item? #fault:${fault} #until:${word}`;
        await chat.send(question);
        await expect(chat.thread().getByText(notice)).toBeVisible({ timeout: 30_000 });
        await expect(chat.talkToPerson()).toBeEnabled();
        await expect(chat.thread()).not.toContainText(/api key|rate limit|status|OpenAI/i);
        await expect(chat.thread().getByText("This answer")).toHaveCount(fault === "cut" ? 1 : 0);
        await page.reload();
        await chat.alive();
        await expect(chat.thread().getByText(question, { exact: true })).toHaveCount(1);
        await expect(chat.thread().getByText(notice)).toBeVisible();

        // The provider is well again, and the same question is answered.
        await releaseProvider(word);
        const before = await chat.answers().count();
        await page.getByRole("button", { name: "Try again" }).click();
        const answer = await chat.answerAfter(before);
        await expect(answer.getByRole("region", { name: "Sources" })).toBeVisible();
        await expect(page.getByRole("button", { name: "Try again" })).toBeHidden();
        await expect(chat.thread().getByText(question, { exact: true })).toHaveCount(1);
      });
    }

    test("leads to a person when the provider is down", async () => {
      await chat.send("Where is my parcel? #fault:500");
      await expect(chat.thread().getByText(notice)).toBeVisible({ timeout: 30_000 });
      await chat.talkToPerson().click();
      await expect(chat.owner()).toContainText("Waiting for a person");
    });
  });
}
