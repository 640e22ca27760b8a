/** Reads a JSON body: counted while it arrives, UTF-8, not deeper than a form needs. */
import { AppError } from "@/lib/core/errors";

/** Bytes; 8,000 characters of any script fit, and little else. */
export const MAX_BODY_BYTES = 64 * 1024;
const MAX_DEPTH = 32;

/** Throws `invalid` for another content type, malformed JSON, too large or too deep a body. */
export async function readJson(request: Request, limit = MAX_BODY_BYTES): Promise<unknown> {
  const text = await readText(request, limit);
  if (text === "") return {};
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new AppError("invalid", "The body must be application/json.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError("invalid", "The body is not valid JSON.");
  }
  if (depthOf(value) > MAX_DEPTH)
    throw new AppError("invalid", `The body is nested deeper than ${MAX_DEPTH} levels.`);
  return value;
}

/** The body as text; empty when there is none. */
async function readText(request: Request, limit: number): Promise<string> {
  if (!request.body) return "";
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const reader = request.body.getReader();
  let text = "";
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > limit) throw new AppError("invalid", `The body is larger than ${limit / 1024} kB.`);
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    await reader.cancel().catch(() => {});
    if (error instanceof AppError) throw error;
    throw new AppError("invalid", "The body is not valid UTF-8.", { cause: error });
  }
}

function depthOf(root: unknown): number {
  let deepest = 0;
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 1 }];
  for (let item = open.pop(); item; item = open.pop()) {
    if (typeof item.value !== "object" || item.value === null) continue;
    deepest = Math.max(deepest, item.depth);
    if (deepest > MAX_DEPTH) return deepest;
    for (const child of Object.values(item.value)) open.push({ value: child, depth: item.depth + 1 });
  }
  return deepest;
}
