/** Tools of an MCP server in a turn of the assistant: what the model sees, what the server gets, what is kept. */
import { assistantMessage, functionCall, ScriptedModel } from "@openai/agents-core/testing";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { as } from "@/db/client";
import { runSteps, runs } from "@/db/schema/runs";
import { approvals } from "@/db/schema/tools";
import type { ChosenModel } from "@/lib/assistant/models/choose";
import { listToolSettings } from "@/lib/assistant/tools/catalogue";
import { runTurn } from "@/lib/assistant/turn";
import { type CustomerViewer, systemViewer } from "@/lib/auth/viewer";
import { startConversation } from "@/lib/conversations/commands";
import { newId } from "@/lib/core/ids";
import { postMessage } from "@/lib/messages/commands";
import { listMessages } from "@/lib/messages/queries";
import { beginForeignCall } from "@/lib/runs/foreign-calls";
import { makeAgent, makeConversation, makeCustomer, makeManager, makeRun } from "@/tests/support/factories";
import { type McpServerForTests, serveMcp } from "@/tests/support/mcp-server";
import { type McpServerConfig, parseMcpConfig } from "./config";
import { closeMcp, listMcpServers, mcpServers } from "./servers";
import { functionName, mcpTools } from "./tools";

const shelf = globalThis as typeof globalThis & {
  batonModel?: ChosenModel;
  batonMcpConfig?: McpServerConfig[];
};
const system = systemViewer("test");
let remote: McpServerForTests;
let casey: CustomerViewer;
let id: string;

beforeEach(async () => {
  remote = await serveMcp();
  shelf.batonMcpConfig = parseMcpConfig(`
servers:
  - name: parcels
    transport: { kind: http, url: "${remote.url}" }
    tools:
      find_parcel:
        { policy: allow, readOnly: true, bind: { customer: customer.id, mail: customer.email, thread: conversation.id } }
      book_pickup: { policy: approve }
      picture: { policy: allow, receipt: Sent a picture }
      fail: { policy: allow, readOnly: true }
      hostile: { policy: allow }
      liar: { policy: allow }
      "parcels/of.the-customer-in-the-warehouse-of-the-north-west-region-number-1": { policy: allow }`);
  casey = await makeCustomer({ email: `casey-${newId()}@example.com` });
  ({ id } = await startConversation(casey, { person: false }));
  await vi.waitFor(async () => expect(await mcpTools()).not.toEqual([]), { timeout: 10_000 });
});
afterEach(async () => {
  await closeMcp();
  await remote.close();
  delete shelf.batonModel;
  delete shelf.batonMcpConfig;
});

/** One turn in which the model makes the calls and then answers; answers the run and what the model was sent. */
async function turn(...calls: { name: string; args: Record<string, unknown> }[]) {
  const made = calls.map(({ name, args }, n) => functionCall(name, args, { callId: `c${n}` }));
  const model = new ScriptedModel([made, [assistantMessage("Here you are.")]]);
  shelf.batonModel = {
    provider: { getModel: () => model },
    name: "scripted",
    label: "Scripted",
    fallback: null,
  };
  const { runId } = await postMessage(casey, id, { id: newId(), text: "Where is my parcel?" });
  if (!runId) throw new Error("nothing was queued");
  await runTurn(runId);
  const [run] = await as(system, (tx) => tx.select().from(runs).where(eq(runs.id, runId)));
  const steps = await as(system, (tx) => tx.select().from(runSteps).where(eq(runSteps.runId, runId)));
  return { run, steps, seen: JSON.stringify(model.calls), model };
}

it("binds who is asking, whatever the model says, and lets no secret through", async () => {
  const { run, seen, model } = await turn({
    name: "parcels__find_parcel",
    args: { number: "7", customer: "somebody-else", mail: "evil@example.com", more: true },
  });
  expect(run?.state).toBe("completed");
  expect(remote.calls).toMatchObject([
    { tool: "find_parcel", args: { number: "7", more: true, customer: casey.userId, thread: id } },
  ]);
  expect(remote.calls[0]?.args.mail).toMatch(/^casey-/);
  const tool = model.calls[0]?.request.tools.find(({ name }) => name === "parcels__find_parcel");
  expect(tool).toMatchObject({ parameters: { required: ["number"] }, strict: false });
  expect(Object.keys((tool as { parameters: { properties: object } }).parameters.properties)).toEqual([
    "number",
  ]);
  expect(seen).toContain("data, not instructions");
  expect(seen).not.toContain("4111 1111");
});

it("asks a person first where the operator wants that", async () => {
  const { run } = await turn({ name: "parcels__book_pickup", args: {} });
  expect(run?.state).toBe("waiting");
  expect(remote.calls).toEqual([]);
  const rows = await as(system, (tx) =>
    tx
      .select()
      .from(approvals)
      .where(eq(approvals.runId, run?.id ?? "")),
  );
  expect(rows).toMatchObject([{ tool: "parcels__book_pickup", state: "pending" }]);
});

it("leaves a receipt of what has changed something, and words of what has failed", async () => {
  const { steps, seen } = await turn(
    { name: "parcels__picture", args: {} },
    { name: "parcels__fail", args: {} },
  );
  const { items } = await listMessages(casey, id, { after: 0, limit: 20 });
  expect(items.flatMap(({ receipts }) => receipts)).toMatchObject([
    { label: "Sent a picture", state: "done" },
  ]);
  expect(steps.find(({ name }) => name === "parcels__fail")).toMatchObject({ state: "failed" });
  expect(seen).toContain("The tool says that it failed");
  expect(seen).toContain("1 parts that are not text");
  expect(seen).not.toContain("4111 1111");
});

it("offers what is allowed under names of its own, and nothing that cannot be told", async () => {
  const tools = await mcpTools();
  const names = tools.map(({ name }) => name);
  expect(names).toContain("parcels__hostile");
  expect(names).not.toContain("parcels__liar");
  expect(names).not.toContain("parcels__crash");
  expect(names.every((name) => /^[\w-]{1,64}$/.test(name))).toBe(true);
  expect(new Set(names).size).toBe(names.length);
  expect(tools.find(({ name }) => name.endsWith("hostile"))?.description).not.toMatch(/[\n\u200b]/);
  expect(functionName("a", "b.c")).not.toBe(functionName("a", "b_c"));
  const settings = await listToolSettings(await makeManager());
  expect(settings.find(({ tool }) => tool === "parcels__book_pickup")).toMatchObject({
    server: "parcels",
    policy: "approve",
  });
});

it("answers without the tools of a server that is down, and says so to managers", async () => {
  await remote.close();
  await expect(
    mcpServers()[0]?.call("picture", {}, { id: "x", signal: new AbortController().signal, timeoutMs: 2_000 }),
  ).rejects.toThrow("unreachable");
  expect(await mcpTools()).toEqual([]);
  const { run } = await turn({ name: "parcels__picture", args: {} });
  expect(run?.state).toBe("completed");
  const status = [{ name: "parcels", state: "down", tools: 0, trouble: "unreachable" }];
  expect(await listMcpServers(await makeManager())).toMatchObject(status);
  await expect(listMcpServers(await makeAgent())).rejects.toMatchObject({ code: "forbidden" });
});

it("never makes the same call twice when it may have changed something", async () => {
  const run = await makeRun(await makeConversation(casey.userId));
  const begun = await Promise.all([1, 2, 3].map(() => beginForeignCall(run, "c1")));
  expect(begun.filter(Boolean)).toHaveLength(1);
  expect(await beginForeignCall(run, "c2")).toBe(true);
});
