/** What a person is handed: assembled from the journal, of this episode only. */
import { eq } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { as } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { sessions } from "@/db/schema/people";
import { type AssistantViewer, type CustomerViewer, type StaffViewer, systemViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { postMessage } from "@/lib/messages/commands";
import { completeRun, endStep, startStep } from "@/lib/runs/commands";
import { claimRun } from "@/lib/runs/lease";
import { getTrace } from "@/lib/runs/trace";
import { makeAgent, makeCustomer } from "@/tests/support/factories";
import { resolve, startConversation } from "./commands";
import { askForPerson } from "./escalate";
import { getConversation } from "./queries";
import { conversationView } from "./schema";

const system = systemViewer("test");
let casey: CustomerViewer;
let alex: StaffViewer;
let id: string;

beforeEach(async () => {
  [casey, alex] = await Promise.all([makeCustomer({ name: "Casey Lindqvist" }), makeAgent()]);
  ({ id } = await startConversation(casey, { person: false }));
});

type Call = [tool: string, args: object, result: object, state?: "done" | "failed"];

/** One turn with these calls, that says this. */
async function turn(
  question: string,
  calls: Call[],
  text: string,
  citations: { title: string; href: string }[] = [],
) {
  const { runId } = await postMessage(casey, id, { id: newId(), text: question });
  const claimed = await claimRun(system, { runId: runId ?? "", instance: "t", provider: "t", model: "t" });
  if (!claimed) throw new Error("not claimed");
  const viewer: AssistantViewer = claimed.viewer;
  for (const [n, [name, args, result, state = "done"]] of calls.entries()) {
    await startStep(viewer, n, { kind: "tool", name, callId: `c${n}`, args });
    await endStep(viewer, n, { state, result });
  }
  await completeRun(viewer, {
    text,
    citations: citations.map((each, n) => ({ ...each, n: n + 1, passageId: newId(), heading: null })),
    receipts: [],
    usage: null,
    fallbackFrom: null,
  });
  return viewer.runId;
}

const found = (passage: string): Call => [
  "search_knowledge_base",
  { query: "returns" },
  { answerable: true, results: [{ title: "Returns", passage, link: "/help/returns" }] },
];
const handover = async () => conversationView.parse(await getConversation(alex, id)).handover;

it("tells who, what was tried with results, what was cited and promised, the mood, and what could be done next", async () => {
  const verifiedAt = new Date("2026-11-22T10:00:00.000Z");
  await as(system, (tx) => tx.update(sessions).set({ verifiedAt }).where(eq(sessions.id, casey.sessionId)));
  await turn(
    "Can I return my desk?",
    [found("You can return a desk within 30 days of delivery.")],
    "Within 30 days [1].",
    [{ title: "Returns", href: "/help/returns" }],
  );
  const runId = await turn(
    "I am so upset. I want a refund for EF-204017",
    [
      [
        "get_order",
        { number: "EF-204017" },
        { number: "EF-204017", status: "delivered", refundable: { up_to: "€120.00" } },
      ],
      ["request_refund", {}, { error: "Above the limit." }, "failed"],
    ],
    "Someone will call you tomorrow.",
  );
  await askForPerson(casey, id);
  expect(await handover()).toMatchObject({
    reason: "customer_request",
    question: "Can I return my desk?",
    openQuestion: "I am so upset. I want a refund for EF-204017",
    tried: [
      { tool: "search_knowledge_base", ok: true, result: "“returns”: Returns" },
      { tool: "get_order", ok: true, result: "EF-204017 delivered, refundable up to €120.00" },
      { tool: "request_refund", ok: false, result: "Above the limit." },
    ],
    sources: [
      { title: "Returns", href: "/help/returns", quote: "You can return a desk within 30 days of delivery." },
    ],
    promises: [{ text: "Someone will call you tomorrow.", backed: false }],
    nextStep: "Read the last question and answer it.",
    mood: "upset",
    customer: {
      name: "Casey Lindqvist",
      signedInAt: expect.any(String),
      verifiedAt: verifiedAt.toISOString(),
    },
    suggestion: { kind: "tool", tool: "request_refund", args: { order_number: "EF-204017" } },
    runId,
  });
  expect((await getConversation(casey, id)).handover).toBeNull();
});

it("leaves out what an earlier episode had tried, and offers a draft", async () => {
  await turn("My lamp flickers", [found("Change the bulb.")], "Change the bulb.");
  await resolve(casey, id);
  await turn("Where is my chair?", [["search_tickets", {}, { tickets: [] }]], "I found no ticket.");
  await askForPerson(casey, id);
  expect(await handover()).toMatchObject({
    question: "Where is my chair?",
    tried: [{ tool: "search_tickets", ok: true, result: "no tickets" }],
    sources: [],
    suggestion: { kind: "reply", draft: expect.stringContaining("Hello Casey") },
  });
});

it("reads packages of older releases", async () => {
  const old = {
    reason: "policy",
    urgency: "low",
    question: "Why?",
    tried: [{ tool: "get_customer", label: "Looked", ok: true }],
    sources: [{ title: "A", href: "/help/a" }],
    openQuestion: null,
    nextStep: "Answer.",
    requestedBy: "assistant",
    at: "2026-01-01T00:00:00.000Z",
  };
  const view = await getConversation(alex, id);
  expect(conversationView.parse({ ...view, handover: old }).handover).toEqual(old);
});

it("leads to a trace: the turn's words and steps, and the turns around it; no other conversation's", async () => {
  const first = await turn("Hello", [], "Hello. How can I help?");
  const second = await turn("Can I return my desk?", [found("Within 30 days.")], "Within 30 days.");
  expect(await getTrace(alex, id, second)).toMatchObject({
    customerName: "Casey Lindqvist",
    question: "Can I return my desk?",
    answer: "Within 30 days.",
    state: "completed",
    steps: [{ name: "search_knowledge_base", args: { query: "returns" }, state: "done" }],
    earlier: first,
    later: null,
  });
  expect(await getTrace(alex, id, first)).toMatchObject({ earlier: null, later: second, steps: [] });
  const other = await startConversation(casey, { person: false });
  await expect(getTrace(alex, other.id, first)).rejects.toMatchObject({ code: "not_found" });
  const [stored] = await as(system, (tx) => tx.select().from(messages).where(eq(messages.runId, first)));
  expect(stored?.text).toBe("Hello. How can I help?");
});
