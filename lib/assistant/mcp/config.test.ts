/** What a file of MCP servers may say, and what is said about one that may not. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { parseMcpConfig, ruleFor } from "./config";

beforeEach(() => vi.stubEnv("PARCEL_TOKEN", "hunter2"));
afterEach(() => vi.unstubAllEnvs());

const http = (more = "", url = "https://mcp.example/x") => `
servers:
  - name: parcels
    transport: { kind: http, url: "${url}", headers: { Authorization: "Bearer \${PARCEL_TOKEN}" } }
${more}`;

it("takes secrets from the environment", () => {
  expect(parseMcpConfig(http())[0]?.transport).toEqual({
    kind: "http",
    url: "https://mcp.example/x",
    headers: { Authorization: "Bearer hunter2" },
  });
});

it("reads JSON, too", () => {
  const text = JSON.stringify({ servers: [{ name: "a", transport: { kind: "stdio", command: "x" } }] });
  expect(parseMcpConfig(text)[0]).toMatchObject({
    transport: { command: "x", args: [], env: {} },
    defaultPolicy: "deny",
  });
});

it("lets a tool act only as far as the operator says", () => {
  const [server] = parseMcpConfig(
    http(`    timeoutSeconds: 20
    tools: { find: { policy: allow, readOnly: true, bind: { id: customer.id } }, book: {}, slow: { timeoutSeconds: 3 } }`),
  );
  if (!server) throw new Error("nothing was read");
  expect(ruleFor(server, "find")).toMatchObject({
    policy: "allow",
    readOnly: true,
    timeoutMs: 20_000,
    bind: { id: "customer.id" },
  });
  // Named, and nothing said about it: wanted, but not unseen.
  expect(ruleFor(server, "book")).toMatchObject({ policy: "approve", readOnly: false });
  expect(ruleFor(server, "slow").timeoutMs).toBe(3_000);
  expect(ruleFor(server, "new")).toMatchObject({ policy: "deny", bind: {} });
  expect(ruleFor(server, "constructor")).toMatchObject({ policy: "deny", bind: {} });
});

it.each([
  ["servers: [", "the file is neither YAML nor JSON"],
  ["hunter2", "the file"],
  [http().replace("PARCEL_TOKEN", "NOT_SET"), "servers.0.transport.headers.Authorization refers to"],
  [http().replace("PARCEL_TOKEN", "AUTH_SECRET"), "servers.0.transport.headers.Authorization refers to"],
  [http("", "https://user:hunter2@mcp.example"), "servers.0.transport.url must be"],
  [http("", "file:///etc/hunter2"), "servers.0.transport.url must be"],
  [http("    polcy: allow"), "servers.0 has an entry that nobody knows"],
  [http("    tools: { a: { bind: { id: hunter2 } } }"), "servers.0.tools.a.bind.id"],
  [http("    tools: { a: { timeoutSeconds: 600 } }"), "servers.0.tools.a.timeoutSeconds"],
  [http().replace("parcels", "Parcels__x"), "servers.0.name must be short"],
  [
    `${http()}  - { name: parcels, transport: { kind: stdio, command: x } }`,
    "servers must have different names",
  ],
])("refuses %j in one line without its values", (text, why) => {
  expect(() => parseMcpConfig(text)).toThrow(`Bad MCP_CONFIG: ${why}`);
  expect(() => parseMcpConfig(text)).not.toThrow(/hunter2|\n/);
});
