/**
 * One open conversation in one tab: reads it, hears what changes, sends, follows the answer. Everything that
 * can be decided without a connection is in thread-store and run-stream; this file does the asking.
 */
import { v7 as newId } from "uuid";
import type { ConversationView } from "@/lib/conversations/schema";
import type { MessageView } from "@/lib/messages/schema";
import { createFollower, type Follower } from "./answer-follower";
import { ApiProblem, api, request } from "./api";
import { readUnsent, type Unsent } from "./browser-store";
import type { LiveEvent } from "./live-connection";
import { createOutbox, type Outbox } from "./outbox";
import type { LiveAnswer } from "./run-stream";
import { createMarks, type ThreadMarks } from "./thread-marks";
import {
  hasGap,
  type OutgoingKind,
  openThread,
  reduceThread,
  type ThreadAction,
  type ThreadState,
} from "./thread-store";

const PAGE = 100;
/** How long "is writing" stands without a new announcement. */
const TYPING_MS = 6_000;

export type ThreadOpening = {
  conversation: ConversationView;
  entries: readonly MessageView[];
  hasEarlier: boolean;
  /** The viewer's id: what was not sent is kept under it. */
  userId: string;
};

export type ThreadSnapshot = {
  conversation: ConversationView;
  thread: ThreadState;
  live: LiveAnswer | null;
  /** When the answer that is being written began. */
  liveSince: string;
  /** Somebody else is writing; staff hear of customers and of colleagues. */
  typing: { by: "customer" | "staff"; name: string } | null;
  loadingEarlier: boolean;
};

type Page = { items: MessageView[]; nextCursor: string | null };

export class ThreadSession {
  private snapshot: ThreadSnapshot;
  private readonly watchers = new Set<() => void>();
  private readonly problemListeners = new Set<(problem: ApiProblem) => void>();
  private readonly path: string;
  private readonly userId: string;
  private readonly follower: Follower;
  private readonly outbox: Outbox;
  private readonly marks: ThreadMarks;
  private syncing: Promise<void> | null = null;
  private syncAgain = false;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor({ conversation, entries, hasEarlier, userId }: ThreadOpening) {
    this.path = `/api/v1/conversations/${conversation.id}`;
    this.userId = userId;
    this.marks = createMarks(this.path, conversation.readSeq);
    this.snapshot = {
      conversation,
      thread: openThread(entries, conversation.seq, hasEarlier),
      live: null,
      liveSince: conversation.lastMessageAt,
      typing: null,
      loadingEarlier: false,
    };
    this.follower = createFollower({
      streamPath: `${this.path}/stream`,
      onChange: (live) => this.show(live),
      onEnd: (live) => this.answerEnded(live),
    });
    this.outbox = createOutbox({
      conversationId: conversation.id,
      userId,
      messages: () => this.snapshot.thread.outbox,
      apply: (action) => this.apply(action),
      onSent: (response) => {
        if (isStream(response)) this.follower.follow(response);
        void this.sync();
      },
      onProblem: (error) => this.report(error),
    });
  }

  get id(): string {
    return this.snapshot.conversation.id;
  }

