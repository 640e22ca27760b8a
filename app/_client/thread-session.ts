/**
 * One open conversation in one tab: reads it, hears what changes, sends, follows the answer. Everything that
 * can be decided without a connection is in thread-store and run-stream; reader, live answers and outbox do the asking.
 */
import { v7 as newId } from "uuid";
import type { ConversationView } from "@/lib/conversations/schema";
import type { MessageView } from "@/lib/messages/schema";
import { ApiProblem, api, DEADLINE_MS, request } from "./api";
import type { Unsent } from "./browser-store";
import { createLiveAnswers, type LiveAnswers } from "./live-answers";
import type { LiveEvent } from "./live-connection";
import type { Outbox } from "./outbox";
import type { OutboxLane } from "./outbox-lane";
import type { Outgoing, OutgoingKind } from "./outgoing";
import type { LiveAnswer } from "./run-stream";
import { createMarks, type ThreadMarks } from "./thread-marks";
import { createReader, type ThreadReader } from "./thread-reader";
import { openThread, reduceThread, type ThreadAction, type ThreadState } from "./thread-store";

/** How long "is writing" stands without a new announcement. */
const TYPING_MS = 6_000;

export type ThreadOpening = {
  conversation: ConversationView;
  entries: readonly MessageView[];
  hasEarlier: boolean;
};

export type ThreadSnapshot = {
  conversation: ConversationView;
  thread: ThreadState;
  /** What is on its way out, in order. */
  outbox: readonly Outgoing[];
  live: LiveAnswer | null;
  /** When the answer that is being written began. */
  liveSince: string;
  /** Somebody else is writing; staff hear of customers and of colleagues. */
  typing: { by: "customer" | "staff"; name: string } | null;
  loadingEarlier: boolean;
};

