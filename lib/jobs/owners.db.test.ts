/** Jobs of a process that was killed are done by another, and those of a living one are left alone. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { systemViewer } from "@/lib/auth/viewer";
import { notify } from "@/lib/notifications/commands";
import { makeCustomer } from "@/tests/support/factories";
import { projectRoot } from "../../scripts/lib/paths.mjs";
import { withClient } from "../../scripts/lib/postgres-bootstrap.mjs";
import { freeOrphanedJobs } from "./owners";

const system = systemViewer("test");
const url = process.env.DATABASE_URL ?? "";
const pool = new Pool({ connectionString: url, max: 1 });

/** A mail server that says nothing: whoever sends to it is busy with that job. */
let mute: Server;
const callers = new Set<Socket>();
let called: () => void = () => {};
let worker: ChildProcess;

beforeAll(async () => {
  mute = createServer((socket) => {
    callers.add(socket.on("error", () => {}));
    called();
  }).listen(0, "127.0.0.1");
  await once(mute, "listening");
  const { port } = mute.address() as AddressInfo;
  const code = `await (await import("${projectRoot}/lib/jobs/worker.ts")).startWorker();`;
  worker = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "--input-type=module", "-e", code],
    {
      cwd: projectRoot,
      env: { ...process.env, SMTP_URL: `smtp://127.0.0.1:${port}` },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
});
afterAll(async () => {
  worker.kill("SIGKILL");
  for (const socket of callers) socket.destroy();
  mute.close();
  await pool.end();
});

const owners = () =>
  withClient(
    url,
    (sql) => sql<{ locked_by: string }[]>`
    select distinct locked_by from graphile_worker.jobs
     where task_identifier = 'send-email' and locked_by is not null`,
  );

/** As if the job had been taken that long ago. */
const age = (seconds: number) =>
  withClient(
    url,
    (sql) => sql`
    update graphile_worker._private_jobs set locked_at = now() - make_interval(secs => ${seconds})
     where locked_by is not null`,
  );

it("gives back what a killed process holds, and only that", async () => {
  const customer = await makeCustomer();
  const busy = new Promise<void>((resolve) => {
    called = resolve;
  });
  await notify(system, { userId: customer.userId, method: "email", subject: "S", body: "B" });
  await busy;
  expect(await owners()).toHaveLength(1);

  await age(3_600);
  expect(await freeOrphanedJobs(pool)).toBe(0);
  expect(await owners()).toHaveLength(1);

  worker.kill("SIGKILL");
  await once(worker, "exit");
  await age(30);
  expect(await freeOrphanedJobs(pool)).toBe(0);
  await age(61);
  await vi.waitFor(async () => expect(await freeOrphanedJobs(pool)).toBe(1), { timeout: 10_000 });
  expect(await owners()).toHaveLength(0);
});
