/**
 * Sends what was written in one conversation, one message at a time and in order, until the server has it. What the
 * network loses is sent again by itself; what the server refuses waits for the writer.
 */
import { v7 as newId } from "uuid";
import { ApiProblem, api, request } from "./api";
import { readUnsent, type Unsent, writeUnsent } from "./browser-store";
import {
  firstInLine,
  judge,
  type Outgoing,
  type OutgoingAction,
  type OutgoingKind,
  pauseAfter,
  reduceOutgoing,
  unsentOf,
} from "./outgoing";

/** Until the first failure is told; the later, shorter ones find out soon that what was away is back. */
const FIRST_DEADLINE_MS = 9_000;
const LATER_DEADLINE_MS = 6_000;

const pathOfKind: Record<OutgoingKind, string> = { message: "messages", reply: "replies", note: "notes" };

export class OutboxLane {
  private list: readonly Outgoing[] = [];
  private working = false;
  private stopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Written on an earlier page: how long ago is not known. */
  private readonly restored = new Set<string>();
  private flight: { id: string; controller: AbortController } | null = null;
  private readonly watchers = new Set<() => void>();
  private readonly takers = new Set<(response: Response) => void>();
  private readonly path: string;

  constructor(
    readonly userId: string,
    readonly conversationId: string,
    /** Makes the conversation before anything is sent to it; resolves at once when it exists. */
    private readonly prepare: (deadlineMs: number) => Promise<void> = async () => {},
  ) {
    this.path = `/api/v1/conversations/${conversationId}`;
  }

  readonly getList = (): readonly Outgoing[] => this.list;
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  };
  /** Gets the answer to whatever was sent; without a taker it is left unread, and goes on all the same. */
  readonly onSent = (taker: (response: Response) => void): (() => void) => {
    this.takers.add(taker);
    return () => void this.takers.delete(taker);
  };

  /** Takes up what an earlier page of this tab could not send, and what waits since. */
  start(): void {
    this.stopped = false;
    for (const message of readUnsent(this.userId, this.conversationId)) {
      if (this.list.some((each) => each.id === message.id)) continue;
      this.restored.add(message.id);
      this.apply({ type: "queued", message });
    }
    void this.work();
  }

  /** Sends nothing more; what is unsent stays kept. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  add(message: Unsent): void {
    this.apply({ type: "queued", message });
    void this.work();
  }

  /** The pause is over now: the reader says so, or the network is back. */
  retryNow(): void {
    clearTimeout(this.timer);
    void this.work();
  }

  /** Sends a refused message after all. */
  again(id: string): void {
    this.restored.delete(id);
    this.apply({ type: "again", id });
    void this.work();
  }

  /** Takes a message back; answers it, to be written anew or put back. */
  remove(id: string): Unsent | undefined {
    const [found] = unsentOf(this.list.filter((each) => each.id === id));
    if (this.flight?.id === id) this.flight.controller.abort();
    this.apply({ type: "removed", ids: [id] });
    void this.work();
    return found;
  }

  /** The thread shows these: they have arrived, whatever the answers said. */
  arrived(ids: readonly string[]): void {
    if (this.list.length > 0) this.apply({ type: "removed", ids });
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    clearTimeout(this.timer);
    try {
      for (let next = firstInLine(this.list); next && !this.stopped; next = firstInLine(this.list))
        if (!(await this.attempt(next))) break;
    } finally {
      this.working = false;
    }
  }

  /** Answers whether the line has moved on. */
  private async attempt(message: Outgoing): Promise<boolean> {
    const { id, kind, text, tries } = message;
    const controller = new AbortController();
    const began = performance.now();
    const deadline = tries === 0 ? FIRST_DEADLINE_MS : LATER_DEADLINE_MS;
    this.flight = { id, controller };
    this.apply({ type: "sending", id });
    try {
      await this.prepare(deadline);
      if (kind === "reply" && (tries > 0 || this.restored.has(id))) await this.requireStillOurs();
      const response = await request(`${this.path}/${pathOfKind[kind]}`, {
        method: "POST",
        body: { id, text },
        signal: controller.signal,
        deadlineMs: Math.max(1_000, deadline - (performance.now() - began)),
      });
      requireOurAnswer(response);
      this.apply({ type: "sent", id });
      if (this.takers.size === 0) void response.body?.cancel().catch(() => {});
      for (const taker of this.takers) taker(response);
      return true;
    } catch (error) {
      if (controller.signal.aborted) return true;
      return this.failed(message, asProblem(error), performance.now() - began);
    } finally {
      this.flight = null;
    }
  }

  private failed({ id, tries }: Outgoing, problem: ApiProblem, took: number): boolean {
    const verdict = judge(problem, tries);
    if (verdict === "refused") {
      // A conflict says that under this id something else is stored: this text is not, and needs an id of its own.
      const freshId = problem.status === 409 ? newId() : undefined;
      this.apply({ type: "refused", id, problem: problem.message, ...(freshId ? { freshId } : {}) });
      return true;
    }
    const unconfirmed = problem.code === "timeout";
    if (verdict === "signed-out") {
      this.apply({ type: "failed", id, retryAt: null, unconfirmed });
      return false;
    }
    const pause = pauseAfter(tries, took, problem.retryAfter, Math.random());
    this.apply({ type: "failed", id, retryAt: Date.now() + pause, unconfirmed });
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.work(), pause);
    return false;
  }

  /** A reply takes the conversation over: one that comes late must not take it from a colleague unasked. */
  private async requireStillOurs(): Promise<void> {
    const { owner } = await api<Head>(this.path, { deadlineMs: LATER_DEADLINE_MS });
    if (owner.kind === "agent" && !owner.isMe)
      throw new ApiProblem(
        "conflict",
        `${owner.name ?? "A colleague"} has this conversation now. Sending takes it over.`,
      );
  }

  private apply(action: OutgoingAction): void {
    const next = reduceOutgoing(this.list, action);
    if (next === this.list) return;
    this.list = next;
    writeUnsent(this.userId, this.conversationId, unsentOf(next));
    for (const watcher of this.watchers) watcher();
  }
}

type Head = { owner: { kind: string; name: string | null; isMe: boolean } };

/** A login page of a hotel's network says 200, too. */
function requireOurAnswer(response: Response): void {
  if (/^(application\/json|text\/event-stream)\b/.test(response.headers.get("content-type") ?? "")) return;
  throw new ApiProblem("offline", "Something between here and the server has answered in its place.");
}

const asProblem = (error: unknown): ApiProblem =>
  error instanceof ApiProblem
    ? error
    : new ApiProblem("internal", "Something went wrong. Try again.", { cause: error });
