/** Every route that changes something, called directly: only a page of this portal may, on this portal's host. */
import { describe, expect, it, vi } from "vitest";
import { routes } from "@/app/api/v1/openapi.json/routes";
import { permissions } from "@/lib/auth/policy";
import { newId } from "@/lib/core/ids";
import type { Route } from "@/lib/core/route";
import { testEnvironment } from "./support/environment";

// Nobody is signed in: whoever gets past the door is told to sign in.
vi.mock("@/lib/auth/options", () => ({ sessionIdOfRequest: async () => null }));

const own = new URL(testEnvironment.APP_URL);
const mutations = routes.filter(({ spec }) => spec.method !== "GET");

async function call(route: Route, headers: Record<string, string>) {
  const { spec } = route;
  const params = Object.fromEntries(
    [...spec.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, newId()]),
  );
  const path = spec.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "");
  const request = new Request(`${own.origin}/api/v1${path}`, {
    method: spec.method,
    headers: { "content-type": "application/json", ...headers },
    body: spec.method === "GET" ? null : "{}",
  });
  const answer = await route(request, { params: Promise.resolve(params) });
  return { status: answer.status, body: (await answer.json()) as { code: string; title: string } };
}

const foreign: Record<string, string>[] = [
  {},
  { origin: "" },
  { origin: "null" },
  { origin: "https://evil.example" },
  { origin: `${own.origin}.evil.example` },
  { origin: `http://evil.example?${own.host}` },
  { origin: `http://${own.host}@evil.example` },
  { origin: `http://127.0.0.1:${Number(own.port) + 1}` },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "none" },
  // What the page says of itself wins over what the browser says of the request.
  { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
];

describe.each(mutations.map((route) => ({ name: `${route.spec.method} ${route.spec.path}`, route })))(
  "$name",
  ({ route }) => {
    it.each(foreign)("is refused with %j", async (headers) => {
      const { status, body } = await call(route, { host: own.host, ...headers });
      expect(status).toBe(403);
      expect(body).toMatchObject({ code: "forbidden", title: expect.stringMatching(/of this portal\.$/) });
    });

    it("is heard from a page of this portal", async () => {
      const fromOurs: Record<string, string>[] = [
        { origin: own.origin },
        { "sec-fetch-site": "same-origin" },
      ];
      for (const headers of fromOurs) {
        const { status, body } = await call(route, { host: own.host, ...headers });
        // What a visitor may do goes on to the empty body, which is refused.
        const isForVisitors = (permissions[route.spec.permission] as readonly string[]).includes("visitor");
        expect([status, body.code]).toEqual(isForVisitors ? [400, "invalid"] : [401, "unauthenticated"]);
      }
    });
  },
);

describe.each(routes.map((route) => ({ name: `${route.spec.method} ${route.spec.path}`, route })))(
  "$name under another host",
  ({ route }) => {
    it.each(["evil.example", `${own.host}.evil.example`, `127.0.0.1:1`, ""])(
      "%j is refused",
      async (host) => {
        const { status } = await call(route, { host, origin: `http://${host}` });
        expect(status).toBe(400);
      },
    );
  },
);
