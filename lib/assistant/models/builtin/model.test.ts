import { Agent, type AgentInputItem, Runner, setTracingDisabled, tool } from "@openai/agents-core";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { SAY } from "@/lib/assistant/conversation/phrases";
import { BuiltinProvider } from "./provider";

const ARTICLES = [
  {
    keys: ["return", "back", "refund"],
    title: "Returns and refunds",
    heading: null,
    passage:
      "You can return any item within 30 days of delivery. The item must be unused and in its original box. Refunds reach your card within 5 business days after we receive the item.",
  },
  {
    keys: ["password", "reset"],
    title: "Reset your password",
    heading: "Steps",
    passage:
      "If you cannot sign in, reset your password:\n\n1. Open the sign-in page.\n2. Choose “Forgot password”.\n3. Follow the link in the email, which is valid for one hour.\n\nYour old password stops working at once.",
  },
];

const priorities = z.enum(["low", "medium", "high", "urgent"]);

/** The tools' parameters, strict as the real ones are: a call with a wrong shape fails the test. */
const PARAMETERS: Record<string, z.ZodObject> = {
  search_knowledge_base: z.object({
    query: z.string(),
    category: z.string().nullable(),
    max_results: z.number().int(),
  }),
  search_tickets: z.object({ status: z.string().nullable(), limit: z.number().int() }),
  search_products: z.object({ query: z.string(), category: z.string().nullable() }),
  create_ticket: z.object({
    subject: z.string(),
    description: z.string(),
    priority: priorities,
    category: z.string(),
  }),
  update_ticket: z.object({
    number: z.number().int(),
    comment: z.string().nullable(),
    priority: priorities.nullable(),
    action: z.enum(["close", "reopen"]).nullable(),
  }),
  get_customer: z.object({}),
  update_customer_profile: z.object({
    name: z.string().nullable(),
    phone: z.string().nullable(),
    language: z.string().nullable(),
    contact_method: z.string().nullable(),
    time_zone: z.string().nullable(),
  }),
  send_notification: z.object({ message: z.string(), method: z.enum(["email", "in_app"]) }),
  escalate_to_human: z.object({ reason: z.string(), urgency: priorities, summary: z.string().nullable() }),
};

beforeAll(() => setTracingDisabled(true));

/** A run of the real Runner over tools that record what they were called with. */
function desk(overrides: Record<string, (args: Record<string, unknown>) => unknown> = {}) {
  const calls: { name: string; args: Record<string, unknown> }[] = [];
  const answers: Record<string, (args: Record<string, unknown>) => unknown> = {
    search_knowledge_base: ({ query }) => {
      const found = ARTICLES.filter((article) =>
        article.keys.some((key) => String(query).toLowerCase().includes(key)),
      );
      const results = found.map(({ keys: _keys, ...article }, index) => ({
        ...article,
        ref: `k${index + 1}`,
        score: 3 - index,
        link: "/help/x",
      }));
      return { answerable: results.length > 0, results };
    },
    search_tickets: () => ({
      tickets: [
        {
          number: 1042,
          subject: "Crackling headset",
          status: "open",
          priority: "medium",
          category: "products",
          updated_at: "2026-11-20T10:00:00Z",
        },
      ],
    }),
    search_products: () => ({
      products: [
        {
          sku: "H1",
          name: "Aria headset",
          category: "audio",
          price: "€79.00",
          stock: 4,
          description: "Wireless.",
        },
      ],
    }),
    create_ticket: ({ subject, priority }) => ({ number: 2001, subject, status: "open", priority }),
    update_ticket: ({ number }) => ({ number, status: "closed", priority: "medium" }),
    get_customer: () => ({
      name: "Ana Silva",
      email: "ana@example.com",
      plan: "Plus",
      organization: null,
      language: "en",
      contact_method: "email",
      phone: null,
      orders: [
        {
          number: "10023",
          status: "shipped",
          placed_at: "2026-11-18",
          items: [{ name: "Aria headset", quantity: 2 }],
          total: "€158.00",
          delivery_estimate: "2026-11-24",
        },
        {
          number: "10011",
          status: "delivered",
          placed_at: "2026-10-02",
          items: ["Desk lamp"],
          total: "€30.00",
          delivery_estimate: null,
        },
      ],
      open_tickets: [],
    }),
    update_customer_profile: (args) => args,
    send_notification: ({ method }) => ({ sent: true, method }),
    escalate_to_human: () => ({ queued: true, message: "A person from our team will take over here." }),
    ...overrides,
  };
  const tools = Object.entries(PARAMETERS).map(([name, parameters]) =>
    tool({
      name,
      description: name,
      parameters,
      execute: async (args) => {
        calls.push({ name, args });
        return answers[name]?.(args);
      },
    }),
  );
  const runner = new Runner({ modelProvider: new BuiltinProvider() });
  const history: AgentInputItem[] = [];
  return {
    calls,
    history,
    async say(text: string | null, instructions = "You help customers.") {
      calls.length = 0;
      if (text !== null) history.push({ type: "message", role: "user", content: text });
      const agent = new Agent({ name: "Customer Success", instructions, tools });
      const stream = await runner.run(agent, [...history], { stream: true });
      let streamed = "";
      for await (const event of stream) {
        if (event.type === "raw_model_stream_event" && event.data.type === "output_text_delta")
          streamed += event.data.delta;
      }
      await stream.completed;
      const answer = String(stream.finalOutput);
      expect(streamed).toBe(answer);
      // Only what the customer sees is kept, and without citations, as later turns get it.
      history.push({
        type: "message",
        role: "assistant",
        status: "completed",
        content: [{ type: "output_text", text: answer.replace(/ \[\[k\d+\]\]/g, "") }],
      });
      return answer;
    },
  };
}

