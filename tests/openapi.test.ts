/** The API's document names exactly the routes that exist, and says enough about each to call it. */
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Route } from "@/lib/core/route";
import { version } from "@/package.json";
import { testEnvironment } from "./support/environment";
import { importProjectFile, projectFiles, readProjectFile } from "./support/project-files";

// Declarations only: nobody signs in here, and next-auth runs inside Next's own server alone.
vi.mock("@/lib/auth/options", () => ({ sessionIdOfRequest: async () => null }));

const API = "app/api/v1";
/** The document itself: it cannot be in the list that it is made of. */
const DOCUMENT = `${API}/openapi.json/route.ts`;
const files = projectFiles(`${API}/**/route.ts`).filter((path) => path !== DOCUMENT);
const methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];

/** Route files hold one path with little in it; longer ones say why. */
const MAX_LINES = 40;
const longer: Record<string, string> = {
  [`${API}/conversations/[id]/messages/route.ts`]: "reads and posts: two declarations, each short",
};

type Parameter = { name: string; in: string; required: boolean; schema: object };
type Operation = {
  summary: string;
  description: string;
  tags: string[];
  security: object[];
  parameters: Parameter[];
  requestBody?: { content: Record<string, { schema: { type?: string; additionalProperties?: unknown } }> };
  responses: Record<string, { description: string }>;
};
type Document = {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
};

let routes: readonly Route[];
let exported: { file: string; method: string; route: Route }[];
let document: Document;

beforeAll(async () => {
  Object.assign(process.env, { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none", ...testEnvironment });
  routes = (await import("@/app/api/v1/openapi.json/routes")).routes;
  exported = (
    await Promise.all(
      files.map(async (file) =>
        Object.entries(await importProjectFile(file)).map(([method, route]) => ({
          file,
          method,
          route: route as Route,
        })),
      ),
    )
  ).flat();
  const { buildOpenApi } = await import("@/lib/core/openapi");
  const built = buildOpenApi(
    routes.map(({ spec }) => spec),
    version,
  );
  // As a caller gets it: what JSON cannot carry is gone.
  document = JSON.parse(JSON.stringify(built)) as Document;
}, 60_000);

const pathOf = (file: string) => file.slice(API.length, -"/route.ts".length).replace(/\[(\w+)\]/g, "{$1}");

describe("the routes of the API", () => {
  it("are all in the list, once, and nothing else is", () => {
    const name = (route: Route) => `${route.spec.method} ${route.spec.path}`;
    expect(routes.map(name).sort()).toEqual(exported.map(({ route }) => name(route)).sort());
    expect(new Set(routes).size).toBe(routes.length);
    expect(files.length).toBeGreaterThan(30);
  });

  it("are made by route(), under the method and the path where they are served", () => {
    for (const { file, method, route } of exported) {
      expect(methods, file).toContain(method);
      expect(route.spec, `${file} ${method} is made by route()`).toBeDefined();
      expect(`${route.spec.method} ${route.spec.path}`).toBe(`${method} ${pathOf(file)}`);
    }
  });

  it("take a body only where something changes, and refuse unknown fields in it", () => {
    for (const { file, method, route } of exported) {
      if (method === "GET") expect(route.spec.body, file).toBeUndefined();
      const operation = document.paths[route.spec.path]?.[method.toLowerCase()];
      const schema = operation?.requestBody?.content["application/json"]?.schema;
      if (route.spec.body) expect(schema, `${method} ${route.spec.path}`).toMatchObject(strict);
    }
  });

  it("are short", () => {
    for (const file of files) {
      const lines = readProjectFile(file).trimEnd().split("\n").length;
      if (file in longer) expect(lines, `${file} needs no exception any more`).toBeGreaterThan(MAX_LINES);
      else expect(lines, file).toBeLessThanOrEqual(MAX_LINES);
    }
    expect(files).toEqual(expect.arrayContaining(Object.keys(longer)));
  });
});

const strict = { type: "object", additionalProperties: false };

describe("the document", () => {
  it("carries the product's version and its address", () => {
    expect(document).toMatchObject({
      openapi: "3.0.3",
      info: { title: "Baton", version },
      servers: [{ url: "/api/v1" }],
    });
  });

  it("says of every operation who may call it, what goes in and what comes out", () => {
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
    );
    expect(operations).toHaveLength(routes.length);
    for (const { path, method, operation } of operations) {
      const where = `${method} ${path}`;
      expect(operation.summary.length, where).toBeGreaterThan(8);
      expect(operation.tags, where).toHaveLength(1);
      expect(operation.description, where).toMatch(/^Allowed for: (\w+)(, \w+)*\.$/);
      const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
      expect(inPath.map(({ name }) => name).sort(), where).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(),
      );
      for (const parameter of operation.parameters) {
        expect(["path", "query"], where).toContain(parameter.in);
        expect(parameter.schema, `${where} ${parameter.name}`).toEqual(expect.any(Object));
      }
      expect(
        inPath.every((parameter) => parameter.required),
        where,
      ).toBe(true);
      const answers = Object.keys(operation.responses);
      expect(answers, where).toContain("default");
      expect(
        answers.some((status) => /^2\d\d$/.test(status)),
        where,
      ).toBe(true);
      for (const answer of Object.values(operation.responses))
        expect(answer.description.length, where).toBeGreaterThan(0);
    }
  });

  it("has no reference that leads nowhere", () => {
    const text = JSON.stringify(document);
    for (const [, pointer = ""] of text.matchAll(/"\$ref":"#([^"]*)"/g)) {
      const target = pointer
        .split("/")
        .slice(1)
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      expect(target, pointer).toBeDefined();
    }
  });
});
