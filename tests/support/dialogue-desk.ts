/**
 * A conversation with the built-in model over tools that are only described: every turn opens the stored dialogue, as
 * another process would, and closes it again. For tests of what is said and called; no database, no clock.
 */
import type { AgentInputItem, ModelRequest } from "@openai/agents-core";
import { openDialogue } from "@/lib/assistant/dialogue";
import type { HistoryEntry } from "@/lib/messages/queries";

type Answer = (args: Record<string, unknown>) => unknown;
type Call = { name: string; args: Record<string, unknown> };
type Turn = {
  text: string;
  calls: Call[];
  /** How each message of the customer was understood. */
  readings: ReturnType<ReturnType<typeof openDialogue>["close"]>["readings"];
};

/** A result that does not come: the run is parked, as for an approval. */
export const WAITS = Symbol("waits");

/** What stands in the thread meanwhile, outside of the messages. */
const NOTICE = "A colleague has to approve a refund. You will read the result here.";
const START = Date.parse("2026-11-22T09:00:00Z");
const MAX_STEPS = 9;

const orders = [
  {
    number: "EF-204017",
    status: "delivered",
    placed_at: "2026-11-10",
    items: "1 × Glim Desk Lamp",
    total: "€99.00",
    delivery_estimate: null,
    delivered_at: "2026-11-14",
  },
  {
    number: "EF-204012",
    status: "shipped",
    placed_at: "2026-11-18",
    items: "1 × Tarn Standing Desk 140",
    total: "€529.00",
    delivery_estimate: "2026-11-24",
    delivered_at: null,
  },
];

const articles: [key: RegExp, title: string, passage: string][] = [
  [/return/i, "Returns", "You can return any item within 30 days of delivery. The item must be unused."],
  [
    /deliver|shipping|spain/i,
    "Delivery",
    "Delivery within Europe takes 3 to 5 working days. We deliver to Spain.",
  ],
  [/warranty/i, "Warranty", "Every product has a warranty of two years from the day of delivery."],
  [/password/i, "Password", "Choose “Forgot password” on the sign-in page to set a new password."],
  [/cancel/i, "Cancelling", "An order can be cancelled until it has been packed."],
];

const answers: Record<string, Answer> = {
  search_knowledge_base: ({ query }) => {
    const found = articles.filter(([key]) => key.test(String(query)));
    return {
      answerable: found.length > 0,
      results: found.map(([, title, passage], at) => ({
        ref: `k${at + 1}`,
        title,
        heading: null,
        passage,
        score: 3 - at,
        link: "/help/x",
      })),
    };
  },
  search_tickets: () => ({
    tickets: [
      { number: 1042, subject: "Crackling headset", status: "open", priority: "medium", updated_at: null },
      { number: 1038, subject: "Invoice address", status: "open", priority: "low", updated_at: null },
    ],
  }),
  search_products: ({ query }) => ({
    products: [
      { name: "Tarn Standing Desk 120", price: "€479.00", stock: 3, description: "A desk for small rooms." },
      { name: "Tarn Standing Desk 140", price: "€529.00", stock: 0, description: "A desk with two motors." },
      { name: "Glim Desk Lamp", price: "€99.00", stock: 9, description: "A warm light." },
    ].filter(({ name }) =>
      String(query)
        .toLowerCase()
        .split(/\W+/)
        .some((word) => word.length > 3 && name.toLowerCase().includes(word.replace(/s$/, ""))),
    ),
  }),
  get_customer: () => ({ name: "Ana Silva", plan: "plus", orders, open_tickets: [], language: "en" }),
  list_orders: () => ({ orders, more: false }),
  get_order: ({ number }) => {
    const order = orders.find((each) => each.number === number);
    if (!order) return { error: "That order could not be found." };
    return order.status === "delivered"
      ? { ...order, refundable: { up_to: order.total, until: "2026-12-14" }, refund_note: null }
      : { ...order, refundable: null, refund_note: `Order ${order.number} is on its way.` };
  },
  request_refund: ({ order_number }) => ({ state: "granted", amount: "€99.00", order_number }),
  create_ticket: ({ subject, priority }) => ({ number: 2001, subject, status: "open", priority }),
  update_ticket: ({ number, priority }) => ({ number, status: "closed", priority: priority ?? "medium" }),
  update_customer_profile: (args) => args,
  send_notification: ({ method }) => ({ sent: true, method }),
  escalate_to_human: () => ({ queued: true, message: "A person from our team will take over here." }),
  remember: () => ({ remembered: true }),
};

