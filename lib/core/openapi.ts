/** The OpenAPI document, from the same declarations that check every request. Pure. */
import { z } from "zod";
import { type Permission, permissions } from "@/lib/auth/policy";

type Declared = {
  method: string;
  path: string;
  summary: string;
  tag: string;
  permission: Permission;
  params?: z.ZodType | undefined;
  query?: z.ZodType | undefined;
  body?: z.ZodType | undefined;
  responses: Partial<Record<number, z.ZodType | string>>;
};

type JsonSchema = { properties?: Record<string, unknown>; required?: string[] };

const schemaOf = (schema: z.ZodType, io: "input" | "output"): JsonSchema =>
  z.toJSONSchema(schema, { io, unrepresentable: "any", target: "openapi-3.0" }) as JsonSchema;

const problem = {
  type: "object",
  required: ["title", "status", "code", "requestId"],
  properties: {
    type: { type: "string" },
    title: { type: "string", description: "What happened, in words for a person" },
    status: { type: "integer" },
    code: { type: "string" },
    requestId: { type: "string" },
    fields: { type: "object", additionalProperties: { type: "string" } },
  },
};

/** `version` is the product's; paths are relative to /api/v1. */
export function buildOpenApi(routes: readonly Declared[], version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: "3.0.3",
    info: {
      title: "Baton",
      version,
      description:
        "Every call carries the session cookie of a signed-in person and, when it changes something, an Origin header of this portal. Lists answer `{items, nextCursor}`. Errors are problem details (RFC 9457).",
    },
    servers: [{ url: "/api/v1" }],
    components: {
      schemas: { Problem: problem },
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "baton.session" } },
    },
    paths,
  };
}

function operationOf(route: Declared) {
  const isOpen = (permissions[route.permission] as readonly string[]).includes("visitor");
  return {
    summary: route.summary,
    tags: [route.tag],
    description: `Allowed for: ${permissions[route.permission].filter((who) => who !== "assistant" && who !== "system").join(", ")}.`,
    security: isOpen ? [] : [{ session: [] }],
    parameters: [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")],
    ...(route.body
      ? { requestBody: { content: { "application/json": { schema: schemaOf(route.body, "input") } } } }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.responses).map(([status, answer]) => [status, responseOf(answer)]),
      ),
      default: {
        description: "A problem",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function parametersOf(schema: z.ZodType | undefined, where: "path" | "query") {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input");
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: shape,
  }));
}

function responseOf(answer: z.ZodType | string | undefined) {
  if (typeof answer !== "object") return { description: answer ?? "Done" };
  return { description: "OK", content: { "application/json": { schema: schemaOf(answer, "input") } } };
}
