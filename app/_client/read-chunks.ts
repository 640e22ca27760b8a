/** Reads a response body as UI message chunks, one by one. Knows the wire, not what the chunks mean. */
import type { UIMessageChunk } from "ai";
import { EventSourceParserStream } from "eventsource-parser/stream";

/**
 * Ends at `[DONE]`, at the end of the body, or by throwing what the connection throws. A stream that just
 * ends without a last chunk is a lost connection; the caller sees that from what it has been given.
 */
export async function* readChunks(body: ReadableStream<Uint8Array>): AsyncGenerator<UIMessageChunk> {
  // A reader, not `for await`: Safari cannot iterate over streams.
  const reader = body
    .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || value.data === "[DONE]") return;
      const chunk = parse(value.data);
      if (chunk) yield chunk;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** A line that is not a chunk says nothing; the answer itself is read from the server once it is whole. */
function parse(data: string): UIMessageChunk | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null && "type" in value ? (value as UIMessageChunk) : null;
  } catch {
    return null;
  }
}
