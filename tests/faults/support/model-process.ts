/**
 * The scripted model as a process of its own: the stand-in of tests/support/fake-openai, watched from outside so that
 * each call's end is known to the millisecond, and steered over a second port. Started by `model-server.ts` only.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createFakeOpenAI } from "../../support/fake-openai";
import { answerFor, tagIn } from "./model-script";
import type { ModelCall } from "./model-server";

const underway = new AsyncLocalStorage<ModelCall>();
let calls: ModelCall[] = [];
const options = { delayMs: 0 };

// Node tells of every request before it is handled: the stand-in need not know that it is watched.
subscribe("http.server.request.start", (message) => {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
  if (!/^\/v1\/(responses|chat)/.test(request.url ?? "")) return;
  const call: ModelCall = { tag: null, at: Date.now(), endedAt: null, ended: null };
  calls.push(call);
  const destroy = response.destroy.bind(response);
  response.destroy = (error?: Error) => {
    call.ended ??= "broken";
    return destroy(error);
  };
  response.once("close", () => {
    call.endedAt = Date.now();
    call.ended ??= response.writableFinished ? "whole" : "left";
  });
  underway.enterWith(call);
});

const fake = await createFakeOpenAI(options);
fake.script((turn) => {
  const call = underway.getStore();
  if (call) call.tag = tagIn(turn);
  fake.requests.length = 0;
  return answerFor(turn);
});

const control = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname === "/pace") options.delayMs = Number(url.searchParams.get("ms"));
  const body = JSON.stringify(url.pathname === "/calls" ? calls : {});
  if (url.searchParams.get("clear") === "1") calls = calls.filter((call) => call.endedAt === null);
  response.writeHead(200, { "content-type": "application/json" }).end(body);
});
await new Promise<void>((done) => control.listen(0, "127.0.0.1", done));
const { port } = control.address() as AddressInfo;
process.stdout.write(`${JSON.stringify({ port: Number(new URL(fake.url).port), control: port })}\n`);
process.once("SIGTERM", () => process.exit(0));
