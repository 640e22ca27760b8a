import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConversationView } from "@/lib/conversations/schema";
import type { MessageView } from "@/lib/messages/schema";
import { Outbox } from "./outbox";
import { ThreadSession } from "./thread-session";

const ID = "01a20000-0000-7000-8000-000000000001";
const me = { id: "01a20000-0000-7000-8000-00000000000a", name: "Dana" };

const head: ConversationView = {
  id: ID,
  subject: null,
  status: "open",
  owner: { kind: "assistant", name: null, isMe: false },
  epoch: 1,
  seq: 0,
  episode: 1,
  urgency: "medium",
  customer: me,
  awaitingReply: false,
  waitingSince: null,
  lastMessageAt: "2026-01-01T00:00:00.000Z",
  lastAuthor: null,
  lastExcerpt: null,
  unread: 0,
  readSeq: 0,
  liveRunId: null,
  handover: null,
  instruction: null,
  createdAt: "2026-01-01T00:00:00.000Z",
};

/** A server of one conversation; `drop` loses that many answers to posts after they were stored. */
class Server {
  readonly log: MessageView[] = [];
  readonly posts: string[] = [];
  conversation = head;
  drop = 0;
  /** Nothing can be read. */
  away = false;
  /** What the answer to a post streams; without it a person owns the conversation. */
  chunks: unknown[] | null = null;

  store(message: Partial<MessageView> & Pick<MessageView, "id" | "text">): void {
    if (this.log.some((each) => each.id === message.id)) return;
    const seq = this.log.length + 1;
    this.log.push({
      seq,
      kind: "message",
      author: { kind: "customer", name: me.name, isMe: true },
      citations: [],
      receipts: [],
      incomplete: null,
      passed: null,
      rating: null,
      runId: null,
      fallback: false,
      createdAt: "2026-01-01T00:00:00.000Z",
      ...message,
    });
    this.conversation = { ...this.conversation, seq };
  }

  readonly fetch = async (input: string, init?: RequestInit): Promise<Response> => {
    const url = new URL(input, "http://portal.test");
    if (init?.method === "POST") return this.post(url, JSON.parse(String(init.body)));
    if (this.away) throw new TypeError("the connection was lost");
    if (url.pathname.endsWith("/stream")) return new Response(null, { status: 204 });
    if (!url.pathname.endsWith("/messages")) return Response.json(this.conversation);
    const after = Number(url.searchParams.get("after"));
    return Response.json({ items: this.log.filter((each) => each.seq > after), nextCursor: null });
  };

  private post(url: URL, body: { id: string; text: string }): Response {
    if (!url.pathname.endsWith("/messages")) return new Response(null, { status: 204 });
    this.posts.push(body.id);
    this.store(body);
    if (this.drop-- > 0) throw new TypeError("the connection was lost");
    if (!this.chunks) return Response.json({ seq: this.log.length }, { status: 202 });
    const lines = this.chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("");
    return new Response(`${lines}data: [DONE]\n\n`, { headers: { "content-type": "text/event-stream" } });
  }
}

