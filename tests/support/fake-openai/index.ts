/**
 * A stand-in for OpenAI and for compatible servers, over real HTTP on this machine: `/v1/responses` and
 * `/v1/chat/completions`, streamed or not, with scripted answers and faults on demand. For tests only.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { Releases } from "./releases";
import { type FakeTurn, readTurn, type Wire } from "./request";
import {
  defaultScript,
  type Fault,
  faultIn,
  HELD_ANSWER,
  holdsUntil,
  lastsUntil,
  type Script,
} from "./script";
import { body, type Ending, type Frame, frames } from "./wire";

export type { FakeTurn } from "./request";
export type { FakeReply, Script } from "./script";

export interface RecordedRequest {
  path: string;
  authorization: string;
  body: unknown;
  turn: FakeTurn;
}

export interface FakeOpenAI {
  /** The base URL for clients, with `/v1`. */
  url: string;
  requests: RecordedRequest[];
  /** Replaces the script; without one, goes back to the default. */
  script(next?: Script): void;
  close(): Promise<void>;
}

export interface FakeOptions {
  /** Without one, the operating system picks a free port. */
  port?: number;
  /** Milliseconds between pieces of text, for tests that watch an answer grow. */
  delayMs?: number;
}

const PATHS: Record<string, Wire> = {
  "/v1/responses": "responses",
  "/v1/chat/completions": "chat_completions",
};
/** How many frames of an answer arrive before a fault in the middle of it. */
const FRAMES_BEFORE_FAULT = 6;
/** How many words of an answer arrive before a pause in the middle of it. */
const WORDS_BEFORE_PAUSE = 5;
export const WRONG_KEY = "wrong-key";

export async function createFakeOpenAI(options: FakeOptions = {}): Promise<FakeOpenAI> {
  const requests: RecordedRequest[] = [];
  const releases = new Releases();
  let script = defaultScript;
  const server = createServer((request, response) => {
    const context = {
      script: (turn: FakeTurn) => script(turn),
      requests,
      releases,
      delayMs: options.delayMs ?? 0,
    };
    answer(request, response, context).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else fail(response, 500, error instanceof Error ? error.message : "fake server error", "server_error");
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    script(next) {
      script = next ?? defaultScript;
    },
    async close() {
      // Hanging answers would keep the server open for ever.
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

interface Context {
  script: Script;
  requests: RecordedRequest[];
  releases: Releases;
  delayMs: number;
}

async function answer(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  const released = /^\/release\/([\w-]+)$/.exec(path)?.[1];
  if (request.method === "POST" && released) {
    context.releases.release(released);
    return json(response, 200, { released });
  }
  const wire = PATHS[path];
  if (request.method === "GET" && path === "/v1/models")
    return json(response, 200, { object: "list", data: [] });
  if (request.method !== "POST" || !wire)
    return fail(response, 404, `Invalid URL (${request.method} ${path})`, "invalid_request_error");
  const authorization = request.headers.authorization ?? "";
  const parsed: unknown = JSON.parse(await readBody(request));
  if (!authorization.startsWith("Bearer ") || authorization === `Bearer ${WRONG_KEY}`)
    return refuseKey(response, authorization);
  let turn: FakeTurn;
  try {
    turn = readTurn(wire, parsed);
  } catch (error) {
    return fail(
      response,
      400,
      error instanceof Error ? error.message : "bad request",
      "invalid_request_error",
    );
  }
  context.requests.push({ path, authorization, body: parsed, turn });
  const until = lastsUntil(turn);
  const fault = until && context.releases.has(until) ? null : faultIn(turn);
  if (fault === "hang") return;
  if (fault === "401") return refuseKey(response, authorization);
  if (fault === "429") return fail(response, 429, "Rate limit reached for requests", "rate_limit_exceeded");
  if (fault === "500")
    return fail(response, 500, "The server had an error while processing your request.", "server_error");
  await reply(response, turn, fault, context);
}

async function reply(
  response: ServerResponse,
  turn: FakeTurn,
  fault: Fault | null,
  { script, releases, delayMs }: Context,
): Promise<void> {
  const hold = holdsUntil(turn);
  const ending: Ending = fault === "empty" || fault === "length" ? fault : "complete";
  const breaks = fault !== null && ending === "complete";
  // A fault in the middle needs a middle, whatever the script would say.
  const said = fault
    ? { text: "This answer breaks off before it has come to its end, as the test asked." }
    : hold
      ? { text: HELD_ANSWER }
      : script(turn);
  if (!turn.stream) {
    if (!breaks) return json(response, 200, body(turn, said, ending));
    if (fault === "stall") return;
    if (fault === "malformed") {
      response.writeHead(200, { "content-type": "application/json" }).end('{"id": "resp_fake", "output": [{');
      return;
    }
    response.destroy();
    return;
  }
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-cache",
    "x-request-id": "req_fake",
  });
  const all = frames(turn, said, ending);
  let pieces = 0;
  for (const frame of breaks ? all.slice(0, FRAMES_BEFORE_FAULT) : all) {
    if (delayMs > 0 && frame.isDelta) await pause(delayMs);
    if (hold && frame.isDelta && pieces++ === WORDS_BEFORE_PAUSE) await releases.wait(hold);
    if (response.destroyed) return;
    await write(response, frame);
  }
  if (fault === "stall") return;
  if (fault === "malformed") {
    await write(response, {
      event: turn.wire === "responses" ? "response.output_text.delta" : null,
      data: '{"choices": [{',
      isDelta: false,
    });
  }
  if (fault === "cut") response.destroy();
  else response.end();
}

/** Resolves when the bytes have left, so that a cut connection had delivered what came before. */
function write(response: ServerResponse, frame: Frame): Promise<void> {
  const text = `${frame.event === null ? "" : `event: ${frame.event}\n`}data: ${frame.data}\n\n`;
  return new Promise((resolve) => response.write(text, () => resolve()));
}

/** Echoes part of the key, as the real service does: nobody may forward that text. */
function refuseKey(response: ServerResponse, authorization: string): void {
  const key = authorization.replace("Bearer ", "");
  fail(
    response,
    401,
    `Incorrect API key provided: ${key.slice(0, 6)}***${key.slice(-4)}.`,
    "invalid_api_key",
  );
}

function fail(response: ServerResponse, status: number, message: string, code: string): void {
  json(response, status, { error: { message, type: code, param: null, code } }, { "retry-after-ms": "1" });
}

function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", "x-request-id": "req_fake", ...headers });
  response.end(JSON.stringify(value));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8") || "{}";
}
