/**
 * One person's browser without the browser: sends messages with ids of its own and repeats them until they are
 * accepted, acts, reads, and keeps a history of everything it sent and saw. Streams are in `streams.ts`.
 */
import { Agent } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { v7 as newId } from "uuid";
import { type Answer, ask, leave, textOf } from "./http";
import type { Instance } from "./instance";
import type { Person } from "./people";
import { type RunLog, readRun } from "./streams";

/** One line of a history. `at` is this machine's clock, which every process of a run shares. */
export type Entry = { at: number; who: string; what: string } & Record<string, unknown>;

export type Place = { port: number; origin: string };

/** Where a request goes when it is not the balancer: an instance, or a leg that leads to one. */
export type Door = Pick<Instance, "port">;

export type SendResult = {
  id: string;
  text: string;
  /** A 2xx arrived: from now on the message must exist. */
  accepted: boolean;
  status: number;
  attempts: number;
  ms: number;
  /** The answer as it streams in, if the assistant writes one and `follow` was set. */
  run: RunLog | null;
};

export type SendOptions = {
  /** Straight there; through the balancer otherwise. */
  via?: Door;
  id?: string;
  /** Read the answer's stream; else it is left at once, as by a closed tab. */
  follow?: boolean;
  /** Milliseconds after which repeating ends. */
  patienceMs?: number;
  path?: "messages" | "replies" | "notes";
};

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** Worth repeating: the app's own client calls these passing. */
const isPassing = (status: number) => status === 0 || status === 429 || status >= 500;

export class Client {
  readonly history: Entry[] = [];
  #closed = false;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

  constructor(
    readonly person: Person,
    private readonly place: Place,
  ) {}

  note(what: string, facts: Record<string, unknown> = {}): void {
    this.history.push({ at: Date.now(), who: this.person.name, what, ...facts });
  }

  /** One request, not repeated; rejects when the network failed. */
  request(
    method: string,
    path: string,
    options: { via?: Door; body?: unknown; headers?: Record<string, string>; deadlineMs?: number } = {},
  ): Promise<Answer> {
    if (this.#closed) return Promise.reject(new Error("this client is closed"));
    return ask({
      port: options.via?.port ?? this.place.port,
      origin: this.place.origin,
      agent: this.#agent,
      cookie: this.person.cookie,
      method,
      path: `/api/v1${path}`,
      body: options.body,
      ...(options.headers ? { headers: options.headers } : {}),
      ...(options.deadlineMs ? { deadlineMs: options.deadlineMs } : {}),
    });
  }

  /** One request and its JSON; status 0 when the network failed. */
  async json<T = Record<string, unknown>>(
    method: string,
    path: string,
    options: Parameters<Client["request"]>[2] = {},
  ): Promise<{ status: number; body: T }> {
    try {
      const answer = await this.request(method, path, options);
      const text = await textOf(answer);
      return { status: answer.status, body: (text ? JSON.parse(text) : {}) as T };
    } catch {
      return { status: 0, body: {} as T };
    }
  }

  /** Repeats until the answer is final. */
  async insist<T = Record<string, unknown>>(
    method: string,
    path: string,
    options: Parameters<Client["request"]>[2] & { patienceMs?: number } = {},
  ): Promise<{ status: number; body: T }> {
    const deadline = Date.now() + (options.patienceMs ?? 60_000);
    for (let attempt = 0; ; attempt++) {
      const answer = await this.json<T>(method, path, options);
      if (!isPassing(answer.status) || Date.now() > deadline || this.#closed) return answer;
      await pause(pauseAfter(attempt));
    }
  }

  /** Starts a conversation; the id is ours, so that repeating is safe. */
  async start(given: { person?: boolean; via?: Door } = {}): Promise<string> {
    const id = newId();
    const body = { id, person: given.person ?? false };
    const { status } = await this.insist("POST", "/conversations", {
      body,
      ...(given.via && { via: given.via }),
    });
    if (status !== 201) throw new Error(`a conversation could not be started (${status})`);
    return id;
  }

  /** Sends one message as the app does: the same id through every attempt, until a 2xx or a final refusal. */
  async send(conversationId: string, text: string, options: SendOptions = {}): Promise<SendResult> {
    const id = options.id ?? newId();
    const path = `/conversations/${conversationId}/${options.path ?? "messages"}`;
    const began = Date.now();
    const deadline = began + (options.patienceMs ?? 120_000);
    this.note("sends", { conversationId, id, text });
    let status = 0;
    let attempts = 0;
    for (;;) {
      attempts++;
      try {
        const answer = await this.request("POST", path, {
          body: { id, text },
          ...(options.via && { via: options.via }),
        });
        status = answer.status;
        if (status >= 200 && status < 300) {
          this.note("accepted", { conversationId, id, status, attempts });
          const run = this.#read(answer, conversationId, options.follow ?? false);
          return { id, text, accepted: true, status, attempts, ms: Date.now() - began, run };
        }
        leave(answer);
      } catch (error) {
        status = 0;
        this.note("failed", { id, reason: error instanceof Error ? error.message : "unknown" });
      }
      if (!isPassing(status) || Date.now() > deadline || this.#closed) {
        this.note("refused", { conversationId, id, status, attempts });
        return { id, text, accepted: false, status, attempts, ms: Date.now() - began, run: null };
      }
      await pause(pauseAfter(attempts - 1));
    }
  }

  #read(answer: Answer, conversationId: string, follow: boolean): RunLog | null {
    const isStream = answer.headers["content-type"]?.startsWith("text/event-stream") ?? false;
    if (isStream && follow) return readRun(answer, conversationId, (what, facts) => this.note(what, facts));
    if (isStream) leave(answer);
    else void textOf(answer).catch(() => {});
    return null;
  }

  /** Joins the answer that is being written; null when there is none. Rejects when that could not be told. */
  async watch(conversationId: string, via?: Door): Promise<RunLog | null> {
    const answer = await this.request("GET", `/conversations/${conversationId}/stream`, via ? { via } : {});
    if (answer.status === 200)
      return readRun(answer, conversationId, (what, facts) => this.note(what, facts));
    leave(answer);
    if (isPassing(answer.status)) throw new Error(`the answer could not be joined (${answer.status})`);
    return null;
  }

  /** Its streams end, and it asks nothing any more. */
  close(): void {
    this.#closed = true;
    this.#agent.destroy();
  }

  get isClosed(): boolean {
    return this.#closed;
  }
}

/** Growing and scattered, as the app's own. */
const pauseAfter = (attempt: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt) * (0.5 + Math.random() / 2);
