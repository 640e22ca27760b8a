/**
 * The one way in which Baton fetches what somebody else named: a page to import, an image in it. A name is resolved,
 * every address it has is checked, and the connection goes to exactly these; each redirect begins again from the
 * start. Sends no cookies and no credentials, and keeps none.
 */
import "server-only";
import { lookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Agent, buildConnector, request } from "undici";
import { isPublicAddress, readUrl, type UrlRule } from "./addresses";

export type OutboundReason = "refused" | "redirects" | "status" | "type" | "size" | "time" | "network";

/** Its message is written for the person who named the address. */
export class OutboundError extends Error {
  override readonly name = "OutboundError";
  constructor(
    readonly reason: OutboundReason,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

export type Address = { address: string; family: number };
/** The two edges to the network, which tests replace. */
type Edges = {
  resolve?: (hostname: string) => Promise<Address[]>;
  /** Opens the connection to one of the addresses, which have been checked. */
  dial?: (addresses: Address[], options: buildConnector.Options, callback: buildConnector.Callback) => void;
};

export type OutboundOptions = {
  /** Media types that are read; anything else ends before its body. */
  types: RegExp;
  maxBytes: number;
  /** Milliseconds for all of it, redirects included. */
  timeout: number;
  userAgent: string;
  signal?: AbortSignal;
  /** Asked before each request, those after a redirect too; whatever it throws ends the fetch. */
  before?: (url: URL) => Promise<void>;
};

export type Fetched = { url: URL; type: string; charset: string | null; body: Buffer };
export type Outbound = (address: string, options: OutboundOptions) => Promise<Fetched>;

export const MAX_REDIRECTS = 3;
const CONNECT = 5_000;
/** A page over plain http can be changed on its way, and would be published as the company's own word. */
const rule: UrlRule = { protocols: ["https:"] };

const redirects: readonly number[] = [301, 302, 303, 307, 308];

/** A fetch with its own connections; the product has one, {@link outbound}. */
export function createOutbound({ resolve = resolveAll, dial = dialPinned }: Edges = {}): Outbound {
  const dispatcher = new Agent({
    connect: (options, callback) => {
      publicAddresses(resolve, options.hostname)
        .then((addresses) => dial(addresses, options, callback))
        .catch((error: Error) => callback(error, null));
    },
    pipelining: 1,
    keepAliveTimeout: 5_000,
  });

  return async (address, options) => {
    const deadline = AbortSignal.timeout(options.timeout);
    const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline;
    try {
      return await follow(dispatcher, address, { ...options, signal });
    } catch (error) {
      const known = outboundErrorOf(error);
      if (known) throw known;
      if (deadline.aborted)
        throw new OutboundError("time", `It took longer than ${options.timeout / 1_000} seconds.`, error);
      if (options.signal?.aborted || !isOfTheNetwork(error)) throw error;
      throw new OutboundError("network", "The server could not be reached.", error);
    }
  };
}

let shared: Outbound | undefined;
/** The fetch of this process. */
export const outbound: Outbound = (address, options) => {
  shared ??= createOutbound();
  return shared(address, options);
};

async function follow(
  dispatcher: Agent,
  address: string,
  options: OutboundOptions & { signal: AbortSignal },
): Promise<Fetched> {
  const seen = new Set<string>();
  for (let next = address, hops = 0; ; hops++) {
    const read = readUrl(next, rule);
    if ("refused" in read) throw new OutboundError("refused", read.refused);
    const { url } = read;
    if (seen.has(url.href)) throw new OutboundError("redirects", "Its redirects lead in a circle.");
    if (hops > MAX_REDIRECTS)
      throw new OutboundError("redirects", `It was redirected more than ${MAX_REDIRECTS} times.`);
    seen.add(url.href);
    await options.before?.(url);
    const answer = await request(url, {
      dispatcher,
      signal: options.signal,
      headers: { "user-agent": options.userAgent, accept: "*/*", "accept-encoding": "identity" },
    });
    // A body that is not read to its end fails for nobody; whoever reads it hears of it in reading.
    answer.body.on("error", () => {});
    const location = answer.headers.location;
    if (redirects.includes(answer.statusCode) && typeof location === "string") {
      answer.body.destroy();
      // A relative one is resolved; an absolute one is judged as it was written.
      next = /^[a-z][a-z0-9+.-]*:/i.test(location.trim())
        ? location
        : (URL.parse(location, url)?.href ?? location);
      continue;
    }
    return await read200(url, answer, options);
  }
}

type Answer = Awaited<ReturnType<typeof request>>;

async function read200(url: URL, answer: Answer, options: OutboundOptions): Promise<Fetched> {
  const end = (reason: OutboundReason, message: string) => {
    answer.body.destroy();
    return new OutboundError(reason, message);
  };
  if (answer.statusCode !== 200) throw end("status", `The server answered ${answer.statusCode}.`);
  const header = String(answer.headers["content-type"] ?? "");
  const type = (header.split(";")[0] ?? "").trim().toLowerCase();
  if (!options.types.test(type))
    throw end("type", `It is ${type || "of no named type"}, which is not read here.`);
  const tooLarge = `It is larger than ${megabytes(options.maxBytes)}.`;
  if (Number(answer.headers["content-length"]) > options.maxBytes) throw end("size", tooLarge);
  const body = await readBody(
    answer.body,
    String(answer.headers["content-encoding"] ?? ""),
    options.maxBytes,
    tooLarge,
  );
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(header)?.[1]?.toLowerCase() ?? null;
  return { url, type, charset, body };
}

/** Counted as it comes and as it unfolds: a small answer may be a large page. */
async function readBody(
  body: Readable,
  encoding: string,
  maxBytes: number,
  tooLarge: string,
): Promise<Buffer> {
  const stream = unfolded(body, encoding.trim().toLowerCase());
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > maxBytes) throw new OutboundError("size", tooLarge);
      pieces.push(piece);
    }
  } finally {
    body.destroy();
    stream.destroy();
  }
  return Buffer.concat(pieces);
}

