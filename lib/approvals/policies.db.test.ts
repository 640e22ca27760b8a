/** What managers set for tools is found by the assistant's next call, is recorded, and can be taken back. */
import { and, desc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { getToolSetting, listToolSettings } from "@/lib/assistant/tools/catalogue";
import { systemViewer } from "@/lib/auth/viewer";
import { makeAgent, makeConversation, makeCustomer, makeManager, makeRun } from "@/tests/support/factories";
import { clearToolPolicy, findToolPolicy, setToolPolicy } from "./policies";

const lastEvent = async (tool: string) => {
  const [row] = await as(systemViewer("test"), (tx) =>
    tx
      .select({ type: events.type, data: events.data, actorId: events.actorId, audience: events.audience })
      .from(events)
      .where(and(eq(events.subjectType, "tool"), eq(events.subjectId, tool)))
      .orderBy(desc(events.id))
      .limit(1),
  );
  return row;
};

describe("tool policies", () => {
  it("count for the assistant until they are taken back, and say who set them", async () => {
    const manager = await makeManager();
    const assistant = await makeRun(await makeConversation((await makeCustomer()).userId));
    const policy = { policy: "approve", approveAboveCents: null } as const;
    await setToolPolicy(manager, "update_ticket", policy);
    expect(await findToolPolicy(assistant, "update_ticket")).toEqual(policy);
    expect(await getToolSetting(manager, "update_ticket")).toMatchObject({
      ...policy,
      default: { policy: "allow", approveAboveCents: null },
      changed: { by: manager.name, at: expect.any(Date) },
    });
    expect(await lastEvent("update_ticket")).toEqual({
      type: "tool.policy_set",
      data: { from: null, to: policy },
      actorId: manager.userId,
      audience: "staff",
    });

    expect(await clearToolPolicy(manager, "update_ticket")).toBe(true);
    expect(await clearToolPolicy(manager, "update_ticket")).toBe(false);
    expect(await findToolPolicy(assistant, "update_ticket")).toBeNull();
    expect(await getToolSetting(manager, "update_ticket")).toMatchObject({ policy: "allow", changed: null });
    expect(await lastEvent("update_ticket")).toMatchObject({
      type: "tool.policy_cleared",
      data: { from: policy },
    });
  });

  it("cannot close the way to a person, nor limit what has no amount", async () => {
    const manager = await makeManager();
    const refused = (tool: string, policy: "approve" | "deny", approveAboveCents: number | null) =>
      expect(setToolPolicy(manager, tool, { policy, approveAboveCents })).rejects.toMatchObject({
        code: "conflict",
      });
    await refused("escalate_to_human", "deny", null);
    await refused("escalate_to_human", "approve", null);
    await refused("update_ticket", "approve", 100);
    await refused("request_refund", "deny", 100);
    await setToolPolicy(manager, "request_refund", { policy: "approve", approveAboveCents: 100 });
    await clearToolPolicy(manager, "request_refund");
  });

  it("list every tool once, in words, for managers alone", async () => {
    const settings = await listToolSettings(await makeManager());
    const names = settings.map(({ tool }) => tool);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain("escalate_to_human");
    for (const { title, does } of settings) {
      expect(title).toMatch(/^[A-Z][a-z ]+/);
      expect(does.length).toBeGreaterThan(10);
    }
    await expect(listToolSettings(await makeAgent())).rejects.toMatchObject({ code: "forbidden" });
  });
});
