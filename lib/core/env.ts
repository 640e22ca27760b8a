/**
 * The environment, checked once and read lazily. Nothing else in the product reads `process.env`.
 * `.env.example` documents every variable; a test compares the two.
 */
import { z } from "zod";

const flag = z.enum(["0", "1"]).transform((value) => value === "1");
const port = z.coerce.number().int().min(1).max(65535);
const price = z.coerce.number().min(0).max(1e6);
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres:// or postgresql://");

/** "shop.example.com, status.example.com"; a name stands for itself, not for its subdomains. */
const hostList = z
  .string()
  .transform((list) =>
    list
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  )
  .pipe(z.array(z.string().regex(/^[a-z0-9.-]+$/, "must be host names, with commas between them")));

const day = "(?:mon|tue|wed|thu|fri|sat|sun)";
const time = "(?:[01]\\d|2[0-3]):[0-5]\\d";
const stretch = `${day}(?:-${day})? ${time}-(?:${time}|24:00)`;
const hoursShape = new RegExp(`^${stretch}(?:, ${stretch})* (\\S+)$`, "i");

function isHours(text: string): boolean {
  const zone = hoursShape.exec(text.trim())?.[1];
  if (!zone) return false;
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}

const shape = {
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  /** `demo`: embedded defaults and demo accounts are welcome. `production`: neither exists. */
  BATON_MODE: z.enum(["demo", "production"]).default("production"),
  /** Whether the demo company is seeded on first start; refused in production mode. */
  BATON_DEMO: flag.optional(),
  BATON_DATA_DIR: z.string().min(1).default(".baton"),
  /** Whose support this is; the assistant and the pages say it. */
  COMPANY_NAME: z.string().min(1).max(80).default("our company"),
  /** Of the articles that stand in for those that nobody has translated; of readers who have chosen none. */
  DEFAULT_LANGUAGE: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i, "must be a language code such as en or pt-BR")
    .default("en"),
  APP_URL: z.url({ protocol: /^https?$/ }).default("http://localhost:3000"),
  HOST: z.string().min(1).optional(),
  PORT: port.default(3000),
  /** Reverse proxies in front of Baton whose X-Forwarded-For entry is believed. 0: none. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  DATABASE_URL: postgresUrl,
  /** A direct connection for LISTEN when DATABASE_URL goes through a transaction-pooling proxy. */
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(50).default(10),
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters"),
  DEMO_PASSWORD: z.string().min(8).default("baton-demo-2026"),
  MODEL_PROVIDER: z.enum(["builtin", "openai", "compatible"]).default("builtin"),
  MODEL_NAME: z.string().min(1).optional(),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** A model of the same provider that turns text into numbers; not set: the search goes by words alone. */
  EMBEDDING_MODEL_NAME: z.string().min(1).max(200).optional(),
  /** How many numbers; pgvector's index holds 4,000 of half precision. */
  EMBEDDING_DIMENSIONS: z.coerce.number().int().min(8).max(4_000).default(1_536),
  /** What answers when a remote model fails; means nothing to the built-in one. */
  MODEL_FALLBACK: z.enum(["builtin", "none"]).default("builtin"),
  /** Hosts that links in answers may lead to, beside our own and those that articles name. */
  ALLOWED_LINK_HOSTS: hostList.default([]),
  /** Who words a conversation's title and its one-line summaries: a model of the same provider, or `builtin`: rules. */
  TITLE_MODEL_NAME: z.string().min(1).max(200).optional(),
  SUMMARY_MODEL_NAME: z.string().min(1).max(200).optional(),
  /** Per million tokens, in whatever currency; not set: no costs are kept. */
  MODEL_PRICE_INPUT: price.optional(),
  MODEL_PRICE_OUTPUT: price.optional(),
  /** For one customer and day. Behind the tokens the built-in model answers, behind the runs a person. */
  ASSISTANT_DAILY_TOKENS: z.coerce.number().int().min(1).max(1e12).default(500_000),
  ASSISTANT_DAILY_RUNS: z.coerce.number().int().min(1).max(1e9).default(200),
  /** The file that declares the MCP servers whose tools the assistant may use; see `lib/assistant/mcp/config.ts`. */
  MCP_CONFIG: z.string().min(1).optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "must start with smtp:// or smtps://")
    .optional(),
  MAIL_FROM: z.string().min(3).default("Baton <support@localhost>"),
  /** When people answer, as `lib/conversations/hours.ts` reads it; not set: always. */
  SUPPORT_HOURS: z
    .string()
    .refine(isHours, 'must look like "Mon-Fri 09:00-17:00, Sat 10:00-14:00 Europe/Berlin"')
    .optional(),
  /** A conversation that waits longer for a person is told to the team, and the customer told why. */
  FIRST_REPLY_TARGET_MINUTES: z.coerce.number().int().min(1).max(10_080).default(30),
  /** An agent who leaves a message unanswered this long gives the conversation back to the queue. 0: never. */
  REQUEUE_AFTER_MINUTES: z.coerce.number().int().min(0).max(10_080).default(15),
  /** A sign-in or proof older than this is not enough for refunds and changes of contact data. 0: always ask. */
  STEP_UP_AFTER_MINUTES: z.coerce.number().int().min(0).max(43_200).default(720),
  /** Multiplies every limit of lib/core/limits.ts; for load tests and very large teams. */
  LIMIT_FACTOR: z.coerce.number().min(0.01).max(10_000).default(1),
  /** Seconds for which a process that was told to stop goes on serving, so that balancers notice. */
  DRAIN_NOTICE_SECONDS: z.coerce.number().min(0).max(10).optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
} satisfies Record<string, z.ZodType>;