  readonly getSnapshot = (): ThreadSnapshot => this.snapshot;
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  };
  /** Hears what went wrong with something that the reader did. */
  readonly onProblem = (listener: (problem: ApiProblem) => void): (() => void) => {
    this.problemListeners.add(listener);
    return () => void this.problemListeners.delete(listener);
  };

  /** Begins; sends what an earlier page of this tab could not, and joins an answer that is being written. */
  start(): () => void {
    for (const kept of readUnsent(this.userId, this.snapshot.conversation.id)) this.queue(kept);
    if (this.snapshot.conversation.liveRunId) this.follower.join();
    return () => {
      this.follower.leave();
      clearTimeout(this.typingTimer);
    };
  }

  hear(event: LiveEvent): void {
    if (event.kind === "resync") {
      this.outbox.sendWaiting();
      void this.sync();
    } else if (event.conversationId !== this.snapshot.conversation.id) return;
    else if (event.kind === "typing") this.showTyping({ by: event.by, name: event.name });
    else {
      if (event.seq !== null) this.apply({ type: "heard", seq: event.seq });
      void this.sync();
    }
  }

  /** Reads the conversation's head and every entry that is missing; calls while it runs cause one more round. */
  sync(): Promise<void> {
    this.syncAgain = true;
    this.syncing ??= this.syncRounds().finally(() => {
      this.syncing = null;
    });
    return this.syncing;
  }

  private async syncRounds(): Promise<void> {
    while (this.syncAgain) {
      this.syncAgain = false;
      try {
        const [conversation] = await Promise.all([api<ConversationView>(this.path), this.readOn()]);
        this.setHead(conversation);
        if (hasGap(this.snapshot.thread)) await this.readOn();
      } catch (error) {
        // What is shown stays; the next announcement or reconnection reads again.
        if (!(error instanceof ApiProblem)) throw error;
        return;
      }
    }
  }

  private async readOn(): Promise<void> {
    for (let more = true; more; ) {
      const { readTo: after, heardTo: heard } = this.snapshot.thread;
      const page = await api<Page>(`${this.path}/messages`, { query: { after, limit: PAGE } });
      more = page.nextCursor !== null;
      this.apply({ type: "page", after, heard, items: page.items, more });
    }
    this.settleLive();
  }

  private setHead(conversation: ConversationView): void {
    this.apply({ type: "heard", seq: conversation.seq });
    this.update({ conversation });
    if (conversation.liveRunId) this.follower.join();
  }

  /** For what an act answers: the conversation as it is now. Older than what is known changes nothing. */
  setConversation(conversation: ConversationView): void {
    if (conversation.seq < this.snapshot.conversation.seq) return;
    this.setHead(conversation);
    void this.sync();
  }

  async loadEarlier(): Promise<void> {
    const first = this.snapshot.thread.entries[0];
    if (!first || !this.snapshot.thread.hasEarlier || this.snapshot.loadingEarlier) return;
    this.update({ loadingEarlier: true });
    try {
      const query = { before: first.seq, limit: PAGE };
      const page = await api<Page>(`${this.path}/messages`, { query });
      this.apply({ type: "earlier", items: page.items, more: page.nextCursor !== null });
    } catch (error) {
      this.report(error);
    } finally {
      this.update({ loadingEarlier: false });
    }
  }

  /** Puts a text on its way; answers the id that it keeps through every attempt. */
  send(text: string, kind: OutgoingKind = "message"): string {
    const id = newId();
    this.queue({ id, kind, text, createdAt: new Date().toISOString() });
    return id;
  }

  retry(id: string): void {
    this.outbox.deliver(id);
  }

  discard(id: string): void {
    this.outbox.discard(id);
  }

  /** Asks for another answer after one failed or was stopped. */
  async askAgain(): Promise<void> {
    try {
      this.follower.follow(await request(`${this.path}/retry`, { method: "POST" }));
    } catch (error) {
      this.report(error);
      void this.sync();
    }
  }

  /** One of the conversation's acts ("escalate", "stop" …), which answers with the conversation after it. */
  async act(name: "escalate" | "cancel-waiting" | "stop" | "resolve"): Promise<void> {
    try {
      this.setConversation(await api<ConversationView>(`${this.path}/${name}`, { method: "POST" }));
    } catch (error) {
      this.report(error);
      void this.sync();
    }
  }

  private queue(message: Unsent): void {
    // An answer that was cut short has been read by now; the new one takes its place.
    if (this.snapshot.live?.ending) this.show(null);
    this.outbox.queue(message);
  }

  /** Everything that is shown has been read. */
  markRead(): void {
    this.marks.read(this.snapshot.thread.readTo);
  }

  /** Tells the other side that the viewer is writing; cheap to call on every key. */
  announceTyping(): void {
    this.marks.typing();
  }

  rate(id: string, rating: MessageView["rating"]): void {
    const before = this.snapshot.thread.entries.find((each) => each.id === id)?.rating ?? null;
    this.apply({ type: "rated", id, rating });
    api(`${this.path}/messages/${id}/rating`, { method: "POST", body: { rating } }).catch((error) => {
      this.apply({ type: "rated", id, rating: before });
      this.report(error);
    });
  }

  private showTyping(typing: ThreadSnapshot["typing"]): void {
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.update({ typing: null }), TYPING_MS);
    this.update({ typing });
  }

  private show(live: LiveAnswer | null): void {
    const fresh = this.snapshot.live === null && live !== null;
    this.update(fresh ? { live, liveSince: new Date().toISOString() } : { live });
    this.settleLive();
  }

  private answerEnded(live: LiveAnswer | null): void {
    if (live === null || live.ending === "superseded") this.show(null);
    void this.sync().then(() => {
      const shown = this.snapshot.live;
      if (!shown?.ending || this.follower.isFollowing()) return;
      // Whole, or nothing of it was shown: what the thread holds is the truth, also when it holds nothing.
      const passedOn = this.snapshot.conversation.owner.kind !== "assistant";
      if (shown.ending === "finished" || shown.text === "" || passedOn) this.show(null);
    });
  }

  /** Once the answer is an entry of the thread, the entry is shown instead. */
  private settleLive(): void {
    const id = this.snapshot.live?.id;
    if (id && this.snapshot.thread.entries.some((each) => each.runId === id)) this.update({ live: null });
  }

  private apply(action: ThreadAction): void {
    const before = this.snapshot.thread;
    const thread = reduceThread(before, action);
    if (thread === before) return;
    const staffWrote =
      thread.entries.length > before.entries.length && thread.entries.at(-1)?.author.isMe === false;
    this.update(staffWrote ? { thread, typing: null } : { thread });
  }

  private update(change: Partial<ThreadSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    for (const watcher of this.watchers) watcher();
  }

  private report(error: unknown): void {
    const problem =
      error instanceof ApiProblem
        ? error
        : new ApiProblem("internal", "Something went wrong. Try again.", { cause: error });
    for (const listener of this.problemListeners) listener(problem);
  }
}

const isStream = (response: Response): boolean =>
  response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
