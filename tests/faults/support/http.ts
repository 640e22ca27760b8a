/** One HTTP request as a browser of ours would send it: cookie, origin, a deadline until the answer begins. */
import { type Agent, type IncomingHttpHeaders, type IncomingMessage, request as open } from "node:http";

/** Like the app's own client: milliseconds until the answer must have begun. */
export const DEADLINE_MS = 15_000;

export type Asked = {
  /** Where the connection goes: the balancer, or one instance. */
  port: number;
  /** The address that the portal is known by; an instance that is asked directly must hear it, too. */
  origin: string;
  agent: Agent;
  method: string;
  path: string;
  cookie?: string;
  body?: unknown;
  headers?: Record<string, string>;
  deadlineMs?: number;
};

export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  /** Unread. */
  stream: IncomingMessage;
};

/** Resolves when the status and headers are there, whatever they say; rejects when the network failed. */
export function ask(asked: Asked): Promise<Answer> {
  const body = asked.method === "GET" ? undefined : JSON.stringify(asked.body ?? {});
  return new Promise((done, reject) => {
    const request = open({
      host: "127.0.0.1",
      port: asked.port,
      method: asked.method,
      path: asked.path,
      agent: asked.agent,
      headers: {
        host: new URL(asked.origin).host,
        origin: asked.origin,
        ...(asked.cookie ? { cookie: asked.cookie } : {}),
        ...(body ? { "content-type": "application/json", "content-length": Buffer.byteLength(body) } : {}),
        ...asked.headers,
      },
    });
    const late = setTimeout(
      () => request.destroy(new Error("no answer in time")),
      asked.deadlineMs ?? DEADLINE_MS,
    );
    let answered = false;
    request.once("response", (stream) => {
      answered = true;
      clearTimeout(late);
      // A cut connection is an ending, which whoever reads the stream sees; unread, it must not crash us.
      stream.on("error", () => {});
      done({ status: stream.statusCode ?? 0, headers: stream.headers, stream });
    });
    request.on("error", (error) => {
      clearTimeout(late);
      // What breaks later is told by the stream.
      if (answered) return;
      // A kept connection that the other end had closed meanwhile: a browser reads again on a new one, too.
      if (request.reusedSocket && asked.method === "GET") done(ask(asked));
      else reject(error);
    });
    request.end(body);
  });
}

/** The whole body; rejects when the connection breaks before its end. */
export async function textOf({ stream }: Answer): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  if (!stream.complete) throw new Error("the answer broke off");
  return Buffer.concat(pieces).toString("utf8");
}

/** Lets go of an answer that nobody reads, as a closed tab does. */
export const leave = ({ stream }: Answer): void => void stream.destroy();
