/** What is suggested while one types. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { publishArticle } from "./commands";
import { suggestArticles } from "./suggest";

const system = systemViewer("test");
const visitor = visitorViewer();

const article = (slug: string, title: string, body: string, audience: "public" | "staff" = "public") =>
  publishArticle(system, { slug, title, summary: title, body, category: "general", audience });

beforeAll(async () => {
  await article(
    "delivery-times",
    "Delivery times and fees",
    "Large items are delivered within ten working days.",
  );
  await article(
    "assemble-desk",
    "Assemble a standing desk",
    "Attach the legs, then the crossbar, then the desktop.",
  );
  await article("refund-times", "When refunds arrive", "A refund arrives within five days of the return.");
  await article("staff-refunds", "Refund authority", "Agents may refund up to fifty euros.", "staff");
});
afterAll(() => closeDatabase());

const titles = async (query: string) =>
  (await suggestArticles(visitor, { query, language: "en" })).items.map(({ title }) => title);

describe("suggestions", () => {
  it.each([
    ["deliv", "Delivery times and fees"],
    ["DELIVER", "Delivery times and fees"],
    ["how do i assem", "Assemble a standing desk"],
    ["refu", "When refunds arrive"],
    ["when does my refund arr", "When refunds arrive"],
    ["standing desk", "Assemble a standing desk"],
  ])("%j finds %j first", async (query, title) => {
    expect((await titles(query))[0]).toBe(title);
  });

  it.each(["", "?", "x", "zzzzqqq", "' or 1=1 --", "%", "\u{10ffff}a"])("%j finds nothing", async (query) => {
    expect(await titles(query)).toEqual([]);
  });

  it("mark the words of the title that begin with what was typed", async () => {
    const { items } = await suggestArticles(visitor, { query: "deliv", language: "en" });
    expect(items[0]?.titleMarks).toEqual([[0, 8]]);
  });

  it("name nothing of the team's to a visitor", async () => {
    expect(await titles("refund auth")).not.toContain("Refund authority");
  });

  it("bear a question of any length", async () => {
    expect((await titles(`${"really ".repeat(60)}deliv`)).length).toBeLessThanOrEqual(6);
  });
});
