/** The whole way once: from a customer's question over a ticket, a person and the assistant again to the manager's list. */
import { conversationOf, expect, newCustomer, test } from "./fixtures";
import { ChatPage } from "./pages/chat-page";
import { demo, SignInPage } from "./pages/sign-in-page";
import { StaffInboxPage } from "./pages/staff-inbox-page";
import { StaffTicketsPage } from "./pages/staff-tickets-page";

/** A word that no other ticket has. */
const word = () =>
  `Q${Array.from({ length: 9 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join("")}`;

test("a customer is helped by the assistant, by a person, and by the assistant again", async ({
  page,
  openAs,
}) => {
  test.setTimeout(120_000);
  const unique = word();
  const account = await newCustomer(`Noor ${unique}`);
  const chat = new ChatPage(page);
  const alex = new StaffInboxPage(await openAs({ email: demo.alex }));
  await alex.open();

  await test.step("the customer signs in", async () => {
    const signIn = new SignInPage(page);
    await signIn.open("/chat");
    await signIn.signIn(account.email, account.password);
    await chat.alive();
    await expect(chat.owner()).toContainText("The assistant is helping you");
  });

  await test.step("asks what the knowledge base answers, and reads the source", async () => {
    const answer = await chat.ask("How many days do I have to return an item?");
    const source = answer.getByRole("region", { name: "Sources" }).getByRole("link").first();
    await expect(source).toContainText("Return an item");
    const opening = page.context().waitForEvent("page");
    await source.click();
    const article = await opening;
    await expect(article.getByRole("heading", { level: 1, name: "Return an item" })).toBeVisible();
    // Behind it stands the text fragment that marks the passage; for the page, it is not there.
    const [anchor = ""] = new URL(article.url()).hash.slice(1).split(":~:").map(decodeURIComponent);
    expect(anchor).not.toBe("");
    await expect(article.locator(`[id="${anchor}"]`)).toBeInViewport();
    await article.close();
  });

  let number = "";
  await test.step("opens a ticket with a yes, and sees the receipt", async () => {
    const subject = `The drawer ${unique} of my Tarn desk is stuck since Monday`;
    const question = await chat.ask(`Please open a ticket: ${subject}`);
    await expect(question).toContainText("Shall I open a ticket with this?");
    await expect(question).toContainText(unique);
    const done = await chat.ask("Yes");
    const receipt = done.getByRole("list", { name: "What was done" });
    await expect(receipt).toContainText(/Opened ticket #\d+/);
    number = /#(\d+)/.exec((await receipt.textContent()) ?? "")?.[1] ?? "";
    await expect(receipt.getByRole("link", { name: /^View/ })).toHaveAttribute("href", `/tickets/${number}`);
  });

  await test.step("asks for a person and waits", async () => {
    await chat.talkToPerson().click();
    await expect(chat.owner()).toContainText("Waiting for a person");
    await expect(chat.stopWaiting()).toBeVisible();
  });

  await test.step("the agent sees them come, without reloading, and knows what happened", async () => {
    await alex.row("Queue", account.name).click();
    await expect(alex.conversation(account.name)).toBeVisible();
    await expect(alex.handover()).toContainText("asked for by the customer");
    await expect(alex.handover()).toContainText("Opened a ticket");
    await expect(alex.customer()).toContainText(account.email);
    await expect(alex.customer().getByRole("link", { name: `#${number}` })).toBeVisible();
  });

  await test.step("sees the customer write, and takes the conversation", async () => {
    await chat.composer().pressSequentially("Is anybody there?");
    await expect(alex.thread().getByText(`${account.name} is writing`)).toBeVisible();
    await alex.command("Claim").click();
    await expect(alex.owner()).toContainText("You are helping this customer");
    await expect(chat.owner()).toContainText("Alex Moreau is helping you");
    await expect(chat.talkToPerson()).toBeHidden();
  });

  await test.step("a note stays with the team, a reply reaches the customer, who answers", async () => {
    await alex.reply().press("Escape");
    await alex.page.keyboard.press("n");
    await alex.note().fill(`Spare drawers are in stock (${unique}).`);
    await alex.note().press("Enter");
    await expect(alex.thread().getByRole("article", { name: "Note from Alex Moreau" })).toContainText(
      "Spare drawers are in stock",
    );
    await alex.note().press("Escape");
    await alex.page.keyboard.press("r");
    await alex.reply().fill("Is the drawer on the left or on the right?");
    await alex.reply().press("Enter");
    await expect(chat.messagesFrom("Alex Moreau")).toContainText("on the left or on the right?");
    await chat.composer().fill("");
    await chat.send("On the left.");
    await expect(alex.thread().getByText("On the left.", { exact: true })).toBeVisible();
    await expect(chat.thread().getByText("Spare drawers")).toHaveCount(0);
  });

  await test.step("hands back with an instruction, and the assistant acts on it", async () => {
    await alex.reply().press("Escape");
    await alex.page.keyboard.press("h");
    const dialog = alex.page.getByRole("dialog", { name: "Hand back to the assistant" });
    await dialog
      .getByRole("textbox", { name: "Instruction" })
      .fill(
        "Add a comment: the left drawer is replaced; tell the customer that a new drawer arrives on Friday",
      );
    await dialog.getByRole("button", { name: "Hand back" }).click();
    await expect(chat.owner()).toContainText("The assistant is helping you");
    await expect(alex.owner()).toContainText("The assistant is helping this customer");
    const acted = chat.answers().filter({ hasText: "A new drawer arrives on Friday" });
    await expect(acted).toBeVisible();
    await expect(acted.getByRole("list", { name: "What was done" })).toContainText(`#${number}`);
    await expect(alex.thread().getByRole("article", { name: "Message from Assistant" }).last()).toContainText(
      "A new drawer arrives on Friday",
    );
  });

  await test.step("the customer says that it is solved", async () => {
    await page.getByRole("button", { name: "Yes, it is solved" }).click();
    await expect(chat.owner()).toContainText("This conversation is resolved");
    await expect(alex.owner()).toContainText("Resolved");
    await page.reload();
    await chat.alive();
    await expect(chat.thread().getByText("Spare drawers")).toHaveCount(0);
    await expect(chat.thread().getByText("On the left.", { exact: true })).toHaveCount(1);
  });

  await test.step("a manager finds the ticket by its number, by its words and by its state", async () => {
    const manager = await openAs({ email: demo.morgan });
    const tickets = new StaffTicketsPage(manager);
    await tickets.open();
    for (const words of [`#${number}`, unique]) {
      await tickets.search().fill(words);
      await tickets.search().press("Enter");
      await expect(tickets.numbers()).toHaveText([`#${number}`]);
    }
    await tickets.addCondition().click();
    await manager.getByRole("menuitem", { name: "Status" }).click();
    await manager.getByRole("checkbox", { name: "Closed" }).click();
    await expect(manager.getByText("No ticket matches")).toBeVisible();
    await manager.getByRole("checkbox", { name: "Closed" }).click();
    await manager.getByRole("checkbox", { name: "Open", exact: true }).click();
    await expect(tickets.sentence()).toContainText("Open tickets");
    await expect(tickets.numbers()).toHaveText([`#${number}`]);
    await manager.keyboard.press("Escape");
    await tickets.numbers().click();
    await expect(manager.getByRole("heading", { level: 1 })).toContainText(unique);
    await expect(tickets.comments()).toContainText("the left drawer is replaced");
    await manager.getByRole("link", { name: "Open the conversation" }).click();
    await expect(new StaffInboxPage(manager).conversation(account.name)).toBeVisible();
    expect(conversationOf(manager)).toBe(conversationOf(page));
  });

  await test.step("what was solved is remembered; the customer corrects it, forgets it, and switches memory off", async () => {
    const thread = new URL(page.url()).pathname;
    await page.goto("/account/memory");
    const problems = page.getByRole("list", { name: "Earlier problems" });
    await expect(problems).toContainText("How many days do I have to return an item?");
    await expect(problems).toContainText(`#${number}`);
    await expect(problems.getByRole("link")).toHaveAttribute("href", thread);
    await problems.getByRole("button", { name: /^Correct:/ }).click();
    const words = page.getByRole("textbox", { name: "What it was about" });
    await expect(words).toBeFocused();
    await words.fill("A drawer was stuck");
    await words.press("Enter");
    await expect(problems).toContainText("Corrected by you");
    await page.reload();
    await problems.getByRole("button", { name: "Forget: A drawer was stuck" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Forget" }).click();
    await expect(page.getByText("Nothing remembered yet")).toBeVisible();
    await page.getByRole("switch", { name: /Remember things about me/ }).click();
    await expect(page.getByText("Nothing is remembered")).toBeVisible();
  });
});