export class ThreadSession {
  private snapshot: ThreadSnapshot;
  private readonly watchers = new Set<() => void>();
  private readonly problemListeners = new Set<(problem: ApiProblem) => void>();
  private readonly path: string;
  private readonly answers: LiveAnswers;
  private readonly lane: OutboxLane;
  private readonly marks: ThreadMarks;
  private readonly reader: ThreadReader;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    { conversation, entries, hasEarlier }: ThreadOpening,
    private readonly outbox: Outbox,
  ) {
    this.path = `/api/v1/conversations/${conversation.id}`;
    this.marks = createMarks(this.path, conversation.readSeq);
    this.lane = outbox.lane(conversation.id);
    this.snapshot = {
      conversation,
      thread: openThread(entries, conversation.seq, hasEarlier),
      // What the tab has kept is shown by start(): the server's page did not know of it.
      outbox: [],
      live: null,
      liveSince: conversation.lastMessageAt,
      typing: null,
      loadingEarlier: false,
    };
    this.answers = createLiveAnswers({
      streamPath: `${this.path}/stream`,
      shown: () => this.snapshot.live,
      show: (live) => this.show(live),
      isStored: (runId) => this.snapshot.thread.entries.some((each) => each.runId === runId),
      sync: () => this.sync(),
      isPassedOn: () => this.snapshot.conversation.owner.kind !== "assistant",
    });
    this.reader = createReader({
      path: this.path,
      isBegun: () => this.isBegun,
      thread: () => this.snapshot.thread,
      apply: (action) => this.apply(action),
      onHead: (head) => this.setHead(head),
    });
  }

  get id(): string {
    return this.snapshot.conversation.id;
  }
  /** The server has it; otherwise it begins with the first message. */
  get isBegun(): boolean {
    return this.outbox.findBegun() !== this.id;
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

  /** Begins; takes up what is on its way out, and joins an answer that is being written. */
  start(): () => void {
    const undo = [
      this.lane.watch(() => this.showOutgoing()),
      this.lane.onSent((response) => {
        if (isStream(response)) this.answers.follow(response);
        void this.sync();
      }),
    ];
    this.showOutgoing();
    if (this.snapshot.conversation.liveRunId) this.answers.join();
    return () => {
      for (const each of undo) each();
      this.answers.leave();
      this.reader.leave();
      clearTimeout(this.typingTimer);
    };
  }

  hear(event: LiveEvent): void {
    if (event.kind === "resync") void this.sync();
    else if (event.conversationId !== this.snapshot.conversation.id) return;
    else if (event.kind === "typing") this.showTyping({ by: event.by, name: event.name });
    else if (event.kind === "change") {
      if (event.seq !== null) this.apply({ type: "heard", seq: event.seq });
      // Its subject is the run and the call: entries that are known are not read again.
      if (event.type === "effect.undone") this.undone(event.subjectId?.split(":").slice(1).join(":") ?? "");
      void this.sync();
    }
  }

  /** Reads whatever is missing, and answers whether it could; calls while it runs cause one more round. */
  sync(): Promise<boolean> {
    return this.reader.sync();
  }

  private setHead(conversation: ConversationView): void {
    this.apply({ type: "heard", seq: conversation.seq });
    this.update({ conversation });
    if (conversation.liveRunId) this.answers.join();
    else this.answers.dropOver();
  }

  /** For what an act answers: the conversation as it is now. Older than what is known changes nothing. */
  setConversation(conversation: ConversationView): void {
    if (conversation.seq < this.snapshot.conversation.seq) return;
    this.setHead(conversation);
    void this.sync();
  }

  async loadEarlier(): Promise<void> {
    if (!this.snapshot.thread.hasEarlier || this.snapshot.loadingEarlier) return;
    this.update({ loadingEarlier: true });
    try {
      await this.reader.readEarlier();
    } catch (error) {
      // It is asked for again by scrolling, and the banner speaks of the connection.
      if (!(error instanceof ApiProblem && error.isLost)) this.report(error);
    } finally {
      this.update({ loadingEarlier: false });
    }
  }

  /** Puts a text on its way; answers the id that it keeps through every attempt. */
  send(text: string, kind: OutgoingKind = "message"): string {
    const id = newId();
    this.putBack({ id, kind, text, createdAt: new Date().toISOString() });
    return id;
  }

  /** Puts a message on its way that was taken out of the outbox before. */
  putBack(message: Unsent): void {
    this.answers.dropEnded();
    this.lane.add(message);
  }

  /** Sends a refused message after all, or ends the pause of one that waits. */
  retry(id: string): void {
    const refused = this.snapshot.outbox.some((each) => each.id === id && each.state === "refused");
    if (refused) this.lane.again(id);
    else this.lane.retryNow();
  }

  /** Takes a message out of the outbox; answers it, to be written anew or put back. */
  takeBack(id: string): Unsent | undefined {
    return this.lane.remove(id);
  }

  /** Asks for another answer after one failed or was stopped. */
  async askAgain(): Promise<void> {
    try {
      this.answers.follow(await request(`${this.path}/retry`, { method: "POST" }));
    } catch (error) {
      this.report(error);
      void this.sync();
    }
  }

  /** One of the conversation's acts ("escalate", "stop" …), which answers with the conversation after it. */
  async act(name: "escalate" | "cancel-waiting" | "stop" | "resolve"): Promise<void> {
    try {
      await this.outbox.prepare(this.id, DEADLINE_MS);
      this.setConversation(await api<ConversationView>(`${this.path}/${name}`, { method: "POST" }));
    } catch (error) {
      this.report(error);
      void this.sync();
    }
  }

  /** Everything that is shown has been read. */
  markRead(): void {
    this.marks.read(this.snapshot.thread.readTo);
  }

  /** Tells the other side that the viewer is writing; cheap to call on every key. */
  announceTyping(): void {
    this.marks.typing();
  }

  /** What a call had done was taken back. */
  undone(callId: string): void {
    this.apply({ type: "undone", callId });
  }

  rate(id: string, rating: MessageView["rating"]): void {
    const before = this.snapshot.thread.entries.find((each) => each.id === id)?.rating ?? null;
    this.apply({ type: "rated", id, rating });
    api(`${this.path}/messages/${id}/rating`, { method: "POST", body: { rating } }).catch((error) => {
      this.apply({ type: "rated", id, rating: before });
      this.report(error);
    });
  }

  private showOutgoing(): void {
    const list = this.lane.getList();
    const arrived = list.filter(({ id }) => this.snapshot.thread.entries.some((each) => each.id === id));
    if (arrived.length > 0) this.lane.arrived(arrived.map(({ id }) => id));
    this.update({ outbox: this.lane.getList() });
  }

  private showTyping(typing: ThreadSnapshot["typing"]): void {
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.update({ typing: null }), TYPING_MS);
    this.update({ typing });
  }

  private show(live: LiveAnswer | null): void {
    const fresh = this.snapshot.live === null && live !== null;
    this.update(fresh ? { live, liveSince: new Date().toISOString() } : { live });
  }

  private apply(action: ThreadAction): void {
    const before = this.snapshot.thread;
    const thread = reduceThread(before, action);
    if (thread === before) return;
    const staffWrote =
      thread.entries.length > before.entries.length && thread.entries.at(-1)?.author.isMe === false;
    this.update(staffWrote ? { thread, typing: null } : { thread });
    this.answers.settle();
    if (this.snapshot.outbox.length > 0) this.showOutgoing();
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
