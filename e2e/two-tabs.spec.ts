/** Two tabs of one customer come to show the same, keep a draft each, and are left together. */
import { expect, newCustomer, signInto, test } from "./fixtures";
import { ChatPage } from "./pages/chat-page";
import { storedOf } from "./support/stored";

const question = "How do I return an item?";
const isSame = (one: string[], other: string[]) => one.join("\n") === other.join("\n");

let chat: ChatPage;
test.beforeEach(async ({ page }) => {
  await signInto(page.context(), await newCustomer());
  chat = new ChatPage(page);
  await chat.open();
});

test("two tabs that send and stop at once come to show the same", async ({ page, context }) => {
  await chat.ask(question);
  const other = new ChatPage(await context.newPage());
  await other.open(new URL(page.url()).pathname);
  await Promise.all([chat.send("from one tab"), other.send("from the other tab")]);
  const stop = [chat, other].map((each) =>
    each.page
      .getByRole("button", { name: "Stop", exact: true })
      .click({ timeout: 1_000 })
      .catch(() => {}),
  );
  await Promise.all(stop);
  await expect
    .poll(async () => (await storedOf(page)).toSorted())
    .toEqual([question, "from one tab", "from the other tab"]);
  const order = await storedOf(page);
  for (const each of [chat, other]) {
    await expect(each.page.getByRole("button", { name: "Stop", exact: true })).toBeHidden();
    await expect(each.messagesFrom("Robin Example")).toContainText(order);
  }
  const answersOf = (each: ChatPage) => each.answers().allTextContents();
  await expect.poll(async () => isSame(await answersOf(chat), await answersOf(other))).toBe(true);
});

test("two tabs keep a draft each", async ({ page, context }) => {
  const other = new ChatPage(await context.newPage());
  await other.open();
  await chat.composer().fill("Half a thought here");
  await other.composer().fill("Half a thought there");
  for (const [each, text] of [
    [chat, "Half a thought here"],
    [other, "Half a thought there"],
  ] as const) {
    await each.page.reload();
    await each.alive();
    await expect(each.composer()).toHaveValue(text);
  }
  await chat.ask(question);
  await expect(chat.composer()).toHaveValue("");
  await expect(other.composer()).toHaveValue("Half a thought there");
  await chat.composer().fill("And if I");
  await page.reload();
  await chat.alive();
  await expect(chat.composer()).toHaveValue("And if I");
  await chat.open("/chat");
  await expect(chat.composer()).toHaveValue("");
});

test("two tabs are both left by signing out in one, and keep nothing", async ({ page, context }) => {
  const other = new ChatPage(await context.newPage());
  await other.open();
  await other.composer().fill("Half a thought there");
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(other.page).toHaveURL(/\/sign-in/);
  expect(await other.page.evaluate(() => sessionStorage.length)).toBe(0);
});
