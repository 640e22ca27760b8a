/**
 * A model that costs nothing: speaks the Responses and the Chat Completions wire, streams one known answer at a steady
 * pace, and renders every frame before the first request. Runs as a process of its own; `POST /pace` changes the pace.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { frames } from "../../tests/support/fake-openai/wire";
import { answerOf, type Pace, usualPace } from "./answer";

type Wire = "responses" | "chat_completions";
/** Bytes to send at a moment, counted in milliseconds from the request. */
type Piece = { at: number; bytes: Buffer };

let pieces = render(usualPace);

function render(pace: Pace): Record<Wire, Piece[]> {
  return { responses: renderWire("responses", pace), chat_completions: renderWire("chat_completions", pace) };
}

/** What comes before the first token leaves with it, what comes after the last with the last. */
function renderWire(wire: Wire, { firstTokenMs, tokens, perSecond }: Pace): Piece[] {
  const turn = {
    wire,
    model: "bench",
    stream: true,
    instructions: "",
    lastUser: "",
    toolResults: [],
    tools: [],
  };
  const rendered: Piece[] = [];
  let held = "";
  for (const frame of frames(turn, { text: answerOf(tokens) }, "complete")) {
    const text = `${frame.event ? `event: ${frame.event}\n` : ""}data: ${frame.data}\n\n`;
    if (!frame.isDelta) {
      held += text;
      continue;
    }
    rendered.push({
      at: firstTokenMs + (rendered.length * 1_000) / perSecond,
      bytes: Buffer.from(held + text),
    });
    held = "";
  }
  const last = rendered.at(-1);
  if (last) last.bytes = Buffer.concat([last.bytes, Buffer.from(held)]);
  return rendered;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function speak(response: ServerResponse, planned: readonly Piece[]): void {
  const started = performance.now();
  let index = 0;
  let timer: NodeJS.Timeout | undefined;
  const next = () => {
    const passed = performance.now() - started;
    for (let piece = planned[index]; piece && piece.at <= passed + 0.5; piece = planned[++index])
      response.write(piece.bytes);
    const piece = planned[index];
    if (piece) timer = setTimeout(next, piece.at - passed);
    else response.end();
  };
  response.on("close", () => clearTimeout(timer));
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  next();
}

const server = createServer(async (request, response) => {
  const body = await readBody(request);
  if (request.url === "/pace") {
    pieces = render(JSON.parse(body) as Pace);
    response.writeHead(204).end();
  } else if (request.url === "/v1/responses") speak(response, pieces.responses);
  else if (request.url === "/v1/chat/completions") speak(response, pieces.chat_completions);
  else response.writeHead(404).end();
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), "127.0.0.1");
