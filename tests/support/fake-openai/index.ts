/**
 * A stand-in for OpenAI and for compatible servers, over real HTTP on this machine: `/v1/responses` and
 * `/v1/chat/completions`, streamed or not, with scripted answers and faults on demand, and `/v1/embeddings` (see
 * embeddings.ts). For tests only.
 *
 * A fault is asked for in the user's text, `#fault:` and one of these words:
 *
 * | word                       | what happens                                                                     |
 * |----------------------------|----------------------------------------------------------------------------------|
 * | `400` to `599`             | that status; `401` with part of the key in its text, as the real service does    |
 * | `reset`, `hang`            | the connection breaks before an answer; there is never one                       |
 * | `cut`, `eof`               | the connection breaks in the answer; it ends there, as if that were all          |
 * | `stall`                    | silence in the answer                                                            |
 * | `malformed`, `error`       | an event that is no JSON; one that says that the server failed                   |
 * | `order`, `late`            | pieces in the wrong order; the end of the answer before its pieces (Responses)   |
 * | `endless`                  | the same piece for ever                                                          |
 * | `drip`                     | letter by letter, one a second, or as `#every:` says                             |
 * | `huge`                     | 2 MB in one piece                                                                |
 * | `empty`                    | complete, with nothing in it                                                     |
 * | `length`, `filter`         | cut at the length limit; cut by the provider's filter                            |
 * | `refusal`                  | declined, in the field that is meant for it                                      |
 * | `bom`, `crlf`, `split`     | well, but with a byte order mark, other line ends, three bytes at a time         |
 * | `unknown`, `twice`         | well, but between events that nobody knows; with two ends                        |
 * | `utf8`, `halves`, `nul`    | well, but with bytes that are no text, with letters cut in two, with NUL         |
 * | `badtool`                  | calls a tool that does not exist                                                 |
 * | `badjson`, `badtypes`      | calls one with arguments that are no JSON; that are of the wrong types           |
 * | `bigargs`, `manycalls`     | calls one with 1 MB of arguments; fifty at once                                  |
 * | `sameid`, `samecall`       | two calls with one id; one call sent twice                                       |
 * | `loop`                     | calls a tool, whatever it answers, for ever                                      |
 *
 * and, as needed, with these:
 *
 * | word           | meaning                                                                                      |
 * |----------------|----------------------------------------------------------------------------------------------|
 * | `#at:start`    | right after the headers. Where: for `cut eof stall malformed error endless`                  |
 * | `#at:opened`   | after the opening events, before a word                                                      |
 * | `#at:text`     | after some words (without `#at:`)                                                            |
 * | `#at:call`     | in a tool call, for every fault of an answer; what follows its result is faulty again        |
 * | `#times:2`     | only the first two requests with this message                                                |
 * | `#until:word`  | until somebody posts to `/release/word`                                                      |
 * | `#after:3`     | `Retry-After: 3` with a status; otherwise `retry-after-ms: 1`                                |
 * | `#every:20`    | milliseconds between the letters of a drip                                                   |
 * | `#hold:word`   | without a fault: pauses in its middle, until `/release/word`                                 |
 *
 * `GET /fired` answers how often each fault has struck: `{"500": 3, "cut": 1}`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { deliver } from "./deliver";
import { answerEmbeddings } from "./embeddings";
import { type Asked, breaks, endingOf, readAsked, replyFor } from "./faults";
import { fail, json, refuse, refuseKey } from "./plain";
import { Releases } from "./releases";
import { type FakeTurn, readTurn, type Wire } from "./request";
import { defaultScript, type FakeReply, type Script } from "./script";
import { body, frames, letters, words } from "./wire";

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
  /** Texts that vectors were asked for. */
  embedded: string[];
  /** How often each fault has struck. */
  fired: Map<string, number>;
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
export const WRONG_KEY = "wrong-key";

export async function createFakeOpenAI(options: FakeOptions = {}): Promise<FakeOpenAI> {
  const requests: RecordedRequest[] = [];
  const embedded: string[] = [];
  const releases = new Releases();
  const strikes = new Strikes();
  let script = defaultScript;
  const server = createServer((request, response) => {
    const context = {
      script: (turn: FakeTurn) => script(turn),
      embedded,
      requests,
      releases,
      strikes,
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
    embedded,
    fired: strikes.fired,
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
  embedded: string[];
  script: Script;
  requests: RecordedRequest[];
  releases: Releases;
  strikes: Strikes;
  delayMs: number;
}

/** Which faults have struck: in all, and for each message. */
class Strikes {
  readonly fired = new Map<string, number>();
  readonly #messages = new Map<string, number>();

  /** The fault that befalls this request, if one does. */
  next({ fault, times }: Asked, message: string): Asked["fault"] {
    const before = this.#messages.get(message) ?? 0;
    if (fault === null || before >= times) return null;
    if (Number.isFinite(times)) this.#messages.set(message, before + 1);
    this.fired.set(String(fault), (this.fired.get(String(fault)) ?? 0) + 1);
    return fault;
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  const released = /^\/release\/([\w-]+)$/.exec(path)?.[1];
  if (request.method === "POST" && released) {
    context.releases.release(released);
    return json(response, 200, { released });
  }
  if (request.method === "GET" && path === "/fired")
    return json(response, 200, Object.fromEntries(context.strikes.fired));
  const wire = PATHS[path];
  if (request.method === "GET" && path === "/v1/models")
    return json(response, 200, { object: "list", data: [] });
  if (request.method === "POST" && path === "/v1/embeddings") {
    const authorization = request.headers.authorization ?? "";
    if (!authorization.startsWith("Bearer ") || authorization === `Bearer ${WRONG_KEY}`)
      return refuseKey(response, authorization);
    return answerEmbeddings(response, JSON.parse(await readBody(request)), context.embedded);
  }
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
  const wanted = readAsked(turn);
  const isOver = wanted.until !== null && context.releases.has(wanted.until);
  const asked = { ...wanted, fault: isOver ? null : context.strikes.next(wanted, turn.lastUser) };
  if (asked.fault === "hang") return;
  if (asked.fault === "reset") {
    response.destroy();
    return;
  }
  if (asked.fault === 401) return refuseKey(response, authorization);
  if (typeof asked.fault === "number") return refuse(response, asked.fault, asked.after);
  // Asked even when a fault decides: a script may keep account of what it sees.
  const scripted = context.script(turn);
  await reply(response, turn, replyFor(asked, turn) ?? scripted, asked, context);
}

async function reply(
  response: ServerResponse,
  turn: FakeTurn,
  said: FakeReply,
  asked: Asked,
  { releases, delayMs }: Context,
): Promise<void> {
  const { fault, hold } = asked;
  const ending = endingOf(fault);
  if (turn.stream) {
    const cut = fault === "drip" || fault === "halves" ? letters : words;
    const released = () => releases.wait(hold ?? "");
    return deliver(response, frames(turn, said, ending, cut), { turn, asked, delayMs, released });
  }
  if (!breaks(fault)) return json(response, 200, body(turn, said, ending));
  if (fault === "stall") return;
  if (fault === "malformed") {
    response.writeHead(200, { "content-type": "application/json" }).end('{"id": "resp_fake", "output": [{');
    return;
  }
  response.destroy();
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8") || "{}";
}
