/**
 * What a written scenario may say: its setup, its turns, and what is expected of them. Strict, so that a misspelt
 * expectation is refused instead of never being checked. README.md explains each key to people. Pure.
 */
import { z } from "zod";
import { categoryField } from "@/lib/knowledge/schema";

export const areas = [
  "The Customer Success Agent",
  "Search tools",
  "Ticket tools",
  "Customer tools",
  "Communication tools",
  "Tool orchestration",
  "Conversation logic",
  "Escalation",
  "State",
  "Error handling",
  "Security",
  "Performance",
  "Portal",
] as const;

const priority = z.enum(["low", "medium", "high", "urgent"]);
/** "30m", "2h", "5d". */
const duration = z.string().regex(/^\d{1,4}[mhd]$/, 'must be a number with m, h or d, such as "45m"');
const handle = z.string().regex(/^[a-z][a-z0-9_]*$/, "must be a short name such as lamp");
const text = z.string().min(1).max(20_000);
const texts = z.union([text, z.array(text).min(1)]).transform((given) => [given].flat());

const order = z.strictObject({
  status: z.enum(["placed", "packed", "shipped", "delivered", "cancelled", "returned"]),
  items: z
    .array(
      z.strictObject({
        sku: text,
        name: text.optional(),
        quantity: z.number().int().min(1).default(1),
        /** In whole currency units; the catalogue's price when left out. */
        price: z.number().positive().optional(),
      }),
    )
    .min(1),
  placed: duration.default("3d"),
  /** From now, for what is still on its way. */
  arrives: duration.optional(),
  delivered: duration.optional(),
  tracking: text.optional(),
});
const ticket = z.strictObject({
  subject: text,
  description: text.optional(),
  priority: priority.default("medium"),
  category: z.string().default("general"),
  status: z.enum(["open", "pending", "resolved", "closed"]).default("open"),
  comments: z.array(text).default([]),
});
const belongings = {
  orders: z.record(handle, order).default({}),
  tickets: z.record(handle, ticket).default({}),
};

const setup = z.strictObject({
  customer: z
    .strictObject({
      name: text.optional(),
      plan: z.enum(["basic", "plus", "studio"]).optional(),
      language: text.optional(),
      phone: text.optional(),
      address: text.optional(),
      time_zone: text.optional(),
      contact_method: z.enum(["email", "in_app"]).optional(),
      /** Of the sign-in that the customer writes from. */
      signed_in: duration.optional(),
    })
    .default({}),
  ...belongings,
  /** Somebody else, whose things must stay theirs. */
  other: z.strictObject(belongings).optional(),
  articles: z
    .array(
      z.strictObject({
        slug: text,
        title: text,
        body: text,
        summary: text.default("A test article."),
        category: categoryField.default("general"),
        audience: z.enum(["public", "customers", "staff"]).default("public"),
      }),
    )
    .default([]),
  failing: z
    .strictObject({
      tools: z.array(text).default([]),
      /** `answers`: the configured model fails and the built-in one stands in; `nothing`: both fail. */
      model: z.enum(["answers", "nothing"]).optional(),
    })
    .default({ tools: [] }),
});

/** A text that must be there, anywhere and in any case; between slashes, a regular expression. */
const wanted = z.union([z.string().min(1), z.number(), z.boolean(), z.null()]) as z.ZodType<Wanted>;
export type Wanted = string | number | boolean | null | Wanted[] | { [key: string]: Wanted };
const deep: z.ZodType<Wanted> = z.lazy(() => z.union([wanted, z.array(deep), z.record(z.string(), deep)]));
const someOf = z.record(z.string(), deep);
const rows = z.union([z.literal("none"), z.array(someOf).min(1)]);
const count = z.union([
  z.number().int().min(0),
  z.strictObject({ min: z.number().int().optional(), max: z.number().int().optional() }),
]);
const use = z.union([
  text.transform((name) => ({ name })),
  z.strictObject({
    name: text,
    args: someOf.optional(),
    times: count.optional(),
    failed: z.boolean().optional(),
  }),
]);

