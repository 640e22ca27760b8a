/** Imports as the worker does them: step after step, through its stops. */
import { afterAll, expect, it, vi } from "vitest";
import { startImport, uploadSource } from "@/lib/imports/commands";
import { getImport } from "@/lib/imports/queries";
import { getArticle } from "@/lib/knowledge/queries";
import { makeManager } from "@/tests/support/factories";
import { zipOf } from "@/tests/support/zip";
import { startWorker, stopWorker } from "./worker";

afterAll(stopWorker);

it("an import that is started is done by the worker, also when the worker ends in the middle", async () => {
  const manager = await makeManager();
  const members = Array.from({ length: 30 }, (_, n) => ({
    name: `worked-${n}.md`,
    data: `# Worked ${n}\n\nWords ${n}.`,
  }));
  const bytes = (async function* () {
    yield zipOf(members);
  })();
  const { id: uploadId } = await uploadSource(manager, { name: "articles.zip", bytes });
  const options = { publish: true } as never;
  const { id } = await startImport(manager, { uploadId, kind: "markdown", options });
  await startWorker();
  await vi.waitFor(async () => expect((await getImport(manager, id)).read).toBeGreaterThan(0), {
    timeout: 20_000,
  });
  await stopWorker();
  await startWorker();
  await vi.waitFor(async () => expect((await getImport(manager, id)).state).toBe("done"), {
    timeout: 25_000,
  });
  const result = await getImport(manager, id);
  expect(result.counts).toMatchObject({ created: 30, failed: 0 });
  expect(await getArticle(manager, "worked-29")).toMatchObject({ title: "Worked 29", body: "Words 29." });
}, 60_000);
