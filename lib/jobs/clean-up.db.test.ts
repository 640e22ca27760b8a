import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { as } from "@/db/client";
import { systemViewer } from "@/lib/auth/viewer";
import { notify } from "@/lib/notifications/commands";
import { makeCustomer, makeTurn } from "@/tests/support/factories";
import { cleanUp } from "./clean-up";
import { sendEmail } from "./send-email";

const system = systemViewer("test");
delete process.env.SMTP_URL;

it("removes the pieces of runs that ended over an hour ago, and counters of past windows", async () => {
  const live = (await makeTurn()).assistant;
  const recent = (await makeTurn()).assistant;
  const old = (await makeTurn()).assistant;
  await as(system, async (tx) => {
    for (const run of [live, recent, old])
      await tx.execute(
        sql`insert into run_chunks (run_id, n, customer_id, chunks) values (${run.runId}, 1, ${run.customerId}, '[]')`,
      );
    await tx.execute(
      sql`update runs set state = 'completed', ended_at = clock_timestamp() - interval '59 minutes' where id = ${recent.runId}`,
    );
    await tx.execute(
      sql`update runs set state = 'completed', ended_at = clock_timestamp() - interval '61 minutes' where id = ${old.runId}`,
    );
    await tx.execute(
      sql`insert into limits (key, used, window_start) values ('now', 1, clock_timestamp()), ('past', 1, clock_timestamp() - interval '3 days')`,
    );
  });
  await cleanUp();
  const chunks = await as(system, (tx) => tx.execute<{ run_id: string }>(sql`select run_id from run_chunks`));
  expect(chunks.map((row) => row.run_id).sort()).toEqual([live.runId, recent.runId].sort());
  const keys = await as(system, (tx) =>
    tx.execute<{ key: string }>(sql`select key from limits where key in ('now', 'past')`),
  );
  expect(keys).toEqual([{ key: "now" }]);
});

it("says that mail was not sent when no mail server is configured", async () => {
  const customer = await makeCustomer();
  const { id } = await notify(system, { userId: customer.userId, method: "email", subject: "S", body: "B" });
  await sendEmail({ notificationId: id }, { isLastAttempt: false });
  const [row] = await as(system, (tx) => tx.execute(sql`select state from notifications where id = ${id}`));
  expect(row).toEqual({ state: "unsent" });
});