/** @param overrides answers of single tools; null takes the tool away */
export function dialogueDesk(overrides: Record<string, Answer | null> = {}) {
  const tools = { ...answers, ...overrides };
  const names = Object.keys(tools).filter((name) => tools[name] !== null);
  const history: HistoryEntry[] = [];
  let stored: unknown = null;
  let now = START;
  /** The calls of a parked run, with the entry they belong behind. */
  let parked: { seq: number; items: AgentInputItem[]; call: Call } | null = null;

  const hear = (from: HistoryEntry["from"], text: string) => {
    const entry = { seq: history.length + 1, from, name: "Mia", text, incomplete: false, at: new Date(now) };
    history.push(entry);
    return entry.seq;
  };

  async function turn(items: AgentInputItem[] = [], behind = history.length): Promise<Turn> {
    const dialogue = openDialogue(stored, history, new Date(now));
    const done: { name: string; args: unknown; result: unknown; failed: boolean }[] = resultsIn(items);
    const calls: Call[] = [];
    const model = dialogue.model();
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const { output } = await model.getResponse(requestOf(history, items, behind, names));
      const text = output.flatMap((item) =>
        item.type === "message" && "content" in item ? textsOf(item) : [],
      );
      if (text.length > 0) {
        const closed = dialogue.close({ text: text.join(""), calls: done, tickets: [] });
        // What is stored is JSON: a Date or an undefined would not come back.
        stored = JSON.parse(JSON.stringify(closed.dialogue));
        hear("assistant", text.join("").replace(/\[\[k(\d)\]\]/g, "[$1]"));
        return { text: text.join(""), calls, readings: closed.readings };
      }
      for (const item of output) {
        if (item.type !== "function_call") continue;
        const args = JSON.parse(item.arguments) as Record<string, unknown>;
        const call = { name: item.name, args };
        calls.push(call);
        items.push(item);
        const result = tools[item.name]?.(args);
        if (result === WAITS) {
          const closed = dialogue.close({ text: NOTICE, calls: done, tickets: [] });
          stored = JSON.parse(JSON.stringify(closed.dialogue));
          parked = { seq: behind, items, call };
          return { text: "", calls, readings: closed.readings };
        }
        items.push(resultItem(item.callId, item.name, result));
        done.push({
          ...call,
          result,
          failed: typeof result === "object" && result !== null && "error" in result,
        });
      }
    }
    throw new Error("The model never answered.");
  }

  return {
    say(...texts: string[]): Promise<Turn> {
      for (const text of texts) hear("customer", text);
      return turn();
    },
    /** A member of staff writes. */
    staff: (text: string) => hear("staff", text),
    wait(minutes: number) {
      now += minutes * 60_000;
    },
    /** What waited is decided: its run goes on. */
    decide(result: unknown): Promise<Turn> {
      if (!parked) throw new Error("Nothing waits.");
      const { items, seq, call } = parked;
      const last = items.at(-1);
      const callId = last?.type === "function_call" ? last.callId : "";
      return turn([...items, resultItem(callId, call.name, result)], seq);
    },
    stored: () => stored,
    /** As a deploy that changed the stored shape would find it. */
    corrupt(value: unknown) {
      stored = value;
    },
    history,
    lines: () => openDialogue(stored, history, new Date(now)).lines(),
  };
}

function resultItem(callId: string, name: string, result: unknown): AgentInputItem {
  const output = { type: "text" as const, text: JSON.stringify(result) };
  return { type: "function_call_result", callId, name, status: "completed", output };
}

function resultsIn(items: readonly AgentInputItem[]) {
  return items.flatMap((item) => {
    if (item.type !== "function_call_result") return [];
    const output = item.output as { text?: string };
    const result: unknown = JSON.parse(output.text ?? "null");
    const failed = typeof result === "object" && result !== null && "error" in result;
    return [{ name: item.name, args: {}, result, failed }];
  });
}

const textsOf = (item: { content: unknown }): string[] =>
  (Array.isArray(item.content) ? item.content : []).flatMap((part: { text?: string }) => part.text ?? []);

/** The run's own calls stand behind the message that it answers. */
function requestOf(
  history: readonly HistoryEntry[],
  items: readonly AgentInputItem[],
  behind: number,
  names: readonly string[],
): ModelRequest {
  const spoken = history.map((entry): AgentInputItem => {
    if (entry.from === "customer") return { type: "message", role: "user", content: entry.text };
    const text =
      entry.from === "staff" ? `(${entry.name} from the support team wrote:) ${entry.text}` : entry.text;
    return {
      type: "message",
      role: "assistant",
      status: "completed",
      content: [{ type: "output_text", text }],
    };
  });
  return {
    input: [...spoken.slice(0, behind), ...items, ...spoken.slice(behind)],
    modelSettings: {},
    tools: names.map((name) => ({
      type: "function",
      name,
      description: name,
      parameters: {},
      strict: true,
    })) as never,
    handoffs: [],
    outputType: "text",
    tracing: false,
  };
}