const checks = {
  /** The assistant's words of this turn; at the end, those of the whole conversation. */
  text: texts.optional(),
  no_text: texts.optional(),
  /** Of the assistant: nothing at all was said. */
  silent: z.boolean().optional(),
  notice: texts.optional(),
  questions: count.optional(),
  tools: z.array(use).optional(),
  no_tools: z.union([z.literal("any"), z.array(text)]).optional(),
  calls: count.optional(),
  citations: z.union([z.enum(["none", "some"]), z.array(text)]).optional(),
  receipts: rows.optional(),
  owner: z.enum(["assistant", "queue", "agent"]).optional(),
  status: z.enum(["open", "pending", "resolved"]).optional(),
  episode: z.number().int().optional(),
  escalated: z
    .union([z.literal(false), z.strictObject({ reason: texts.optional(), urgency: texts.optional() })])
    .optional(),
  package: someOf.optional(),
  run: z.enum(["completed", "failed", "waiting", "cancelled", "superseded", "expired", "none"]).optional(),
  fallback: z.boolean().optional(),
  intent: texts.optional(),
  confidence: z.strictObject({ min: z.number().optional(), max: z.number().optional() }).optional(),
  mood: texts.optional(),
  topic: texts.optional(),
  topics: rows.optional(),
  tickets: rows.optional(),
  ticket_count: count.optional(),
  notifications: rows.optional(),
  approvals: rows.optional(),
  identity: rows.optional(),
  refunds: rows.optional(),
  memory: rows.optional(),
  profile: someOf.optional(),
  effects: rows.optional(),
  /** Of what the model was given to read, everything: instructions, history, tool results. */
  model_read: texts.optional(),
  model_not_read: texts.optional(),
  seconds: z.strictObject({ max: z.number().positive() }).optional(),
};
const expectations = z.strictObject({ ...checks, builtin: z.strictObject(checks).optional() });
export type Checks = z.output<z.ZodObject<typeof checks>>;
export type Expectations = z.output<typeof expectations>;

const staffActs = [
  "take_over",
  "reply",
  "hand_back",
  "approve",
  "refuse",
  "note",
  "resolve",
  "release",
] as const;
const customerActs = [
  "ask_for_person",
  "cancel_waiting",
  "resolve",
  "enter_code",
  "resend_code",
  "undo",
  "forget_memory",
  "memory_off",
] as const;

const customerTurn = z.strictObject({ customer: texts, expect: expectations.optional() });
const staffTurn = z.strictObject({
  staff: z.enum(staffActs),
  as: z.enum(["agent", "manager"]).default("agent"),
  text: text.optional(),
  args: z.record(z.string(), z.unknown()).optional(),
  expect: expectations.optional(),
});
const customerAct = z.strictObject({
  customer_does: z.enum(customerActs),
  code: z.union([z.enum(["right", "wrong"]), z.string().regex(/^\d+$/)]).optional(),
  expect: expectations.optional(),
});
const timePasses = z.strictObject({ time_passes: duration, expect: expectations.optional() });
const newConversation = z.strictObject({ new_conversation: z.literal(true) });

/** Which of the shapes a turn has is said by its one key, so that a mistake is explained for the shape that was meant. */
const shapes = {
  customer: customerTurn,
  staff: staffTurn,
  customer_does: customerAct,
  time_passes: timePasses,
  new_conversation: newConversation,
} as const;
type Shapes = typeof shapes;
export type Turn = { [K in keyof Shapes]: z.output<Shapes[K]> }[keyof Shapes];

const turn = z.unknown().transform((given, context): Turn => {
  const kind = (Object.keys(shapes) as (keyof Shapes)[]).find(
    (key) => typeof given === "object" && given !== null && key in given,
  );
  if (!kind) {
    context.addIssue({ code: "custom", message: `must have one of ${Object.keys(shapes).join(", ")}` });
    return z.NEVER;
  }
  const parsed = shapes[kind].safeParse(given);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) context.addIssue({ ...issue } as never);
  return z.NEVER;
});

export const scenarioShape = z.strictObject({
  name: text,
  area: text,
  /** Only for the built-in model: it shows how that model speaks or keeps its state. */
  model: z.enum(["any", "builtin"]).default("any"),
  /** Why it cannot pass yet. It runs all the same, and is counted apart. */
  pending: text.optional(),
  setup: setup.default(() => setup.parse({})),
  turns: z.array(turn).min(1).max(60),
  expect: expectations.optional(),
});
export type Scenario = z.output<typeof scenarioShape> & { file: string };
export type Setup = Scenario["setup"];