const schema = z.object(shape).superRefine((env, context) => {
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  if (env.MODEL_PROVIDER === "openai" && !env.OPENAI_API_KEY)
    refuse("OPENAI_API_KEY", "is required when MODEL_PROVIDER is openai");
  if (env.MODEL_PROVIDER === "compatible" && !env.OPENAI_BASE_URL)
    refuse("OPENAI_BASE_URL", "is required when MODEL_PROVIDER is compatible");
  if (env.MODEL_PROVIDER === "compatible" && !env.MODEL_NAME)
    refuse("MODEL_NAME", "is required when MODEL_PROVIDER is compatible");
  if (
    env.EMBEDDING_MODEL_NAME &&
    env.MODEL_PROVIDER === "builtin" &&
    !env.OPENAI_BASE_URL &&
    !env.OPENAI_API_KEY
  )
    refuse("EMBEDDING_MODEL_NAME", "needs a provider: set OPENAI_API_KEY or OPENAI_BASE_URL");
  if (env.BATON_MODE === "production" && env.BATON_DEMO)
    refuse("BATON_DEMO", "cannot be 1 in production: demo accounts have public passwords");
});

export type Env = z.infer<typeof schema>;

/** Every variable that Baton reads, in the order of `.env.example`. */
export const envNames: readonly string[] = Object.keys(shape);

/** Checks a set of variables; throws one line that names the first bad one, never its value. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  // An empty variable is an unset one: `.env` files and compose pass `NAME=` for "not set".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const name = String(issue?.path[0] ?? "environment");
  const why = name in given ? issue?.message : "is required";
  throw new Error(`Bad environment: ${name} ${why}`);
}

let cached: Env | undefined;

/** The checked environment of this process. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/**
 * A variable that is none of Baton's own, which a configuration file refers to by `${NAME}`; undefined when it is not
 * set. What Baton itself is configured with stays with Baton.
 */
export function foreignVariable(name: string): string | undefined {
  return envNames.includes(name) ? undefined : process.env[name] || undefined;
}

/** Whether demo accounts exist and may be named on the sign-in page. */
export const isDemo = (): boolean => env().BATON_MODE === "demo" && env().BATON_DEMO !== false;
