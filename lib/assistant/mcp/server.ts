/**
 * One MCP server as this process knows it: connected when somebody first asks for its tools, connected again, ever
 * later, when it fails, and never waited for longer than a moment. What it says is checked here; nothing it does may
 * reach a turn but as a result or a failure in words.
 */
import "server-only";
import type { Client, Transport } from "@modelcontextprotocol/client";
import { z } from "zod";
import { log } from "@/lib/core/log";
import type { McpServerConfig } from "./config";
import { LinkFailure, type LinkTrouble, troubleOf } from "./failure";
import { guardedFetch, waiting } from "./http";
import { StdioLink } from "./stdio";

/** Milliseconds for connecting and listing, in the background. */
const CONNECT_MS = 10_000;
/** Milliseconds. `first`: what a turn waits for a server of which nothing is known yet. */
const WAITS = { first: 800, pause: 1_000 };
const MAX_PAUSE_MS = 60_000;
/** A connection that lived this long begins its pauses anew when it is lost. */
const STEADY_MS = 30_000;
/** Calls in a row without an answer that could be read: then the server is left alone for a while. */
const MAX_MISSES = 3;
const MAX_PAGES = 8;
const MAX_TOOLS = 200;

export type OfferedTool = { name: string; description: string; inputSchema: unknown };
export type Listing = readonly OfferedTool[];

/** Only what is used; the rest of what a server says is not looked at. A tool that cannot be read is left out alone. */
const listed = z.object({ tools: z.array(z.unknown()), nextCursor: z.string().optional() });
const offeredTool = z.object({
  name: z.string().min(1).max(128),
  description: z.string().catch(""),
  inputSchema: z.unknown().optional(),
});

export type CallResult = { text: string; leftOut: number; isError: boolean };

const answered = z.object({
  content: z.array(z.looseObject({ type: z.string(), text: z.unknown().optional() })).default([]),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional(),
});

/** After these there is nobody to ask again. */
const GONE: ReadonlySet<LinkTrouble> = new Set(["unreachable", "ended", "unauthorized"]);

type Link = { client: Client; transport: Transport; since: number };

export type McpStatus = {
  name: string;
  transport: "http" | "stdio";
  state: "connected" | "connecting" | "down" | "not_asked";
  tools: number;
  trouble: LinkTrouble | null;
};

export class McpServer {
  private link: Link | null = null;
  private listing: Listing = [];
  private listedAt = 0;
  /** All turns together wait for its first connection no longer than once. */
  private firstAsked: number | null = null;
  private connecting: Promise<void> | null = null;
  private refreshing = false;
  private trouble: LinkTrouble | null = null;
  private pause: number;
  private retry: NodeJS.Timeout | undefined;
  private misses = 0;
  private readonly ending = new AbortController();

  /** @param waits for tests. */
  constructor(
    readonly config: McpServerConfig,
    private readonly waits = WAITS,
  ) {
    this.pause = waits.pause;
  }

  /** What it offers now. Waits a moment for a server that was never asked, for no other. */
  async offered(): Promise<Listing> {
    if (this.ending.signal.aborted) return [];
    if (!this.link && !this.trouble) {
      this.firstAsked ??= performance.now();
      const left = this.firstAsked + this.waits.first - performance.now();
      const connecting = this.connect();
      if (left > 0) await within(left, connecting);
    }
    if (!this.link) return [];
    if (performance.now() - this.listedAt > this.config.cacheSeconds * 1_000) void this.refresh();
    return this.listing;
  }

  /** @throws LinkFailure, or whatever the signal was aborted with. */
  async call(
    tool: string,
    args: Record<string, unknown>,
    { id, signal, timeoutMs }: { id: string; signal: AbortSignal; timeoutMs: number },
  ): Promise<CallResult> {
    const link = this.link;
    if (!link) throw new LinkFailure(this.trouble ?? "ended");
    try {
      const params = { name: tool, arguments: args, _meta: { "baton/call": id } };
      const result = await ask(link.client, { method: "tools/call", params }, answered, timeoutMs, signal);
      this.misses = 0;
      return wordsOf(result);
    } catch (error) {
      signal.throwIfAborted();
      this.failed(link, error);
      throw new LinkFailure(troubleOf(error));
    }
  }

  status(): McpStatus {
    const { name, transport } = this.config;
    const state = this.link
      ? "connected"
      : this.connecting
        ? "connecting"
        : this.trouble
          ? "down"
          : "not_asked";
    return {
      name,
      transport: transport.kind,
      state,
      tools: this.link ? this.listing.length : 0,
      trouble: this.link ? null : this.trouble,
    };
  }

  async close(): Promise<void> {
    this.ending.abort(new LinkFailure("ended"));
    clearTimeout(this.retry);
    const link = this.link;
    this.link = null;
    await this.connecting;
    await link?.transport.close().catch(() => {});
  }

  private connect(): Promise<void> {
    clearTimeout(this.retry);
    this.connecting ??= this.open()
      .catch((error: unknown) => this.down(troubleOf(error)))
      .finally(() => {
        this.connecting = null;
      });
    return this.connecting;
  }

