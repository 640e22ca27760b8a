/**
 * Limits are shared: whoever spreads requests over all instances at the same moment gets exactly what one instance
 * would have given, not that much from each.
 */
import type { Client } from "../support/client";
import type { Cluster } from "../support/cluster";
import { atMost, fired, type Measure } from "../support/report";
import type { Form, Scenario } from "../support/scenario";

/** New conversations of one customer in a day (`lib/core/limits.ts`); a day, so that no window ends meanwhile. */
const LIMIT = 20;
const people = { short: 4, full: 40 } as const;
/** Attempts of one person: twice the limit, so that a limit for each of three instances would let all of them pass. */
const ATTEMPTS = 2 * LIMIT;

async function run(cluster: Cluster, form: Form): Promise<Measure[]> {
  const customers = await cluster.people("customer", people[form], "Hasty");
  const tally = { over: 0, short: 0, refused: 0, unexplained: 0, other: 0 };
  for (const customer of customers) await storm(cluster, customer, tally);
  return [
    atMost("limits.accepted_beyond_the_limit", tally.over, 0),
    atMost("limits.refused_within_the_limit", tally.short, 0),
    atMost("limits.refusals_without_a_time", tally.unexplained, 0),
    atMost("limits.other_answers", tally.other, 0),
    fired("limits.refusals", tally.refused, people[form] * LIMIT),
  ];
}

async function storm(
  cluster: Cluster,
  customer: Client,
  tally: { over: number; short: number; refused: number; unexplained: number; other: number },
): Promise<void> {
  const answers = await Promise.all(
    Array.from({ length: ATTEMPTS }, async (_, n) => {
      const via = cluster.instances[n % cluster.instances.length];
      const answer = await customer.request("POST", "/conversations", {
        body: { person: false },
        ...(via && { via }),
      });
      answer.stream.resume();
      return { status: answer.status, retryAfter: Number(answer.headers["retry-after"] ?? 0) };
    }),
  );
  const accepted = answers.filter(({ status }) => status === 201).length;
  const refused = answers.filter(({ status }) => status === 429);
  tally.over += Math.max(0, accepted - LIMIT);
  tally.short += Math.max(0, LIMIT - accepted);
  tally.refused += refused.length;
  tally.unexplained += refused.filter(({ retryAfter }) => retryAfter < 1).length;
  tally.other += answers.length - accepted - refused.length;
}

export const scenario: Scenario = { name: "limits", run, cluster: { env: { LIMIT_FACTOR: "1" } } };
