/** Customers see what they asked for and what became of it, but not the team's own words about it. */
import { expect, it } from "vitest";
import { as } from "@/db/client";
import { approvals } from "@/db/schema/tools";
import { newId } from "@/lib/core/ids";
import { makeAgent, makeConversation, makeCustomer, makeRun } from "@/tests/support/factories";
import { refuse } from "./commands";
import { getApproval, listApprovals } from "./queries";

it("keeps limits and reasons among the team", async () => {
  const customer = await makeCustomer();
  const conversation = await makeConversation(customer.userId);
  const run = await makeRun(conversation);
  const agent = await makeAgent();
  const id = newId();
  await as(run, (tx) =>
    tx.insert(approvals).values({
      id,
      runId: run.runId,
      callId: "call-1",
      conversationId: conversation.id,
      customerId: customer.userId,
      epoch: run.epoch,
      tool: "request_refund",
      args: { amount: 120 },
      why: "Above 50.00 a person decides.",
      expiresAt: new Date(Date.now() + 60_000),
    }),
  );
  await refuse(agent, id, { reason: "We have seen this before." });
  const own = await listApprovals(customer, conversation.id);
  expect(own).toMatchObject([{ id, state: "refused", args: { amount: 120 }, why: "", reason: null }]);
  expect(await getApproval(agent, id)).toMatchObject({
    why: "Above 50.00 a person decides.",
    reason: "We have seen this before.",
    decidedByName: agent.name,
  });
});
