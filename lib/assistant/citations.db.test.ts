/**
 * Citations from the model's mark to the reader's page: only passages that the run has retrieved, also when another
 * process or a later run goes on with it; and marked as soon as the passage reads otherwise.
 */
import { assistantMessage, functionCall, modelError } from "@openai/agents-core/testing";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { runs } from "@/db/schema/runs";
import { type CustomerViewer, type StaffViewer, systemViewer } from "@/lib/auth/viewer";
import { startConversation } from "@/lib/conversations/commands";
import { newId } from "@/lib/core/ids";
import { publishArticle } from "@/lib/knowledge/commands";
import type { PublishArticleInput } from "@/lib/knowledge/schema";
import { postMessage, retryAnswer } from "@/lib/messages/commands";
import { listMessages } from "@/lib/messages/queries";
import { makeAgent, makeCustomer } from "@/tests/support/factories";
import { forgetScript, script } from "@/tests/support/scripted-turns";
import { ModelFailure } from "./models/errors";
import { runTurn } from "./turn";

const system = systemViewer("test");

const article = {
  slug: "send-back",
  title: "Send something back",
  summary: "How to return an order",
  category: "returns",
} as const;
const body = (days: number) =>
  `Intro words here.\n\n## Deadline\n\nYou can send a desk back within ${days} days.\n\n## Parcel\n\nPack the desk in its box.`;
const publish = (change: Partial<PublishArticleInput> = {}) =>
  publishArticle(system, { ...article, body: body(30), ...change });

const search = (callId: string) =>
  functionCall(
    "search_knowledge_base",
    { query: "Within how many days can I send a desk back?", category: null, max_results: 1 },
    { callId },
  );

let casey: CustomerViewer;
let alex: StaffViewer;
let id: string;

beforeEach(async () => {
  [casey, alex] = await Promise.all([makeCustomer(), makeAgent()]);
  await publish();
  ({ id } = await startConversation(casey, { person: false }));
});
afterEach(() => {
  forgetScript();
});

async function ask(text = "Within how many days can I send a desk back?"): Promise<string> {
  const { runId } = await postMessage(casey, id, { id: newId(), text });
  if (!runId) throw new Error("no run");
  return runId;
}

async function lastAnswer(viewer: CustomerViewer | StaffViewer = casey) {
  const { items } = await listMessages(viewer, id, { after: 0, limit: 100 });
  const answer = items.findLast((item) => item.author.kind === "assistant" && item.kind === "message");
  if (!answer) throw new Error("no answer");
  return answer;
}

