/**
 * R10: of several agents who claim one waiting conversation at the same moment, on different instances, exactly one
 * gets it, and the others are told who.
 */
import { type ClaimAttempt, checkClaims } from "../support/checker";
import type { Client } from "../support/client";
import type { Cluster } from "../support/cluster";
import { atMost, exactly, fired, type Measure } from "../support/report";
import type { Form, Scenario } from "../support/scenario";

const AGENTS = 8;
const size = { short: 40, full: 500 } as const;
/** Conversations that are fought over at the same time. */
const AT_ONCE = 4;

async function run(cluster: Cluster, form: Form): Promise<Measure[]> {
  const agents = await cluster.people("agent", AGENTS, "Claimant");
  const customers = await cluster.people("customer", 10, "Waiting");
  const attempts: ClaimAttempt[] = [];
  const conversations: string[] = [];
  const contest = async (n: number) => {
    const customer = customers[n % customers.length] as Client;
    const conversationId = await customer.start({ person: true });
    conversations.push(conversationId);
    attempts.push(
      ...(await Promise.all(agents.map((agent, k) => claim(cluster, agent, n + k, conversationId)))),
    );
  };
  let next = 0;
  const worker = async () => {
    while (next < size[form]) await contest(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  const owners = await cluster.database.sql<{ id: string; owner: string | null; claims: number }[]>`
    select c.id, c.owner_id as owner,
           (select count(*)::int from events e where e.conversation_id = c.id and e.type = 'conversation.claimed') as claims
      from conversations c where c.id = any(${conversations}::uuid[])`;
  const found = checkClaims(attempts, owners);
  return [
    exactly("claims.one_winner", found.oneWinner, size[form]),
    atMost("claims.wrong_owner", found.wrongOwner, 0),
    atMost("claims.losers_not_told_by_whom", found.unnamed, 0),
    atMost("claims.unanswered", found.unanswered, 0),
    // A race in which the first answer came before the second question was none.
    fired("claims.contested_at_once", found.contested, Math.floor(size[form] * 0.9)),
  ];
}

async function claim(
  cluster: Cluster,
  agent: Client,
  n: number,
  conversationId: string,
): Promise<ClaimAttempt> {
  const via = cluster.instances[n % cluster.instances.length];
  const askedAt = performance.now();
  const { status, body } = await agent.json<{ title?: string }>(
    "POST",
    `/conversations/${conversationId}/claim`,
    {
      ...(via && { via }),
    },
  );
  return {
    conversationId,
    agentId: agent.person.id,
    agentName: agent.person.name,
    status,
    told: body.title ?? "",
    askedAt,
    answeredAt: performance.now(),
  };
}

export const scenario: Scenario = { name: "claims", run };
