/** A response whose HTML is finished before it is sent, so that it can be changed as a whole. */
import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const zip = promisify(gzip);

type Done = (error?: Error | null) => void;

/**
 * Holds what is written to `response` until its end and sends what `change` makes of it; anything but HTML goes out as
 * it comes. For pages that are made in one go: nothing of them arrives earlier. Next is asked for plain text, and what
 * is sent is compressed here.
 */
export function changeHtml(
  request: IncomingMessage,
  response: ServerResponse,
  change: (html: string) => string,
): void {
  const takesGzip = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  request.headers["accept-encoding"] = "identity";
  const { write, end, writeHead, flushHeaders } = response;
  const held: Buffer[] = [];
  let isFinished = false;
  const holds = () => !isFinished && String(response.getHeader("content-type") ?? "").startsWith("text/html");
  const keep = (chunk: unknown, encoding: unknown) => {
    if (chunk === undefined || chunk === null || typeof chunk === "function") return;
    held.push(
      typeof chunk === "string"
        ? Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8")
        : Buffer.from(chunk as Uint8Array),
    );
  };
  const send = async (done: Done | undefined) => {
    const html = Buffer.from(change(Buffer.concat(held).toString("utf8")));
    const isZipped = takesGzip && html.length > 0;
    const body = isZipped ? await zip(html) : html;
    if (isZipped) response.setHeader("content-encoding", "gzip");
    response.setHeader("content-length", body.length);
    isFinished = true;
    end.call(response, body, "utf8", done as () => void);
  };
  // Headers are fixed before the first part of the body is written; until the end they are not all known.
  response.flushHeaders = () => {
    if (!holds()) flushHeaders.call(response);
  };
  response.writeHead = ((...args: unknown[]) => {
    if (!holds()) return Reflect.apply(writeHead, response, args);
    const [status, ...rest] = args;
    if (typeof status === "number") response.statusCode = status;
    const headers = rest.at(-1);
    if (typeof headers === "object" && headers !== null)
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    return response;
  }) as typeof writeHead;
  response.write = ((chunk: unknown, ...rest: unknown[]) => {
    if (!holds()) return Reflect.apply(write, response, [chunk, ...rest]);
    keep(chunk, rest[0]);
    (rest.find((one) => typeof one === "function") as Done | undefined)?.(null);
    return true;
  }) as typeof write;
  response.end = ((...args: unknown[]) => {
    if (!holds()) return Reflect.apply(end, response, args);
    keep(args[0], args[1]);
    void send(args.find((one) => typeof one === "function") as Done | undefined).catch((error: Error) =>
      response.destroy(error),
    );
    return response;
  }) as typeof end;
}