function unfolded(body: Readable, encoding: string): Readable {
  if (encoding === "" || encoding === "identity") return body;
  const unfold =
    encoding === "gzip" || encoding === "x-gzip"
      ? createGunzip()
      : encoding === "br"
        ? createBrotliDecompress()
        : encoding === "deflate"
          ? createInflate()
          : null;
  if (!unfold) throw new OutboundError("type", "It is packed in a way that is not read here.");
  body.on("error", (error) => unfold.destroy(error));
  return body.pipe(unfold);
}

async function publicAddresses(resolve: NonNullable<Edges["resolve"]>, hostname: string): Promise<Address[]> {
  const found = await resolve(hostname.replace(/^\[|\]$/g, "")).catch((cause: unknown) => {
    throw new OutboundError("network", `${hostname} is not known.`, cause);
  });
  if (found.length === 0) throw new OutboundError("network", `${hostname} is not known.`);
  // One that is not public is enough: which of them is connected to is not ours to choose.
  if (!found.every(({ address }) => isPublicAddress(address)))
    throw new OutboundError("refused", "The address does not lead to the open internet.");
  return found;
}

const resolveAll = (hostname: string): Promise<Address[]> => lookup(hostname, { all: true, verbatim: true });

/** Names are not looked up again: the connection gets the addresses that were checked. */
function dialPinned(
  addresses: Address[],
  options: buildConnector.Options,
  callback: buildConnector.Callback,
): void {
  const pinned: LookupFunction = (_hostname, { all }, done) => {
    const first = addresses[0];
    if (all) done(null, addresses);
    else if (first) done(null, first.address, first.family);
  };
  buildConnector({ lookup: pinned, timeout: CONNECT, maxCachedSessions: 0 })(options, callback);
}

const megabytes = (bytes: number): string =>
  bytes >= 1_048_576 ? `${Math.round(bytes / 1_048_576)} MB` : `${Math.round(bytes / 1_024)} kB`;

/** What the checks said, however deep the network's own errors have wrapped it. */
function outboundErrorOf(error: unknown): OutboundError | null {
  for (let e = error; e instanceof Error; e = e.cause) if (e instanceof OutboundError) return e;
  return null;
}

/** Errors of sockets, TLS and HTTP carry a code; a mistake of ours does not. */
const isOfTheNetwork = (error: unknown): boolean => error instanceof Error && "code" in error;
