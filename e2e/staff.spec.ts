/** Agents see who waits, take over, answer and hand back; two of them never collide; managers look after people. */
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { ChatPage } from "./pages/chat-page";
import { demo, SignInPage } from "./pages/sign-in-page";
import { StaffInboxPage } from "./pages/staff-inbox-page";
import { StaffPeoplePage } from "./pages/staff-people-page";
import { StaffTicketsPage } from "./pages/staff-tickets-page";
import { expectNoViolations } from "./support/accessible";

const errors: string[] = [];
/** Refusals that a test causes on purpose; the browser reports them by itself. */
const expected = /status of 40[349]|net::ERR_/;
const opened: BrowserContext[] = [];

test.beforeEach(() => {
  errors.length = 0;
});

test.afterEach(async () => {
  await Promise.all(opened.splice(0).map((context) => context.close()));
  expect(errors).toEqual([]);
});

/** A browser of their own for each person. */
async function as(browser: Browser, email: string, path: string): Promise<Page> {
  const context = await browser.newContext();
  opened.push(context);
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !expected.test(message.text())) errors.push(message.text());
  });
  const signIn = new SignInPage(page);
  await signIn.open(path);
  await signIn.signIn(email);
  return page;
}

async function inbox(browser: Browser, email: string, path = "/staff/inbox"): Promise<StaffInboxPage> {
  const page = new StaffInboxPage(await as(browser, email, path));
  await page.alive();
  return page;
}

/** A customer asks, and wants a person. Answers the chat and the conversation's id. */
async function waiting(browser: Browser, email: string, question: string) {
  const chat = new ChatPage(await as(browser, email, "/chat"));
  await chat.alive();
  await chat.ask(question);
  await chat.talkToPerson().click();
  await expect(chat.owner()).toContainText("Waiting for a person");
  const id = new URL(chat.page.url()).pathname.split("/").at(-1) ?? "";
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  return { chat, id };
}

test("customers have no way into the staff's pages", async ({ browser }) => {
  const page = await as(browser, demo.jordan, "/chat");
  await page.goto("/staff/inbox");
  await expect(page).toHaveURL(/\/chat/);
});

test("a new entry appears in the queue without reloading, and is claimed, answered and resolved by keys", async ({
  browser,
}) => {
  const alex = await inbox(browser, demo.alex);
  const question = `How long is the warranty on the Tarn desk? (${Date.now()})`;
  const { chat, id } = await waiting(browser, demo.casey, question);

  await expect(alex.row("Queue", "Casey Lindqvist").filter({ hasText: question.slice(0, 40) })).toBeVisible();
  await alex.openConversation(id, "Casey Lindqvist");
  await expect(alex.handover()).toContainText(question);

  await alex.page.keyboard.press("c");
  await expect(alex.owner()).toContainText("You are helping this customer");
  await expect(chat.owner()).toContainText("Alex Moreau is helping you");
  await expect(alex.reply()).toBeFocused();

  await alex.reply().fill("Five years on the frame. t c h e are only letters here.");
  await alex.reply().press("Enter");
  await expect(chat.thread().getByText("Five years on the frame.")).toBeVisible();

  await alex.reply().press("Escape");
  await alex.page.keyboard.press("n");
  await alex.note().fill("Checked the invoice.");
  await alex.note().press("Enter");
  await expect(alex.thread().getByRole("article", { name: "Note from Alex Moreau" })).toContainText(
    "Checked the invoice.",
  );
  await expect(chat.thread().getByText("Checked the invoice.")).toHaveCount(0);

  await alex.note().press("Escape");
  await alex.page.keyboard.press("e");
  await expect(alex.owner()).toContainText("Resolved");
});

test("of two claims one wins, and the other is told by whom", async ({ browser }) => {
  const { id } = await waiting(browser, demo.jordan, `Where is my order? (${Date.now()})`);
  const [alex, sam] = await Promise.all([inbox(browser, demo.alex), inbox(browser, demo.sam)]);
  await alex.openConversation(id, "Jordan Abara");
  await sam.openConversation(id, "Jordan Abara");

  // Sam's page is cut off from live news, so that it still offers what is no longer possible.
  await sam.page.route("**/api/v1/events", (route) => route.abort());
  await sam.page.reload();
  await sam.conversationAlive("Jordan Abara");
  await expect(sam.command("Claim")).toBeVisible();
  await alex.command("Claim").click();
  await expect(alex.owner()).toContainText("You are helping this customer");
  await sam.command("Claim").click();
  await expect(sam.toast("Alex Moreau already has this conversation.")).toBeVisible();
  await expect(sam.owner()).toContainText("Alex Moreau is helping this customer");
});

test("an agent takes over from the assistant and hands back with an instruction", async ({ browser }) => {
  const chat = new ChatPage(await as(browser, demo.casey, "/chat"));
  await chat.alive();
  await chat.ask("What does the Plus membership cost?");
  const id = new URL(chat.page.url()).pathname.split("/").at(-1) ?? "";
  const alex = await inbox(browser, demo.alex);
  await alex.openConversation(id, "Casey Lindqvist");

  await expect(alex.conversation("Casey Lindqvist")).toContainText("A reply takes this conversation over");
  await alex.page.keyboard.press("t");
  await expect(chat.owner()).toContainText("Alex Moreau is helping you");

  await alex.reply().press("Escape");
  await alex.page.keyboard.press("h");
  const dialog = alex.page.getByRole("dialog", { name: "Hand back to the assistant" });
  await dialog.getByRole("textbox", { name: "Instruction" }).fill("Tell them about the trial month.");
  await expect(dialog).toContainText("the assistant follows your instruction");
  await dialog.getByRole("button", { name: "Hand back" }).click();
  await expect(alex.owner()).toContainText("The assistant is helping this customer");
  await expect(chat.owner()).toContainText("The assistant is helping you");
  await expect(chat.answers()).toHaveCount(2);
  await expect(chat.answers().last()).toContainText("As Alex Moreau asked");
  // The instruction is for the assistant and the team; the customer sees what comes of it.
  await expect(chat.thread().getByText("Tell them")).toHaveCount(0);
});

