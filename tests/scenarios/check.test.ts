/** The comparison can fail, and files that cannot be understood are refused in words. */
import { describe, expect, it } from "vitest";
import { check, contains, type Observed, questionsIn } from "./check";
import { parseScenarios } from "./read";
import type { Expectations } from "./schema";

const observed: Observed = {
  text: "You have **30 days** [1]. Shall I open a ticket?",
  notices: ["Waiting for approval"],
  calls: [{ name: "search_knowledge_base", args: { query: "How long?" }, result: {}, failed: false }],
  citations: ["return-an-item"],
  receipts: [{ tool: "create_ticket", label: "Opened ticket #7", state: "done" }],
  owner: "assistant",
  status: "open",
  episode: 1,
  escalated: null,
  package: { question: "How long?", tried: [{ tool: "search_knowledge_base", ok: true }] },
  run: "completed",
  fallback: false,
  reading: { intent: "question", confidence: 0.9, topic: "Returns", mood: "calm" },
  topics: [],
  tickets: [],
  notifications: [],
  approvals: [],
  identity: [],
  refunds: [{ amountCents: 3_900 }],
  memory: [],
  profile: { phone: null },
  effects: [],
  modelRead: "instructions",
  seconds: 0.2,
};

/** Each says something that is not so. */
const wrong: Expectations[] = [
  { text: ["60 days"] },
  { text: ["/\\b60\\b/"] },
  { no_text: ["30 DAYS"] },
  { silent: true },
  { notice: ["code"] },
  { questions: 0 },
  { questions: { min: 2 } },
  { tools: [{ name: "create_ticket" }] },
  { tools: [{ name: "search_knowledge_base", args: { query: "when" } }] },
  { tools: [{ name: "search_knowledge_base", times: 2 }] },
  { tools: [{ name: "search_knowledge_base", failed: true }] },
  { no_tools: "any" },
  { no_tools: ["search_knowledge_base"] },
  { calls: { max: 0 } },
  { citations: "none" },
  { citations: ["refund-times"] },
  { receipts: "none" },
  { receipts: [{ label: "Closed" }] },
  { owner: "queue" },
  { status: "resolved" },
  { episode: 2 },
  { escalated: {} },
  { package: { question: "Why?" } },
  { package: { tried: [{ tool: "search_knowledge_base", ok: false }] } },
  { run: "waiting" },
  { fallback: true },
  { intent: ["greeting"] },
  { mood: ["angry"] },
  { topic: ["Delivery"] },
  { confidence: { min: 0.95 } },
  { topics: [{ title: "Returns" }] },
  { tickets: [{}] },
  { ticket_count: 1 },
  { refunds: "none" },
  { refunds: [{ amountCents: 4_000 }] },
  { profile: { phone: "+49" } },
  { model_read: ["secret"] },
  { model_not_read: ["instructions"] },
  { seconds: { max: 0.1 } },
  { builtin: { owner: "queue" } },
];

describe("an expectation", () => {
  it.each(wrong.map((expected) => [JSON.stringify(expected), expected] as const))(
    "%s fails",
    (_, expected) => {
      expect(check(expected, observed, true)).not.toEqual([]);
    },
  );

  it("passes when all is as it says", () => {
    const right: Expectations = {
      text: ["30 days", "/shall i/"],
      no_text: ["60 days"],
      questions: 1,
      tools: [{ name: "search_knowledge_base", times: { max: 1 } }],
      no_tools: ["create_ticket"],
      citations: ["return-an-item"],
      escalated: false,
      package: { tried: [{ ok: true }] },
      refunds: [{ amountCents: 3_900 }],
      profile: { phone: null },
    };
    expect(check(right, observed, true)).toEqual([]);
  });

  it("for the built-in model is left out for another", () => {
    expect(check({ builtin: { owner: "queue" } }, observed, false)).toEqual([]);
  });
});

it("compares by parts, in any order", () => {
  const found = { list: [{ a: 1 }, { a: 2, b: "Some Text" }] };
  expect(contains(found, { list: [{ b: "some text" }, { a: 1 }] })).toBe(true);
  expect(contains(found, { list: [{ a: 3 }] })).toBe(false);
  expect(contains({ a: null }, { a: null })).toBe(true);
  expect(contains({ a: null }, { a: "x" })).toBe(false);
});

it("counts questions, not quoted ones", () => {
  expect(questionsIn("Shall I? Or not? “Why?” is the title.")).toBe(2);
});

describe("a file", () => {
  const of = (content: string) => parseScenarios("x.yaml", content).errors;

  it("is refused with its name, the scenario's and the reason", () => {
    expect(of("- name: A\n  area: B\n  turns:\n    - customer: hi\n      expect: {citation: none}")).toEqual([
      expect.stringMatching(/^x\.yaml: “A”: turns\.0\.expect: .*citation/),
    ]);
    expect(of("- name: A\n  area: B\n  turns:\n    - says: hi")).toEqual([
      expect.stringMatching(/must have one of customer, staff/),
    ]);
    expect(of("- name: A\n  area: B\n  turns: []")).toHaveLength(1);
    expect(of("just a text")).toHaveLength(1);
    expect(of("a: [1")).toHaveLength(1);
    expect(
      of('- name: A\n  area: B\n  turns:\n    - customer: hi\n      expect: {text: "/(/"}'),
    ).toHaveLength(1);
    expect(of('- name: A\n  area: B\n  turns:\n    - customer: ["x"]\n    - time_passes: soon')).toHaveLength(
      1,
    );
  });

  it("may hold one scenario or several", () => {
    const one = "name: A\narea: B\nturns:\n  - customer: hi";
    expect(parseScenarios("x.yaml", one).scenarios).toMatchObject([{ name: "A", file: "x.yaml" }]);
  });
});