describe("an open conversation", () => {
  let server: Server;
  let session: ThreadSession;
  let stop: () => void;

  beforeEach(() => {
    server = new Server();
    vi.stubGlobal("fetch", server.fetch);
    session = new ThreadSession({ conversation: head, entries: [], hasEarlier: false }, new Outbox(me.id));
    stop = session.start();
  });
  afterEach(() => {
    stop();
    vi.unstubAllGlobals();
  });

  const thread = () => session.getSnapshot().thread;
  const outbox = () => session.getSnapshot().outbox;
  const texts = () => thread().entries.map((each) => each.text);

  it("takes a message out of the outbox when another connection shows that it has arrived", async () => {
    server.drop = 1;
    const id = session.send("Hello");
    await vi.waitFor(() => expect(outbox()[0]).toMatchObject({ state: "waiting", tries: 1 }));
    session.hear({ kind: "resync" });
    await vi.waitFor(() => expect(texts()).toEqual(["Hello"]));
    expect(outbox()).toEqual([]);
    expect(server.posts).toEqual([id]);
  });

  it("sends a burst in the order in which it was written", async () => {
    for (const text of ["one", "two", "three"]) session.send(text);
    await vi.waitFor(() => expect(outbox()).toEqual([]));
    await session.sync();
    expect(texts()).toEqual(["one", "two", "three"]);
    expect(server.log.map((each) => each.text)).toEqual(["one", "two", "three"]);
  });

  it("shows the streamed answer until the stored one takes its place", async () => {
    const seen = new Set<string>();
    session.watch(() => seen.add(session.getSnapshot().live?.text ?? ""));
    server.chunks = [
      { type: "start", messageId: "run-1" },
      { type: "text-start", id: "t" },
      { type: "text-delta", id: "t", delta: "Here it is." },
      { type: "finish" },
    ];
    session.send("Where is it?");
    await vi.waitFor(() => expect(seen).toContain("Here it is."));
    server.store({
      id: "answer",
      text: "Here it is.",
      runId: "run-1",
      author: { kind: "assistant", name: "Assistant", isMe: false },
    });
    session.hear({
      kind: "change",
      id: 2,
      type: "message.posted",
      conversationId: ID,
      seq: 2,
      subjectId: "answer",
    });
    await vi.waitFor(() => expect(texts()).toEqual(["Where is it?", "Here it is."]));
    expect(session.getSnapshot().live).toBeNull();
  });

  it("keeps a whole answer on the screen until the thread can be read again", async () => {
    server.chunks = [
      { type: "start", messageId: "run-1" },
      { type: "text-delta", id: "t", delta: "Here it is." },
      { type: "finish" },
    ];
    server.away = true;
    session.send("Where is it?");
    await vi.waitFor(() => expect(session.getSnapshot().live?.ending).toBe("finished"));
    await session.sync();
    expect(session.getSnapshot().live?.text).toBe("Here it is.");
    server.away = false;
    server.store({
      id: "answer",
      text: "Here it is.",
      runId: "run-1",
      author: { kind: "assistant", name: "Assistant", isMe: false },
    });
    session.hear({ kind: "resync" });
    await vi.waitFor(() => expect(texts()).toEqual(["Where is it?", "Here it is."]));
    expect(session.getSnapshot().live).toBeNull();
  });

  it("drops what was streamed when a person has taken over meanwhile", async () => {
    server.chunks = [
      { type: "start", messageId: "run-1" },
      { type: "text-delta", id: "t", delta: "Half an ans" },
      { type: "abort", reason: "cancelled" },
    ];
    server.conversation = { ...head, owner: { kind: "agent", name: "Alex", isMe: false } };
    session.send("Hello");
    await vi.waitFor(() => expect(session.getSnapshot().conversation.owner.name).toBe("Alex"));
    await vi.waitFor(() => expect(session.getSnapshot().live).toBeNull());
  });

  it("reads again by itself what it could not read when it was announced", async () => {
    server.away = true;
    server.store({ id: "m1", text: "Said while nobody could read" });
    session.hear({
      kind: "change",
      id: 1,
      type: "message.posted",
      conversationId: ID,
      seq: 1,
      subjectId: null,
    });
    expect(await session.sync()).toBe(false);
    server.away = false;
    await vi.waitFor(() => expect(texts()).toEqual(["Said while nobody could read"]), { timeout: 4_500 });
  });

  it("tries no more once it is closed", async () => {
    vi.useFakeTimers();
    try {
      server.away = true;
      expect(await session.sync()).toBe(false);
      expect(vi.getTimerCount()).toBeGreaterThan(0);
      stop();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("reads what was announced, and nothing of other conversations", async () => {
    server.store({ id: "m1", text: "From another tab" });
    const other = { kind: "change", id: 1, type: "message.posted", seq: 1, subjectId: null } as const;
    session.hear({ ...other, conversationId: "01a20000-0000-7000-8000-0000000000ff" });
    expect(thread().heardTo).toBe(0);
    session.hear({ ...other, conversationId: ID });
    await vi.waitFor(() => expect(texts()).toEqual(["From another tab"]));
  });
});