describe("the built-in model, run by the Agents SDK", () => {
  it("answers from the knowledge base with a citation", async () => {
    const { say, calls } = desk();
    const answer = await say("How long do I have to return an item?");
    expect(calls.map((call) => call.name)).toEqual(["search_knowledge_base"]);
    expect(answer).toContain("You can return any item within 30 days of delivery.");
    expect(answer).toMatch(/\[\[k1\]\]$/);
  });

  it("quotes a list of steps whole", async () => {
    const answer = await desk().say("How do I reset my password?");
    expect(answer).toContain(
      "1. Open the sign-in page.\n2. Choose “Forgot password”.\n3. Follow the link in the email",
    );
  });

  it("says that it found nothing, and offers a ticket or a person", async () => {
    const answer = await desk().say("Do you engrave names on the charging case?");
    expect(answer).toBe(`${SAY.notFound} ${SAY.offer}`);
  });

  it("brings in a person after the third miss in a row", async () => {
    const { say, calls } = desk();
    await say("Do you engrave names on the charging case?");
    await say("Which varnish is used on the wooden stand?");
    const answer = await say("Who designed the folding hinge of the stand?");
    expect(calls.at(-1)).toMatchObject({ name: "escalate_to_human", args: { reason: "missing_knowledge" } });
    expect(answer).toBe("A person from our team will take over here.");
  });

  it("forgets earlier misses once an answer was found", async () => {
    const { say, calls } = desk();
    await say("Do you engrave names on the charging case?");
    await say("Which varnish is used on the wooden stand?");
    await say("How do I reset my password?");
    await say("Who designed the folding hinge of the stand?");
    expect(calls.map((call) => call.name)).not.toContain("escalate_to_human");
  });

  it("fills a ticket field by field, answers a question in between, and writes after a yes", async () => {
    const { say, calls } = desk();
    expect(await say("I want to open a ticket")).toBe("What is the ticket about? A short title is enough.");
    expect(await say("Crackling headset")).toContain("Please describe “Crackling headset”");
    const between = await say("How do I reset my password?");
    expect(between).toContain("Open the sign-in page.");
    expect(between).toContain(`${SAY.resume} Please describe “Crackling headset”`);
    const confirm = await say("It crackles on the left side since yesterday");
    expect(confirm).toContain("Shall I open a ticket with this?");
    expect(confirm).toContain("- **Subject:** Crackling headset");
    expect(await say("make it urgent")).toContain("- **Priority:** urgent");
    expect(calls).toEqual([]);
    expect(await say("yes")).toContain(
      "I have opened ticket #2001: “Crackling headset”, with urgent priority.",
    );
    expect(calls).toEqual([
      {
        name: "create_ticket",
        args: {
          subject: "Crackling headset",
          description: "It crackles on the left side since yesterday",
          priority: "urgent",
          category: "products",
        },
      },
    ]);
  });

  it("writes nothing when the customer changes their mind", async () => {
    const { say, calls } = desk();
    await say("Open a ticket: my headset crackles on the left side");
    expect(await say("never mind")).toBe(SAY.cancelled);
    expect(await say("yes")).toBe(SAY.whatCanIDo);
    expect(calls).toEqual([]);
  });

  it("opens a ticket about the question it could not answer", async () => {
    const { say, calls } = desk();
    await say("Do you engrave names on the charging case?");
    expect(await say("a ticket please")).toContain(
      "- **Subject:** Do you engrave names on the charging case?",
    );
    await say("yes please");
    expect(calls.map((call) => call.name)).toEqual(["create_ticket"]);
  });

  it("looks up an order", async () => {
    const { say, calls } = desk();
    const answer = await say("Where is my order?");
    expect(calls.map((call) => call.name)).toEqual(["get_customer"]);
    expect(answer).toContain("Your latest order **10023** has the status **shipped**.");
    expect(answer).toContain("- Items: 2 × Aria headset");
    expect(answer).toContain("- Delivery estimate: 24 November 2026");
  });

  it("knows an order by its digits alone", async () => {
    const orders = [
      {
        number: "EF-204012",
        status: "delivered",
        placed_at: null,
        items: null,
        total: null,
        delivery_estimate: null,
      },
    ];
    const { say } = desk({ get_customer: () => ({ orders }) });
    expect(await say("where is order 204012?")).toBe(
      "Your order **EF-204012** has the status **delivered**.",
    );
    expect(await say("any news on EF-204012?")).toContain("**EF-204012**");
  });

  it("does not invent an order that is not there", async () => {
    const answer = await desk().say("Where is order 99999?");
    expect(answer).toContain("You have no order 99999 on your account.");
  });

  it("hands over at once when a person is asked for", async () => {
    const { say, calls } = desk();
    const answer = await say("I want to talk to a real person");
    expect(calls).toMatchObject([{ name: "escalate_to_human", args: { reason: "customer_request" } }]);
    expect(answer).toBe("A person from our team will take over here.");
  });

  it("greets and thanks without any tool", async () => {
    const { say, calls } = desk();
    expect(await say("Hi!")).toBe(SAY.greeting);
    expect(await say("Thank you")).toBe(SAY.welcome);
    expect(calls).toEqual([]);
  });

  it("tells more without repeating itself", async () => {
    const { say, calls } = desk();
    const first = await say("How long do I have to return an item?");
    const more = await say("Tell me more");
    expect(calls).toMatchObject([
      { name: "search_knowledge_base", args: { query: "How long do I have to return an item?" } },
    ]);
    expect(more).not.toContain("within 30 days");
    expect(first).not.toBe(more);
  });

  it("changes the profile after a yes", async () => {
    const { say, calls } = desk();
    expect(await say("Change my phone number")).toBe("What is your new phone number?");
    expect(await say("+44 20 7946 0000")).toContain("- **New phone number:** +44 20 7946 0000");
    expect(await say("yes")).toContain("- phone number: +44 20 7946 0000");
    expect(calls).toMatchObject([
      { name: "update_customer_profile", args: { phone: "+44 20 7946 0000", name: null } },
    ]);
  });

  it("closes the only open ticket after a yes", async () => {
    const { say, calls } = desk();
    expect(await say("Please close my ticket")).toContain("Shall I close ticket #1042?");
    expect(await say("yes")).toBe("I have closed ticket #1042.");
    expect(calls).toMatchObject([
      { name: "update_ticket", args: { number: 1042, action: "close", comment: null } },
    ]);
  });

  it("lists tickets, products and the account from what the tools return", async () => {
    expect(await desk().say("Show my tickets")).toContain(
      "- **#1042** Crackling headset: open, medium priority",
    );
    expect(await desk().say("What headsets do you sell?")).toContain(
      "- **Aria headset** (€79.00, in stock). Wireless.",
    );
    expect(await desk().say("What plan am I on?")).toContain("- Plan: Plus");
  });

  it("sends the last answer by email when asked", async () => {
    const { say, calls } = desk();
    await say("How long do I have to return an item?");
    expect(await say("Email me this information")).toBe("I have sent you this by email.");
    expect(String(calls[0]?.args.message)).toContain("within 30 days");
    expect(String(calls[0]?.args.message)).not.toMatch(/\[\d\]/);
  });

  it("repeats a failed search once and then brings in a person", async () => {
    const { say, calls } = desk({ search_knowledge_base: () => ({ error: "The search is not available." }) });
    await say("How long do I have to return an item?");
    expect(calls.map((call) => call.name)).toEqual([
      "search_knowledge_base",
      "search_knowledge_base",
      "escalate_to_human",
    ]);
    expect(calls.at(-1)?.args.reason).toBe("tool_failure");
  });

  it("never repeats a failed write", async () => {
    const { say, calls } = desk({ create_ticket: () => ({ error: "Something went wrong." }) });
    await say("Open a ticket: my headset crackles on the left side");
    await say("yes");
    expect(calls.map((call) => call.name)).toEqual(["create_ticket", "escalate_to_human"]);
  });

  it("follows an instruction given on hand back, once", async () => {
    const { say, calls, history } = desk();
    history.push({ type: "message", role: "user", content: "My headset crackles on the left side" });
    history.push({
      type: "message",
      role: "assistant",
      status: "completed",
      content: [{ type: "output_text", text: "(Mia from the support team wrote:) I had a look at it." }],
    });
    const instructions =
      "You help customers.\nInstruction from Mia: open a ticket and then ask for the order number.";
    const answer = await say(null, instructions);
    expect(calls).toMatchObject([
      { name: "create_ticket", args: { description: "My headset crackles on the left side" } },
    ]);
    expect(answer).toMatch(/^As Mia asked: I have opened ticket #2001/);
    expect(answer).toContain("Could you please tell me the order number?");
    expect(await say("How do I reset my password?", instructions)).toContain("Open the sign-in page.");
    expect(calls.map((call) => call.name)).toEqual(["search_knowledge_base"]);
  });

  it("stops with an AbortError when the run is cancelled", async () => {
    const controller = new AbortController();
    controller.abort("gone");
    const model = new BuiltinProvider().getModel();
    const request = {
      input: "hi",
      modelSettings: {},
      tools: [],
      handoffs: [],
      outputType: "text" as const,
      tracing: false,
      signal: controller.signal,
    };
    await expect(model.getResponse(request)).rejects.toMatchObject({ name: "AbortError" });
    await expect(model.getStreamedResponse(request)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      name: "AbortError",
    });
  });
});
