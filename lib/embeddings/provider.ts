/**
 * Text into numbers, by a model of the configured provider over its `/embeddings`. Answers are checked: as many
 * vectors as texts, of the configured length, finite. A provider that keeps failing is left alone for a while.
 */
import "server-only";
import { z } from "zod";
import { Breaker } from "@/lib/core/breaker";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";

/** Where OpenAI itself is. */
const OPENAI = "https://api.openai.com/v1";
/** Bytes of an answer: 64 vectors of 4,000 numbers in JSON. */
const MOST_BYTES = 8_000_000;

const answer = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()) })),
});

/** On globalThis: Next loads routes and background as separate module graphs. */
const shelf = globalThis as typeof globalThis & { batonEmbeddings?: Breaker };

export type Embeddings = { model: string; dimensions: number };

/** Null: the search goes by words alone. */
export function embeddings(): Embeddings | null {
  const { EMBEDDING_MODEL_NAME: model, EMBEDDING_DIMENSIONS: dimensions } = env();
  return model ? { model, dimensions } : null;
}

export class EmbeddingFailure extends Error {
  override readonly name = "EmbeddingFailure";
}

/** One vector for each text, in their order. Rejects with {@link EmbeddingFailure}, within `milliseconds`. */
export async function embed(
  texts: readonly string[],
  { model, dimensions }: Embeddings,
  milliseconds: number,
): Promise<number[][]> {
  shelf.batonEmbeddings ??= new Breaker(undefined, (state) =>
    log().warn({ state }, "the provider of embeddings"),
  );
  const report = shelf.batonEmbeddings.admit();
  if (!report) throw new EmbeddingFailure("the provider failed too often; it is left alone for a while");
  try {
    const vectors = await ask(texts, model, dimensions, milliseconds);
    report("success");
    return vectors;
  } catch (error) {
    // What it answered was of no use, but it is there.
    report(error instanceof EmbeddingFailure ? "answered" : "outage");
    throw error instanceof EmbeddingFailure
      ? error
      : new EmbeddingFailure("the provider cannot be reached", { cause: error });
  }
}

async function ask(
  texts: readonly string[],
  model: string,
  dimensions: number,
  milliseconds: number,
): Promise<number[][]> {
  const { OPENAI_BASE_URL = OPENAI, OPENAI_API_KEY = "none" } = env();
  const response = await fetch(`${OPENAI_BASE_URL.replace(/\/$/, "")}/embeddings`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${OPENAI_API_KEY}` },
    body: JSON.stringify({ model, input: texts, encoding_format: "float", ...asLong(model, dimensions) }),
    // Where a key goes is for the operator to say, not for the server that is asked.
    redirect: "error",
    signal: AbortSignal.timeout(milliseconds),
  });
  if (response.status >= 500 || response.status === 429) throw new Error(`status ${response.status}`);
  if (!response.ok) throw new EmbeddingFailure(`the provider refused: ${response.status}`);
  const parsed = answer.safeParse(await readJson(response));
  if (!parsed.success) throw new EmbeddingFailure("the provider's answer has another shape");
  const { data } = parsed.data;
  const vectors = data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
  const isRight = (vector: readonly number[]) =>
    vector.length === dimensions && vector.every(Number.isFinite) && vector.some((number) => number !== 0);
  if (vectors.length !== texts.length || !vectors.every(isRight))
    throw new EmbeddingFailure(`the provider did not answer with ${dimensions} numbers for each text`);
  return vectors;
}

/** Models of OpenAI's third generation can be asked for fewer; others do not know the word. */
const asLong = (model: string, dimensions: number) =>
  model.startsWith("text-embedding-3") ? { dimensions } : {};

async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > MOST_BYTES) {
      await reader?.cancel();
      throw new EmbeddingFailure("the provider's answer is too long");
    }
    chunks.push(part.value);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (cause) {
    throw new EmbeddingFailure("the provider's answer is no JSON", { cause });
  }
}
