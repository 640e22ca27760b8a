import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { as } from "@/db/client";
import type { Citation } from "@/db/schema/conversations";
import { systemViewer } from "@/lib/auth/viewer";
import { resolve, startConversation } from "@/lib/conversations/commands";
import { askForPerson } from "@/lib/conversations/escalate";
import { newId } from "@/lib/core/ids";
import { postMessage, rateMessage } from "@/lib/messages/commands";
import { completeRun } from "@/lib/runs/commands";
import { claimRun } from "@/lib/runs/lease";
import { makeAgent, makeCustomer } from "@/tests/support/factories";
import { publishArticle } from "./commands";
import { searchPassages } from "./search";
import { getArticleUsage, listUsage } from "./usage";

const system = systemViewer("test");
const agent = await makeAgent();

async function publish(slug: string, title: string) {
  const { id } = await publishArticle(system, {
    slug,
    title,
    summary: title,
    body: `${title} is explained here.`,
    category: "general",
  });
  const [hit] = (await searchPassages(system, { query: title })).results;
  if (!hit) throw new Error("nothing was found");
  const citation: Citation = { n: 1, passageId: hit.passageId, title, heading: null, href: hit.href };
  return { id, citation };
}

async function answer(citations: Citation[]) {
  const customer = await makeCustomer();
  const { id } = await startConversation(customer, { person: false });
  const { runId } = await postMessage(customer, id, { id: newId(), text: "Tell me." });
  const run = await claimRun(system, { runId: runId ?? "", instance: "t", provider: "t", model: "t" });
  if (!run) throw new Error("the run was not claimed");
  await completeRun(run.viewer, { text: "Here.", citations, receipts: [], usage: null, fallbackFrom: null });
  return { customer, id, messageId: run.viewer.runId };
}

it("counts what was cited, and what came of the conversation", async () => {
  const pears = await publish("pears", "Pears");
  const plums = await publish("plums", "Plums");
  const twice = { ...pears.citation, n: 2 };
  const confirmed = await answer([pears.citation, twice, plums.citation]);
  await rateMessage(confirmed.customer, confirmed.id, confirmed.messageId, "helpful");
  await resolve(confirmed.customer, confirmed.id);
  const assumed = await answer([pears.citation]);
  await resolve(agent, assumed.id);
  const passed = await answer([pears.citation]);
  await askForPerson(passed.customer, passed.id);
  const old = await answer([pears.citation]);
  await rateMessage(old.customer, old.id, old.messageId, "not_helpful");
  await as(system, (tx) => tx.execute(sql`select 1`));

  const usage = await getArticleUsage(agent, pears.id);
  const all = {
    cited: 4,
    conversations: 4,
    confirmed: 1,
    assumed: 1,
    open: 2,
    toPerson: 1,
    helpful: 1,
    notHelpful: 1,
  };
  expect(usage.days).toEqual({ "7": all, "30": all, "90": all });
  expect(usage.lastCitedAt).not.toBeNull();
  expect((await getArticleUsage(agent, plums.id)).days[7]).toMatchObject({
    cited: 1,
    confirmed: 1,
    toPerson: 0,
  });
  await expect(getArticleUsage(agent, newId())).rejects.toMatchObject({ code: "not_found" });

  const most = await listUsage(agent, { days: 30, order: "cited" });
  expect(most.map(({ article, cited }) => [article.slug, cited])).toEqual([
    ["pears", 4],
    ["plums", 1],
  ]);
  expect(
    (await listUsage(agent, { days: 30, order: "toPerson" })).map(({ article }) => article.slug),
  ).toEqual(["pears"]);
});

it("finds the article by its address when the passage was published anew in between, and never fails an answer", async () => {
  const figs = await publish("figs", "Figs");
  await answer([{ ...figs.citation, passageId: newId() }]);
  expect((await getArticleUsage(agent, figs.id)).days[7].cited).toBe(1);
  await answer([{ ...figs.citation, passageId: newId(), href: "/help/gone" }]);
  await answer([{ ...figs.citation, passageId: "not an id" }]);
  expect((await getArticleUsage(agent, figs.id)).days[7].cited).toBe(1);
});
