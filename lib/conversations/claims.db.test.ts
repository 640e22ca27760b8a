import { beforeAll, describe, expect, it } from "vitest";
import type { StaffViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { postReply } from "@/lib/messages/commands";
import { listMessages } from "@/lib/messages/queries";
import { makeAgent, makeCustomer } from "@/tests/support/factories";
import { claim, release, startConversation, takeOver } from "./commands";
import { getConversation } from "./queries";

let agents: StaffViewer[];
beforeAll(async () => {
  agents = await Promise.all(Array.from({ length: 8 }, (_, n) => makeAgent({ name: `Agent ${n}` })));
});

describe("eight agents who claim the same conversation", () => {
  it("are one winner and seven who are told by whom, fifty times", async () => {
    const customers = await Promise.all(Array.from({ length: 50 }, () => makeCustomer()));
    for (const customer of customers) {
      const { id } = await startConversation(customer, { person: true });
      const claims = await Promise.allSettled(agents.map((agent) => claim(agent, id)));
      const winners = agents.filter((_, n) => claims[n]?.status === "fulfilled");
      expect(winners).toHaveLength(1);
      const view = await getConversation(customer, id);
      // Asked for a person, then claimed: two changes of owner, whatever the losers tried.
      expect(view).toMatchObject({ owner: { kind: "agent", name: winners[0]?.name }, epoch: 3 });
      for (const lost of claims.filter((result) => result.status === "rejected"))
        expect(lost.reason).toMatchObject({
          code: "conflict",
          message: `${winners[0]?.name} already has this conversation.`,
        });
      const lines = (await listMessages(customer, id, { after: 0, limit: 50 })).items;
      expect(lines.filter((line) => line.passed?.to.kind === "agent")).toHaveLength(1);
    }
  }, 120_000);
});

describe("acts of several agents at once", () => {
  it("leave one owner, an epoch for each act that was done, and no word of those that were refused", async () => {
    const customer = await makeCustomer();
    const { id } = await startConversation(customer, { person: true });
    for (let round = 0; round < 10; round++) {
      const before = await getConversation(customer, id);
      const results = await Promise.allSettled(
        agents.map((agent, n) => {
          if (n % 4 === 0) return claim(agent, id);
          if (n % 4 === 1) return takeOver(agent, id);
          if (n % 4 === 2) return release(agent, id);
          return postReply(agent, id, { id: newId(), text: `Reply ${round} of ${agent.name}` });
        }),
      );
      const after = await getConversation(customer, id);
      const { items } = await listMessages(customer, id, { after: before.seq, limit: 100 });
      const passes = items.filter((item) => item.kind === "handover");
      expect(after.epoch - before.epoch).toBe(passes.length);
      expect(after.owner.name).toBe(passes.at(-1)?.passed?.to.name ?? before.owner.name);
      const replies = results.filter((result, n) => n % 4 === 3 && result.status === "fulfilled");
      expect(items.filter((item) => item.kind === "message")).toHaveLength(replies.length);
      for (const result of results)
        if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "conflict" });
    }
  });
});
