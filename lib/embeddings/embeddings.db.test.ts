/**
 * Embeddings on a database that cannot keep vectors (the embedded one): nothing is sent, nothing fails, nothing
 * changes. And what the provider may answer.
 */
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { OPENS_AFTER } from "@/lib/core/breaker";
import { publishArticle } from "@/lib/knowledge/commands";
import { searchPassages } from "@/lib/knowledge/search";
import { createFakeOpenAI, type FakeOpenAI } from "@/tests/support/fake-openai";
import { embedPassages } from "./embed-passages";
import { EmbeddingFailure, embed, embeddings } from "./provider";
import { meaningOf } from "./question";
import { vectorsAreKept } from "./store";

let fake: FakeOpenAI;
const system = systemViewer("test");
const model = { model: "fake-embedding", dimensions: 64 };

beforeAll(async () => {
  fake = await createFakeOpenAI();
  Object.assign(process.env, {
    OPENAI_BASE_URL: fake.url,
    OPENAI_API_KEY: "test-key",
    EMBEDDING_MODEL_NAME: model.model,
    EMBEDDING_DIMENSIONS: String(model.dimensions),
  });
  await publishArticle(system, {
    slug: "sofas",
    title: "Clean a sofa",
    summary: "s",
    body: "Brush the sofa once a week.",
    category: "general",
  });
});
afterAll(async () => {
  await closeDatabase();
  await fake.close();
});
beforeEach(() => {
  // Each test begins with a provider that nobody has given up.
  (globalThis as { batonEmbeddings?: unknown }).batonEmbeddings = undefined;
  fake.embedded.length = 0;
});

describe("a database without pgvector", () => {
  it("is told so, and goes on", async () => {
    expect(embeddings()).toEqual(model);
    const [row] = await as(system, (tx) =>
      tx.execute<{ kept: boolean }>(sql`select baton_prepare_vectors(64) as kept`),
    );
    expect(row?.kept).toBe(false);
    await migrateDatabase();
    expect(await vectorsAreKept()).toBe(false);
  });

  it("has nothing sent to the provider, and the search goes by words", async () => {
    expect(await embedPassages()).toBe(0);
    expect(await meaningOf("how do i clean a couch")).toBeNull();
    const found = await searchPassages(visitorViewer(), { query: "clean a sofa" });
    expect(found.results.map(({ slug }) => slug)).toEqual(["sofas"]);
    expect(found.answerable).toBe(true);
    expect(fake.embedded).toEqual([]);
  });
});

describe("embed", () => {
  it("answers with one vector for each text, in their order", async () => {
    const [sofa = [], couch = [], lamp = []] = await embed(["a sofa", "a couch", "the lamp"], model, 5_000);
    const cosine = (a: number[], b: number[]) => a.reduce((sum, x, n) => sum + x * (b[n] ?? 0), 0);
    expect(sofa).toHaveLength(64);
    expect(cosine(sofa, couch)).toBeCloseTo(1);
    expect(cosine(sofa, lamp)).toBeLessThan(0.8);
    expect(fake.embedded).toEqual(["a sofa", "a couch", "the lamp"]);
  });

  it.each(["500", "429", "401", "400", "short", "malformed"])(
    "fails by %s, and says nothing more",
    async (fault) => {
      const failed = embed([`#fault:${fault}`], model, 5_000);
      await expect(failed).rejects.toBeInstanceOf(EmbeddingFailure);
      await expect(failed).rejects.not.toThrow(/test-key/);
    },
  );

  it("does not wait for a provider that is silent", async () => {
    await expect(embed(["#fault:hang"], model, 50)).rejects.toBeInstanceOf(EmbeddingFailure);
  });

  it("leaves a provider alone that keeps failing, not one that refuses", async () => {
    for (let n = 0; n < OPENS_AFTER + 1; n++)
      await expect(embed(["#fault:400"], model, 5_000)).rejects.toThrow(/refused/);
    for (let n = 0; n < OPENS_AFTER; n++)
      await expect(embed(["#fault:500"], model, 5_000)).rejects.toThrow(/reached/);
    fake.embedded.length = 0;
    await expect(embed(["a sofa"], model, 5_000)).rejects.toThrow(/left alone/);
    expect(fake.embedded).toEqual([]);
  });
});
