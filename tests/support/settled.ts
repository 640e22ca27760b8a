/** For what reads the event log by transactions: waits until none of those that wrote it may still be running. */
import { sql } from "drizzle-orm";
import { vi } from "vitest";
import { as } from "@/db/client";
import { systemViewer } from "@/lib/auth/viewer";

const viewer = systemViewer("test");

/** A test beside this one may fill a whole demo in one transaction. */
const PATIENCE = 90_000;
vi.setConfig({ testTimeout: PATIENCE + 30_000 });

/** Transactions of other tests count as well: they share the server. */
export async function logIsSettled(): Promise<void> {
  await vi.waitFor(
    async () => {
      const [row] = await as(viewer, (tx) =>
        tx.execute<{ settled: boolean }>(sql`
          select coalesce(max(tx) < pg_snapshot_xmin(pg_current_snapshot()), true) as settled from events`),
      );
      if (!row?.settled) throw new Error("a transaction is still running");
    },
    { timeout: PATIENCE, interval: 50 },
  );
}
