/**
 * Which MCP servers the operator has declared, and what the assistant may do with each of their tools. Read once from
 * the file that MCP_CONFIG names; a mistake ends the start with one line that names the place and no value.
 */
import "server-only";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { policies } from "@/lib/approvals/defaults";
import { env, foreignVariable } from "@/lib/core/env";

/** What the server itself fills in; a model neither sees these arguments nor sets them. */
export const bindings = ["customer.id", "customer.email", "conversation.id"] as const;
export type Binding = (typeof bindings)[number];

const REFERENCE = /\$\{([^}]*)\}/g;

/** A text in which `${NAME}` stands for a variable of the environment, so that no secret is in the file. */
const secretText = z.string().transform((text, context) =>
  text.replace(REFERENCE, (_, name: string) => {
    const value = /^[A-Z][A-Z0-9_]*$/.test(name) ? foreignVariable(name) : undefined;
    if (value !== undefined) return value;
    context.addIssue({
      code: "custom",
      message: "refers to a variable that is not set, or that is Baton's own",
    });
    return "";
  }),
);

const http = z.strictObject({
  kind: z.literal("http"),
  url: secretText.refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  }, "must be an http or https address without a password; secrets go into headers"),
  headers: z.record(z.string().regex(/^[\w-]{1,64}$/), secretText).default({}),
});

const stdio = z.strictObject({
  kind: z.literal("stdio"),
  command: z.string().min(1),
  args: z.array(secretText).default([]),
  /** All that the process gets besides PATH. */
  env: z.record(z.string().regex(/^[A-Za-z_]\w*$/), secretText).default({}),
});

const rule = z.strictObject({
  policy: z.enum(policies).optional(),
  /** It changes nothing: the same call may be made again, and leaves no receipt. */
  readOnly: z.boolean().default(false),
  timeoutSeconds: z.number().min(1).max(60).optional(),
  bind: z.record(z.string().min(1).max(64), z.enum(bindings)).default({}),
  /** In place of what the server says about its tool. */
  description: z.string().max(600).optional(),
  /** What the customer reads when a call has changed something, such as "Booked a pick-up". */
  receipt: z.string().min(1).max(80).optional(),
});

const server = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,19}$/, "must be short, of lower-case letters, digits and hyphens"),
  transport: z.discriminatedUnion("kind", [http, stdio]),
  tools: z.record(z.string().min(1).max(128), rule).default({}),
  /** For tools that are not named above: unknown ones stay out unless the operator says otherwise. */
  defaultPolicy: z.enum(policies).default("deny"),
  /** For each call, where its tool says nothing else. */
  timeoutSeconds: z.number().min(1).max(60).default(10),
  /** How long the list of tools is believed. */
  cacheSeconds: z.number().min(5).max(86_400).default(300),
});

const file = z
  .strictObject({ servers: z.array(server).max(16) })
  .refine(({ servers }) => new Set(servers.map(({ name }) => name)).size === servers.length, {
    path: ["servers"],
    message: "must have different names",
  });

export type McpServerConfig = z.output<typeof server>;
export type ToolRule = z.output<typeof rule>;

/** What counts for one tool of a server. */
export const ruleFor = ({ tools, defaultPolicy, timeoutSeconds }: McpServerConfig, tool: string) => {
  // A tool may be called "constructor".
  const own = Object.hasOwn(tools, tool) ? tools[tool] : undefined;
  return {
    policy: own?.policy ?? (own && defaultPolicy === "deny" ? "approve" : defaultPolicy),
    readOnly: own?.readOnly ?? false,
    timeoutMs: (own?.timeoutSeconds ?? timeoutSeconds) * 1_000,
    bind: own?.bind ?? {},
    description: own?.description ?? null,
    receipt: own?.receipt ?? null,
  };
};

/** Checks what a file says; throws one line. */
export function parseMcpConfig(text: string): McpServerConfig[] {
  let given: unknown;
  try {
    given = parse(text);
  } catch {
    // The parser's own message quotes the file.
    throw new Error("Bad MCP_CONFIG: the file is neither YAML nor JSON");
  }
  const result = file.safeParse(given);
  if (result.success) return result.data.servers;
  const issue = result.error.issues[0];
  const unknown = issue?.code === "unrecognized_keys" ? "has an entry that nobody knows" : issue?.message;
  throw new Error(`Bad MCP_CONFIG: ${issue?.path.join(".") || "the file"} ${unknown}`);
}

const shelf = globalThis as typeof globalThis & { batonMcpConfig?: McpServerConfig[] };

/** The servers that are declared; none without a file. */
export function mcpConfig(): McpServerConfig[] {
  shelf.batonMcpConfig ??= load();
  return shelf.batonMcpConfig;
}

function load(): McpServerConfig[] {
  const path = env().MCP_CONFIG;
  if (!path) return [];
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new Error("Bad MCP_CONFIG: the file cannot be read");
  }
  return parseMcpConfig(text);
}