test("a draft survives leaving the conversation, apart for reply and note", async ({ browser }) => {
  const { id } = await waiting(browser, demo.jordan, `Can I change my address? (${Date.now()})`);
  const alex = await inbox(browser, demo.alex);
  await alex.openConversation(id, "Jordan Abara");
  await alex.page.keyboard.press("r");
  await alex.reply().fill("Half a reply");
  await alex.reply().press("Escape");
  await alex.page.keyboard.press("n");
  await alex.note().fill("Half a note");
  await alex.open("/staff/inbox");
  await alex.openConversation(id, "Jordan Abara");
  await expect(alex.reply()).toHaveValue("Half a reply");
  await alex.page.keyboard.press("n");
  await expect(alex.note()).toHaveValue("Half a note");
});

test("the list of tickets says what it shows, and the URL holds it", async ({ browser }) => {
  const page = await as(browser, demo.alex, "/staff/tickets");
  const tickets = new StaffTicketsPage(page);
  await expect(tickets.sentence()).toHaveText("All tickets");
  await tickets.usual("Pressing").click();
  await expect(page).toHaveURL(/status=open,pending&priority=high,urgent&sort=priority/);
  await expect(tickets.sentence()).toHaveText("Open or pending tickets, high or urgent priority");
  await tickets.removeCondition("Status is open or pending").click();
  await expect(tickets.sentence()).toHaveText("All tickets, high or urgent priority");

  await tickets.open("?q=no+such+words+anywhere");
  await expect(page.getByText("No ticket matches")).toBeVisible();
  await page.getByRole("button", { name: "Show all tickets" }).click();
  await expect(tickets.rows().first()).toBeVisible();
});

test("an agent works on a ticket", async ({ browser }) => {
  const page = await as(browser, demo.alex, "/staff/tickets?status=open");
  const tickets = new StaffTicketsPage(page);
  await tickets.numbers().first().click();
  await expect(tickets.comments()).toBeVisible();
  await tickets.field("Priority").click();
  await tickets.choice("Urgent").click();
  await expect(tickets.field("Priority")).toHaveAccessibleName("Priority: Urgent");
  await tickets.field("Assignee").click();
  await tickets.choice("Alex Moreau (you)").click();
  await expect(tickets.field("Assignee")).toHaveAccessibleName("Assignee: Alex Moreau");
  await tickets.comments().getByRole("button", { name: "Note" }).click();
  await page.getByRole("textbox", { name: "Note for the team" }).fill("Waiting for the carrier.");
  await page.getByRole("textbox", { name: "Note for the team" }).press("Enter");
  await expect(tickets.comments().getByRole("listitem").last()).toContainText("Waiting for the carrier.");
  await expect(tickets.comments().getByRole("listitem").last()).toContainText("only staff can see it");
});

test("agents are told that people are for managers", async ({ browser }) => {
  const page = await as(browser, demo.alex, "/staff/people");
  await expect(page.getByText("Only managers see people")).toBeVisible();
});

test("a manager adds somebody, who can sign in, and disables them by name", async ({ browser }) => {
  const people = new StaffPeoplePage(await as(browser, demo.morgan, "/staff/people"));
  const email = `riley.${Date.now()}@baton.example`;
  const name = `Riley Voss ${Date.now() % 100_000}`;
  await people.add().click();
  await people.dialog().getByRole("textbox", { name: "Name" }).fill(name);
  await people.dialog().getByRole("textbox", { name: "E-mail" }).fill(email);
  await people.dialog().getByRole("button", { name: "Add", exact: true }).click();
  await expect(people.dialog()).toContainText("the only time the password is shown");
  const password = (await people.dialog().getByRole("code").innerText()).trim();
  await people.dialog().getByRole("button", { name: "I have it" }).click();
  await expect(people.person(name)).toBeVisible();

  const context = await browser.newContext();
  opened.push(context);
  const signIn = new SignInPage(await context.newPage());
  await signIn.open("/staff/inbox");
  await signIn.signIn(email, password);
  await new StaffInboxPage(signIn.page).alive();

  await people.change(name).click();
  await people.item("Disable…").click();
  await expect(people.question()).toContainText(name);
  await people.question().getByRole("button", { name: "Disable" }).click();
  await expect(people.person(name)).toContainText("Disabled");
  // Whatever is open leaves by itself, and nothing else opens.
  await expect(signIn.page).toHaveURL(/\/sign-in/);
  await signIn.page.goto("/staff/tickets");
  await expect(signIn.page).toHaveURL(/\/sign-in/);
});

test("the staff's pages have no accessibility violations", async ({ browser }) => {
  const alex = await inbox(browser, demo.alex);
  await expectNoViolations(alex.page);
  await alex.list("Queue").getByRole("link").first().click();
  await expect(alex.owner()).toBeVisible();
  await expectNoViolations(alex.page);
  await alex.page.goto("/staff/tickets");
  await expect(new StaffTicketsPage(alex.page).rows().first()).toBeVisible();
  await expectNoViolations(alex.page);
});
