/**
 * Vectors that mean something: each word, without its ending, points in a direction of its own, and words of one
 * group in almost the same. Deterministic. In the text, `#fault:500` and the like are that status, `#fault:hang` is
 * silence, `#fault:short` a vector with a number too few, `#fault:malformed` no JSON.
 */
import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { json, refuse } from "./plain";

/** Words that a model would know to be near each other, and that share no letters. */
const groups = [
  ["couch", "sofa", "settee"],
  ["refund", "reimburse", "money"],
  ["automobile", "car", "vehicle"],
];
const USUAL_DIMENSIONS = 64;

export function answerEmbeddings(response: ServerResponse, asked: unknown, embedded: string[]): void {
  const { input, model, dimensions } = asked as {
    input: string | string[];
    model: string;
    dimensions?: number;
  };
  const texts = typeof input === "string" ? [input] : input;
  embedded.push(...texts);
  const fault = /#fault:(\w+)/.exec(texts.join(" "))?.[1];
  if (fault === "hang") return;
  if (fault === "malformed") {
    response.writeHead(200, { "content-type": "application/json" }).end("{");
    return;
  }
  if (fault && /^\d+$/.test(fault)) {
    refuse(response, Number(fault), null);
    return;
  }
  const length = (dimensions ?? USUAL_DIMENSIONS) - (fault === "short" ? 1 : 0);
  json(response, 200, {
    object: "list",
    model,
    // Not in order: clients must go by the index.
    data: texts
      .map((text, index) => ({ object: "embedding", index, embedding: vectorOf(text, length) }))
      .reverse(),
  });
}

export function vectorOf(text: string, length: number): number[] {
  const vector = new Array<number>(length).fill(0);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const stem = word.replace(/(?:ing|ed|s)$/, "");
    const group = groups.find((words) => words.includes(stem))?.[0] ?? stem;
    const digest = createHash("sha256").update(group).digest();
    for (let n = 0; n < 8; n++) {
      const at = digest.readUInt16BE(n * 2) % length;
      vector[at] = (vector[at] ?? 0) + ((digest[16 + n] ?? 0) < 128 ? 1 : -1);
    }
  }
  const size = Math.hypot(...vector) || 1;
  return vector.map((number) => number / size);
}
