/** A question that nothing answers, until somebody has written the answer: then the assistant gives it. */
import { randomUUID } from "node:crypto";
import { conversationOf, expect, newCustomer, test } from "./fixtures";
import { ChatPage } from "./pages/chat-page";
import { demo } from "./pages/sign-in-page";
import { StaffGapsPage } from "./pages/staff-gaps-page";

/** A word that no article and no other question has. */
const word = () =>
  `Zo${Array.from({ length: 8 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join("")}`;

const api = "/api/v1";

test("a question that found nothing becomes an article, and the assistant answers it from then on", async ({
  openAs,
}) => {
  test.setTimeout(240_000);
  const unique = word();
  const title = `Can I order the ${unique} hammock in lilac?`;
  const answer = `The ${unique} hammock can be ordered in lilac and in moss. Choose the colour before you pay.`;
  const gaps = new StaffGapsPage(await openAs({ email: demo.alex }));
  const asAlex = gaps.page.request;
  const first = new ChatPage(await openAs(await newCustomer("Robin Example")));

  await test.step("two customers ask it and get no answer", async () => {
    await first.open();
    await first.ask(title);
    const other = new ChatPage(await openAs(await newCustomer("Kim Example")));
    await other.open();
    await other.ask(`Is the ${unique} hammock available in lilac as well?`);
  });

  await test.step("one of them asks for a person, who answers and resolves it", async () => {
    const id = conversationOf(first.page);
    await first.talkToPerson().click();
    await expect(first.owner()).toContainText("Waiting for a person");
    await gaps.page.goto(`/staff/inbox/${id}`);
    const act = async (name: string, data: object) => {
      const done = await asAlex.post(`${api}/conversations/${id}/${name}`, {
        data,
        headers: { origin: new URL(gaps.page.url()).origin },
      });
      expect(done.ok(), await done.text()).toBe(true);
    };
    await act("replies", {
      id: randomUUID(),
      text: `Hi Robin,\n\nI have looked it up for you. ${answer}\n\nBest regards\nAlex`,
    });
    await act("resolve", {});
  });

  await test.step("it stands in the list once, asked twice", async () => {
    await gaps.open();
    await gaps.lookAgain().click();
    await expect(gaps.row(unique)).toContainText("2 customers", { timeout: 60_000 });
    await gaps.openGap(unique);
    await expect(gaps.questions().getByRole("listitem")).toHaveCount(2);
    await expect(gaps.questions()).toContainText("Passed to a person");
  });
  const gapPath = new URL(gaps.page.url()).pathname;

  await test.step("the suggestion says what the person said, and nothing about the customer", async () => {
    await gaps.button("Suggest an article").click();
    await expect(gaps.suggestion()).toContainText(answer);
    await expect(gaps.suggestion()).not.toContainText("Robin");
    await expect(gaps.suggestion()).not.toContainText("looked it up");
    await gaps.button("Edit").click();
    await gaps.form().getByLabel("Title").fill(`The ${unique} hammock: colours`);
    await gaps.button("Save").click();
    await expect(
      gaps.suggestion().getByRole("heading", { name: `The ${unique} hammock: colours` }),
    ).toBeVisible();
  });

  let articleId = "";
  await test.step("accepted, it is a draft, and the gap says so", async () => {
    const accepted = gaps.page.waitForResponse((response) => response.url().endsWith("/accept"));
    await gaps.button("Accept as a draft").click();
    articleId = ((await (await accepted).json()) as { articleId: string }).articleId;
    await expect(gaps.page).toHaveURL(new RegExp(`/knowledge/articles/${articleId}`));
    await gaps.open(gapPath);
    await expect(gaps.page.getByText("Drafted", { exact: true })).toBeVisible();
  });

  await test.step("a manager publishes it", async () => {
    const morgan = await openAs({ email: demo.morgan });
    await morgan.goto("/staff/knowledge/gaps");
    const headers = { origin: new URL(morgan.url()).origin };
    const read = await morgan.request.get(`${api}/knowledge/articles/${articleId}`);
    const { draft } = (await read.json()) as { draft: { revision: number } };
    const done = await morgan.request.post(`${api}/knowledge/articles/${articleId}/publish`, {
      data: { revision: draft.revision },
      headers,
    });
    expect(done.ok(), await done.text()).toBe(true);
  });

  await test.step("the assistant answers it with the article as its source", async () => {
    const third = new ChatPage(await openAs(await newCustomer("Sol Example")));
    await third.open();
    const said = await third.ask(title);
    await expect(said).toContainText("lilac");
    await expect(said.getByRole("region", { name: "Sources" })).toContainText(
      `The ${unique} hammock: colours`,
    );
  });

  await test.step("the test question passes, and the gap is solved", async () => {
    await gaps.open(gapPath);
    await expect(gaps.page.getByText("Solved", { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(gaps.found()).toContainText("taken for an answer");
    await gaps.open("/staff/knowledge/checks?tab=questions");
    const row = gaps.page.getByRole("listitem").filter({ hasText: title });
    await expect(row).toContainText("Found, place 1", { timeout: 60_000 });
    await gaps.open("/staff/knowledge/checks?tab=usage");
    await expect(gaps.page.getByRole("row").filter({ hasText: unique })).toContainText("1");
  });
});

test("a gap is dismissed with a reason, and comes back by Undo", async ({ openAs }) => {
  test.setTimeout(120_000);
  const unique = word();
  const customer = new ChatPage(await openAs(await newCustomer("Robin Example")));
  await customer.open();
  await customer.ask(`Do you rent out ${unique} trampolines for weddings?`);
  const gaps = new StaffGapsPage(await openAs({ email: demo.alex }));
  await gaps.open();
  await gaps.lookAgain().click();
  await gaps.openGap(unique);
  await gaps.page.keyboard.press("x");
  const dialog = gaps.page.getByRole("dialog", { name: "Dismiss this gap" });
  await dialog.getByRole("button", { name: "We do not offer this" }).click();
  await dialog.getByRole("button", { name: "Dismiss", exact: true }).click();
  await expect(gaps.page.getByText("dismissed it: We do not offer this")).toBeVisible();
  await gaps.page.getByRole("button", { name: "Undo" }).click();
  await expect(gaps.page.getByText("Open", { exact: true })).toBeVisible();
});