describe("a citation", () => {
  it("is made of what the run has retrieved, and of nothing else", async () => {
    const runId = await ask();
    script([search("s1")], [assistantMessage("Within 30 days [[k1]]. Always [[k7]], says [2] and 【3】.")]);
    await runTurn(runId);
    const answer = await lastAnswer();
    expect(answer.text).toBe("Within 30 days [1]. Always, says (2) and .");
    expect(answer.citations).toEqual([
      {
        n: 1,
        passageId: expect.any(String),
        title: "Send something back",
        heading: "Deadline",
        href: "/help/send-back#deadline:~:text=You%20can%20send%20a%20desk%20back%20within%2030%20days",
        changed: false,
        gone: false,
      },
    ]);
    const [stored] = await as(system, (tx) =>
      tx.select({ citations: messages.citations }).from(messages).where(eq(messages.runId, runId)),
    );
    expect(stored?.citations).toMatchObject([{ hash: expect.any(String) }]);
  });

  it("outlives the process that retrieved it, and what is found later gets a ref of its own", async () => {
    const runId = await ask();
    script([search("s1")], modelError(new DOMException("The run was stopped.", "AbortError")));
    // The process is lost after its search: its claim lapses, and another goes on.
    await loseAfterSearch(runId);
    const model = script(
      [
        functionCall(
          "search_knowledge_base",
          { query: "Pack the desk in its box", category: null, max_results: 1 },
          { callId: "s2" },
        ),
      ],
      [assistantMessage("Within 30 days [[k1]], in its box [[k2]], by post [[k3]].")],
    );
    await runTurn(runId);
    model.assertComplete();
    const answer = await lastAnswer();
    expect(answer.text).toBe("Within 30 days [1], in its box [2], by post.");
    expect(answer.citations.map(({ heading }) => heading)).toEqual(["Deadline", "Parcel"]);
  });

  it("can be made by the run that goes on from a failed one, with what was read then", async () => {
    const first = await ask();
    script([search("s1")], modelError(new ModelFailure("model_error", "500")));
    await runTurn(first);
    await publish({ body: body(14) });
    script([assistantMessage("Within 30 days [[k1]] [[k2]].")]);
    const { runId } = await retryAnswer(casey, id);
    await runTurn(runId);
    const answer = await lastAnswer();
    expect(answer.text).toBe("Within 30 days [1].");
    // It says what the page no longer does, and the reader is told.
    expect(answer.citations).toMatchObject([{ heading: "Deadline", changed: true, gone: false }]);
  });

  it("cannot be made of what an earlier turn retrieved", async () => {
    const first = await ask();
    script([search("s1")], [assistantMessage("Within 30 days [[k1]].")]);
    await runTurn(first);
    script([assistantMessage("As I said, within 30 days [[k1]] [1].")]);
    await runTurn(await ask("Are you sure?"));
    const answer = await lastAnswer();
    expect(answer.text).toBe("As I said, within 30 days (1).");
    expect(answer.citations).toEqual([]);
  });

  /** Runs the search of a turn, and leaves the run as a process that died right after it would. */
  async function loseAfterSearch(runId: string) {
    await runTurn(runId);
    await as(system, (tx) =>
      tx
        .update(runs)
        .set({ state: "running", endedAt: null, errorCode: null, leaseUntil: new Date(0) })
        .where(eq(runs.id, runId)),
    );
  }
});

describe("when the source changes", () => {
  const marks = async (viewer: CustomerViewer | StaffViewer) =>
    (await lastAnswer(viewer)).citations.map(({ changed, gone }) => ({ changed, gone }));
  const both = async () => {
    const [mine, theirs] = [await marks(casey), await marks(alex)];
    expect(mine).toEqual(theirs);
    return mine;
  };

  beforeEach(async () => {
    script([search("s1")], [assistantMessage("Within 30 days [[k1]].")]);
    await runTurn(await ask());
  });

  it("both sides are told, and no longer once it reads again as it did", async () => {
    expect(await both()).toEqual([{ changed: false, gone: false }]);
    await publish({ title: "Send it back", body: `${body(30)}\n\nMore words at the end.` });
    expect(await both(), "another part of the article").toEqual([{ changed: false, gone: false }]);
    await publish({ body: body(14) });
    expect(await both(), "its words").toEqual([{ changed: true, gone: false }]);
    await publish();
    expect(await both(), "its words again").toEqual([{ changed: false, gone: false }]);
    await publish({ body: body(30).replace("Deadline", "Time limit") });
    expect(await both(), "its place").toEqual([{ changed: true, gone: false }]);
    await publish({ status: "archived" });
    expect(await both(), "its article").toEqual([{ changed: true, gone: true }]);
  });

  it("each side is told what it can open", async () => {
    await publish({ audience: "staff" });
    expect(await marks(casey)).toEqual([{ changed: true, gone: true }]);
    expect(await marks(alex)).toEqual([{ changed: false, gone: false }]);
  });

  it("an answer of an older release, which kept no hash, is marked once its passage is gone", async () => {
    const { citations } = await lastAnswer();
    const old = citations.map(({ changed: _, gone: __, ...kept }) => kept);
    await as(system, (tx) =>
      tx.insert(messages).values({
        id: newId(),
        conversationId: id,
        customerId: casey.userId,
        seq: 900,
        authorKind: "assistant",
        authorName: "Assistant",
        text: "Within 30 days [1].",
        citations: old,
      }),
    );
    await publish({ body: body(14) });
    expect(await both()).toEqual([{ changed: false, gone: false }]);
    await publish({ body: "Nothing of it." });
    expect(await both()).toEqual([{ changed: true, gone: false }]);
  });
});
