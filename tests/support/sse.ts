/** Reads our streams as a browser would: server-sent events, one by one. */
import { EventSourceParserStream } from "eventsource-parser/stream";

export type ServerEvent = { id?: string; event?: string; data: string };

export class EventReader {
  private readonly reader: ReadableStreamDefaultReader<ServerEvent>;
  /** Everything that was read, in order. */
  readonly seen: ServerEvent[] = [];

  constructor(body: ReadableStream<Uint8Array>) {
    this.reader = body
      .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
      .pipeThrough(new EventSourceParserStream() as TransformStream<string, ServerEvent>)
      .getReader();
  }

  /** The next event, or null at the end. */
  async next(): Promise<ServerEvent | null> {
    const { done, value } = await this.reader.read();
    if (done) return null;
    this.seen.push(value);
    return value;
  }

  /** Reads on until one is as wanted; null when the stream ends before. */
  async until(wanted: (event: ServerEvent) => boolean): Promise<ServerEvent | null> {
    for (let event = await this.next(); event; event = await this.next()) if (wanted(event)) return event;
    return null;
  }

  /** Everything up to the end. */
  async rest(): Promise<ServerEvent[]> {
    await this.until(() => false);
    return this.seen;
  }

  /** Goes away, as a closed tab does. */
  async leave(): Promise<void> {
    await this.reader.cancel();
  }
}

/** All chunks of a run's stream, up to its end. */
export async function chunksOf(
  body: ReadableStream<Uint8Array>,
): Promise<{ type: string; delta?: string; reason?: string }[]> {
  const events = await new EventReader(body).rest();
  return events.filter(({ data }) => data !== "[DONE]").map(({ data }) => JSON.parse(data));
}