  private async open(): Promise<void> {
    const transport = await transportOf(this.config);
    const { Client } = await import("@modelcontextprotocol/client");
    // No capabilities: a server can ask nothing of us.
    const client = new Client(
      { name: "baton", version: "1" },
      { capabilities: {}, versionNegotiation: { mode: "auto", probe: { timeoutMs: CONNECT_MS / 3 } } },
    );
    client.onerror = () => {};
    const link: Link = { client, transport, since: performance.now() };
    try {
      await bounded(CONNECT_MS, this.ending.signal, (signal) =>
        client.connect(transport, { signal, timeout: CONNECT_MS }),
      );
      this.listing = await list(client);
      this.listedAt = performance.now();
    } catch (error) {
      await transport.close().catch(() => {});
      throw error;
    }
    if (this.ending.signal.aborted) return void (await transport.close().catch(() => {}));
    this.link = link;
    this.trouble = null;
    this.misses = 0;
    client.onclose = () => this.lost(link, "ended");
    log().info({ server: this.config.name, tools: this.listing.length }, "an MCP server is connected");
  }

  /** A server may change its tools at any time; what it says now counts from the next turn on. */
  private async refresh(): Promise<void> {
    const link = this.link;
    if (!link || this.refreshing) return;
    this.refreshing = true;
    this.listedAt = performance.now();
    try {
      this.listing = await list(link.client);
    } catch (error) {
      this.lost(link, troubleOf(error));
    } finally {
      this.refreshing = false;
    }
  }

  /** What a failed call says about the connection. */
  private failed(link: Link, error: unknown): void {
    // It answered, and said no: to this request, not to us.
    if (error instanceof Error && error.name === "ProtocolError") return;
    const trouble = troubleOf(error);
    this.misses += 1;
    if (GONE.has(trouble) || this.misses >= MAX_MISSES) this.lost(link, trouble);
  }

  private lost(link: Link, trouble: LinkTrouble): void {
    if (this.link !== link) return;
    this.link = null;
    void link.transport.close().catch(() => {});
    if (performance.now() - link.since > STEADY_MS) this.pause = this.waits.pause;
    this.down(trouble);
  }

  private down(trouble: LinkTrouble): void {
    if (this.ending.signal.aborted) return;
    this.trouble = trouble;
    const pause = this.pause * (0.75 + Math.random() / 2);
    this.pause = Math.min(MAX_PAUSE_MS, this.pause * 2);
    log().warn({ server: this.config.name, trouble, pauseMs: Math.round(pause) }, "an MCP server failed");
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.connect(), pause);
    this.retry.unref();
  }
}

async function transportOf({ transport }: McpServerConfig): Promise<Transport> {
  if (transport.kind === "stdio") return new StdioLink(transport);
  const { StreamableHTTPClientTransport } = await import("@modelcontextprotocol/client");
  return new StreamableHTTPClientTransport(new URL(transport.url), {
    fetch: guardedFetch,
    requestInit: { headers: transport.headers },
  });
}

async function list(client: Client): Promise<Listing> {
  const tools: OfferedTool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES && tools.length < MAX_TOOLS; page++) {
    const params = cursor === undefined ? {} : { params: { cursor } };
    const answer = await ask(client, { method: "tools/list", ...params }, listed, CONNECT_MS);
    for (const given of answer.tools) {
      const { success, data } = offeredTool.safeParse(given);
      if (success) tools.push({ ...data, inputSchema: data.inputSchema });
    }
    cursor = answer.nextCursor;
    if (cursor === undefined) break;
  }
  return tools.slice(0, MAX_TOOLS);
}

type Request = { method: "tools/list" | "tools/call"; params?: Record<string, unknown> };

/** Resolves in time or rejects; with that, the request itself has ended, too. */
function ask<S extends z.ZodType>(
  client: Client,
  request: Request,
  shape: S,
  ms: number,
  signal?: AbortSignal,
): Promise<z.output<S>> {
  return bounded(
    ms,
    signal,
    (limit) => client.request(request, shape, { signal: limit, timeout: ms }) as Promise<z.output<S>>,
  );
}

/** Runs `work` until it ends, its time is up, or `signal` aborts: with that, its requests are ended. */
async function bounded<T>(
  ms: number,
  signal: AbortSignal | undefined,
  work: (limit: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new LinkFailure("timeout")), ms);
  const limit = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const fail = (failure: LinkFailure) => stop.abort(failure);
  try {
    return await waiting.run({ signal: limit, fail }, () => work(limit));
  } catch (error) {
    throw limit.aborted && limit.reason instanceof LinkFailure ? limit.reason : error;
  } finally {
    clearTimeout(timer);
  }
}

function wordsOf({ content, structuredContent, isError }: z.output<typeof answered>): CallResult {
  const texts = content.flatMap(({ type, text }) =>
    type === "text" && typeof text === "string" ? [text] : [],
  );
  const structured = structuredContent === undefined ? [] : [JSON.stringify(structuredContent)];
  return {
    text: (texts.length > 0 ? texts : structured).join("\n"),
    leftOut: content.length - texts.length,
    isError: isError === true,
  };
}

/** Waits for `work`, but no longer. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
