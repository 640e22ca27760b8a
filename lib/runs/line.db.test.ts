/** How many runs of one customer are at work at once, and that the others wait in line without being lost. */
import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { as } from "@/db/client";
import { runs } from "@/db/schema/runs";
import { type CustomerViewer, systemViewer } from "@/lib/auth/viewer";
import { startConversation, stopRun } from "@/lib/conversations/commands";
import { newId } from "@/lib/core/ids";
import { postMessage } from "@/lib/messages/commands";
import { makeCustomer } from "@/tests/support/factories";
import { claimRun, listOverdueRuns, MAX_LIVE_OF_CUSTOMER } from "./lease";

const system = systemViewer("test");
const claim = (runId: string) => claimRun(system, { runId, instance: "i", provider: "p", model: "m" });

let casey: CustomerViewer;

/** A message in a conversation of its own, and the run that answers it. */
async function ask(customer: CustomerViewer) {
  const { id } = await startConversation(customer, { person: false });
  const { runId } = await postMessage(customer, id, { id: newId(), text: "Where is it?" });
  if (!runId) throw new Error("nothing was queued");
  return { conversation: id, runId };
}

const askOften = async (times: number) => {
  const asked = [];
  for (let n = 0; n < times; n++) asked.push(await ask(casey));
  return asked;
};

const idsOf = (asked: { runId: string }[]) => asked.map(({ runId }) => runId);

async function claimed(ids: readonly string[]): Promise<string[]> {
  const got = await Promise.all(ids.map(claim));
  return got.flatMap((one) => (one ? [one.viewer.runId] : [])).sort();
}

beforeEach(async () => {
  casey = await makeCustomer();
});

it("lets the oldest begin, however many are claimed at once", async () => {
  const ids = idsOf(await askOften(7));
  const other = (await ask(await makeCustomer())).runId;
  // Twice over, as two instances would.
  const got = await claimed([...ids, other, ...ids].reverse());
  expect(got).toEqual([...ids.slice(0, MAX_LIVE_OF_CUSTOMER), other].sort());
});

it("gives a free place to the one that waits longest, and starts its clocks then", async () => {
  const asked = await askOften(5);
  const ids = idsOf(asked);
  await claimed(ids);
  const [, , third, fourth, fifth] = ids;
  if (!asked[0] || !fourth || !fifth || !third) throw new Error("too few");
  await as(system, (tx) =>
    tx.update(runs).set({ queuedAt: sql`clock_timestamp() - interval '1 hour'` }).where(eq(runs.id, fourth)),
  );
  expect(await claim(fourth)).toBeNull();
  await stopRun(casey, asked[0].conversation);
  expect(await claim(fifth)).toBeNull();
  const next = await claim(fourth);
  expect(next?.viewer).toMatchObject({ runId: fourth, attempt: 1 });
  expect(next?.ageMs).toBeLessThan(60_000);
  expect(await claim(fifth)).toBeNull();
});

it("asks for the waiting ones again, and never gives them up", async () => {
  const ids = idsOf(await askOften(4));
  await claimed(ids);
  const [row] = await as(system, (tx) =>
    tx
      .update(runs)
      .set({ leaseUntil: sql`clock_timestamp() - interval '1 second'` })
      .where(eq(runs.id, ids[3] ?? ""))
      .returning({ state: runs.state, attempt: runs.attempt }),
  );
  expect(row).toEqual({ state: "queued", attempt: 0 });
  const overdue = (await listOverdueRuns(system, 100)).filter(({ id }) => ids.includes(id));
  expect(overdue).toMatchObject([{ id: ids[3], isResumable: true }]);
});

it("takes up a run whose process has died, whatever else is at work", async () => {
  const ids = idsOf(await askOften(4));
  await claimed(ids);
  await as(system, (tx) =>
    tx
      .update(runs)
      .set({ leaseUntil: sql`clock_timestamp() - interval '1 second'` })
      .where(eq(runs.id, ids[0] ?? "")),
  );
  expect((await claim(ids[0] ?? ""))?.viewer.attempt).toBe(2);
});
