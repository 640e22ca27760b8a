/** Asks for one answer over HTTP, reads it as it comes, and notes when: what a client of any target sees. */
import { Agent, request } from "node:http";

export type Ask = { url: string; headers: Record<string, string>; body: unknown };
export type Reply = {
  firstMs: number;
  totalMs: number;
  /** The answer's text. */
  text: string;
  /** Bytes on the wire after the headers. */
  bytes: number;
};

/** Where the text is in one event of each wire; the empty first piece of Chat Completions is not text. */
const wires = [
  {
    mark: /"type":"text-delta"/,
    textOf: (event: Event) => (event.type === "text-delta" ? event.delta : null),
  },
  {
    mark: /"type":"response\.output_text\.delta"/,
    textOf: (event: Event) => (event.type === "response.output_text.delta" ? event.delta : null),
  },
  { mark: /"delta":\{"content":"[^"]/, textOf: (event: Event) => event.choices?.[0]?.delta?.content ?? null },
];
type Event = { type?: string; delta?: string; choices?: { delta?: { content?: string } }[] };

/** Connections of one load: a server closes those that were idle for some seconds, just when they are used again. */
const newAgent = () =>
  new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, scheduling: "fifo" });

/** Rejects when the answer is no 200 or is cut off. Without an agent, on a connection of its own. */
export function ask({ url, headers, body }: Ask, agent?: Agent): Promise<Reply> {
  const payload = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const started = performance.now();
    let firstMs = Number.NaN;
    let seen = "";
    const sent = request(
      url,
      {
        agent: agent ?? false,
        method: "POST",
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(payload),
          ...headers,
        },
      },
      (response) => {
        response.setEncoding("utf8");
        response.on("data", (part: string) => {
          seen += part;
          if (Number.isNaN(firstMs) && wires.some(({ mark }) => mark.test(seen)))
            firstMs = performance.now() - started;
        });
        response.on("error", reject);
        response.on("end", () => {
          if (response.statusCode !== 200)
            reject(new Error(`${url} answered ${response.statusCode}: ${seen.slice(0, 200)}`));
          else
            resolve({
              firstMs,
              totalMs: performance.now() - started,
              text: textOf(seen),
              bytes: Buffer.byteLength(seen),
            });
        });
      },
    );
    sent.on("error", reject);
    sent.end(payload);
  });
}

function textOf(stream: string): string {
  let text = "";
  for (const line of stream.split("\n")) {
    if (!line.startsWith("data: {")) continue;
    const event = JSON.parse(line.slice(6)) as Event;
    text += wires.map((wire) => wire.textOf(event)).find((found) => found !== null) ?? "";
  }
  return text;
}

export type Load = {
  /** Clients; each asks again as soon as it has its answer. */
  clients: number;
  repliesEach: number;
  /** One question of one client. */
  askOf: (client: number) => Ask;
  /** Milliseconds of one answer: the clients begin spread over it. */
  spreadMs: number;
  /** What every answer must say; another one is an error. */
  expected: string;
};

/** Runs the load to its end. Rejects at the first answer that is not whole: a figure of broken answers is none. */
export async function runLoad(load: Load): Promise<Reply[]> {
  const agent = newAgent();
  const client = async (index: number) => {
    await new Promise((resolve) => setTimeout(resolve, (index / load.clients) * load.spreadMs));
    const replies: Reply[] = [];
    for (let n = 0; n < load.repliesEach; n++) {
      const reply = await ask(load.askOf(index), agent);
      if (reply.text.trim() !== load.expected)
        throw new Error(`an answer is not whole: "${reply.text.slice(0, 80)}"`);
      replies.push(reply);
    }
    return replies;
  };
  try {
    return (await Promise.all(Array.from({ length: load.clients }, (_, index) => client(index)))).flat();
  } finally {
    agent.destroy();
  }
}
