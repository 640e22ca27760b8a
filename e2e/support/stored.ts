/** What has become of what a customer wrote. */
import type { Page } from "@playwright/test";
import { conversationOf } from "../fixtures";

/** What the server holds of the customer in this conversation, in order. */
export async function storedOf(page: Page): Promise<string[]> {
  const answer = await page.request.get(`/api/v1/conversations/${conversationOf(page)}/messages?limit=100`);
  const { items } = (await answer.json()) as { items: { text: string; author: { kind: string } }[] };
  return items.filter(({ author }) => author.kind === "customer").map(({ text }) => text);
}
