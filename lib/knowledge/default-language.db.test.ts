/** What says no language is in that of the knowledge base, which need not be English. */
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { type StaffViewer, systemViewer, visitorViewer } from "@/lib/auth/viewer";
import * as environment from "@/lib/core/env";
import { newId } from "@/lib/core/ids";
import { noteMissedSearch } from "@/lib/gaps/searches";
import { startImport } from "@/lib/imports/commands";
import { getImport } from "@/lib/imports/queries";
import { makeManager } from "@/tests/support/factories";
import { createArticle } from "./drafts";
import { getArticleForStaff } from "./staff-queries";

vi.mock("@/lib/core/env", async (original) => {
  const real = await original<typeof environment>();
  return { ...real, env: vi.fn(real.env) };
});

let manager: StaffViewer;
beforeAll(async () => {
  manager = await makeManager();
});
beforeEach(() => {
  vi.mocked(environment.env).mockRestore();
  vi.mocked(environment.env).mockReturnValue({ ...environment.env(), DEFAULT_LANGUAGE: "de-AT" });
});
afterAll(closeDatabase);

it("an article", async () => {
  const { id } = await createArticle(manager, { title: `Rückgabe ${newId()}` });
  expect(await getArticleForStaff(manager, id)).toMatchObject({ language: "de-at" });
  const named = await createArticle(manager, { title: `Returns ${newId()}`, language: "en" });
  expect(await getArticleForStaff(manager, named.id)).toMatchObject({ language: "en" });
});

it("an import", async () => {
  const started = await startImport(manager, { urls: ["https://example.com/help"] });
  expect(await getImport(manager, started.id)).toMatchObject({ options: { language: "de-at" } });
  const named = await startImport(manager, {
    urls: ["https://example.com/help"],
    options: { language: "fr" },
  });
  expect(await getImport(manager, named.id)).toMatchObject({ options: { language: "fr", publish: false } });
});

it("a search that found nothing", async () => {
  const query = `hängematte für balkone ${newId()}`;
  await noteMissedSearch(visitorViewer(), { query });
  const [row] = await as(systemViewer("test"), (tx) =>
    tx.execute(sql`select language from gap_questions where text = ${query}`),
  );
  expect(row).toEqual({ language: "de-at" });
});
