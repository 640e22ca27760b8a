import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { onSignedOut } from "./api";
import { readUnsent } from "./browser-store";
import { Outbox } from "./outbox";

const user = "01a20000-0000-7000-8000-00000000000a";
const other = "01a20000-0000-7000-8000-00000000000b";
const conversation = "01a20000-0000-7000-8000-000000000001";

class Storage {
  private readonly kept = new Map<string, string>();
  get length() {
    return this.kept.size;
  }
  key = (index: number) => [...this.kept.keys()][index] ?? null;
  getItem = (key: string) => this.kept.get(key) ?? null;
  setItem = (key: string, value: string) => void this.kept.set(key, value);
  removeItem = (key: string) => void this.kept.delete(key);
}

type Answer = () => Promise<Response> | Response;
const ok: Answer = () => Response.json({ seq: 1 }, { status: 202 });
const refused = (status: number, code: string, headers = {}): Answer => {
  return () => Response.json({ title: `No: ${code}.`, code }, { status, headers });
};
const lost: Answer = () => {
  throw new TypeError("the connection was lost");
};

/** A server that answers posts by script, the last one for ever; everything that reaches it is on record. */
class Server {
  posts: { path: string; id: string }[] = [];
  script: Answer[] = [ok];
  owner: object = { kind: "agent", name: "Alex", isMe: true };

  fetch = async (path: string, init: RequestInit): Promise<Response> => {
    if (init.method !== "POST") return Response.json({ owner: this.owner });
    this.posts.push({ path, id: JSON.parse(String(init.body)).id });
    const answer = (this.script.length > 1 ? this.script.shift() : this.script[0]) ?? ok;
    const gone = new Promise<never>((_, reject) => {
      init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
    });
    return Promise.race([(async () => answer())(), gone]);
  };
}

describe("the outbox of a tab", () => {
  let server: Server;
  let page: EventTarget;
  let stops: (() => void)[];

  beforeEach(() => {
    vi.useFakeTimers();
    server = new Server();
    page = new EventTarget();
    stops = [];
    vi.stubGlobal("fetch", server.fetch);
    vi.stubGlobal("window", Object.assign(page, { sessionStorage: new Storage() }));
    vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  });
  afterEach(() => {
    for (const stop of stops) stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  /** The tab as it is after a (re)load. */
  const load = (as = user) => {
    const outbox = new Outbox(as);
    stops.push(outbox.start());
    return outbox;
  };
  const reload = (as = user) => {
    for (const stop of stops.splice(0)) stop();
    return load(as);
  };
  const write = (id: string, kind: "message" | "reply" = "message") => ({
    id,
    kind,
    text: `text ${id}`,
    createdAt: "2026-01-01T00:00:00.000Z",
  });
  const settle = () => vi.advanceTimersByTimeAsync(0);
  const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);
  const sentIds = () => server.posts.map((each) => each.id);
  const list = (outbox: Outbox) => outbox.lane(conversation).getList();

  it("sends what was lost again by itself, under the same id, and then what was written after it", async () => {
    server.script = [lost, refused(503, "unavailable"), ok];
    const outbox = load();
    outbox.lane(conversation).add(write("a"));
    outbox.lane(conversation).add(write("b"));
    await settle();
    expect(list(outbox).map(({ state, tries }) => [state, tries])).toEqual([
      ["waiting", 1],
      ["waiting", 0],
    ]);
    await seconds(5);
    expect(sentIds()).toEqual(["a", "a", "a", "b"]);
    expect(list(outbox).map(({ state }) => state)).toEqual(["sent", "sent"]);
    expect(readUnsent(user, conversation)).toEqual([]);
  });

  it("says within ten seconds that nothing is confirmed, whatever hangs", async () => {
    server.script = [() => new Promise<Response>(() => {})];
    const outbox = load();
    outbox.lane(conversation).add(write("a"));
    await seconds(9.5);
    expect(list(outbox)[0]).toMatchObject({ tries: 1, unconfirmed: true });
  });

  it("says so within ten seconds, too, when beginning the conversation takes most of it", async () => {
    const outbox = load();
    const id = outbox.begin();
    const slow = () =>
      new Promise<Response>((resolve) => setTimeout(() => resolve(Response.json({})), 8_000));
    server.script = [slow, () => new Promise<Response>(() => {})];
    outbox.lane(id).add(write("a"));
    await seconds(9.5);
    expect(outbox.lane(id).getList()[0]).toMatchObject({ tries: 1, unconfirmed: true });
  });

  it("sends at once when the network says that it is back", async () => {
    server.script = [lost, lost, lost, lost, ok];
    const outbox = load();
    outbox.lane(conversation).add(write("a"));
    await seconds(8);
    expect(sentIds()).toHaveLength(4);
    page.dispatchEvent(new Event("online"));
    await settle();
    expect(list(outbox)[0]?.state).toBe("sent");
  });

  it("has sent within ten seconds of the server's return, however long it was away", async () => {
    for (const down of [1, 7, 33, 61, 300]) {
      server.posts = [];
      server.script = [() => new Promise<Response>(() => {})];
      const outbox = reload();
      outbox.lane(conversation).add(write(`after ${down}`));
      await seconds(down);
      server.script = [ok];
      await seconds(10);
      expect(list(outbox).find((each) => each.id === `after ${down}`)?.state).toBe("sent");
    }
  });

  it("is taken up after a reload, in order, with the same ids", async () => {
    server.script = [lost];
    const before = load();
    before.lane(conversation).add(write("a"));
    before.lane(conversation).add(write("b"));
    await settle();
    server.script = [ok];
    server.posts = [];
    reload();
    await settle();
    expect(sentIds()).toEqual(["a", "b"]);
    expect(readUnsent(user, conversation)).toEqual([]);
  });

  it("begins a conversation before its first message, once, also over a reload", async () => {
    server.script = [lost];
    const before = load();
    const id = before.begin();
    before.lane(id).add(write("a"));
    before.lane(id).add(write("b"));
    await settle();
    server.script = [ok];
    server.posts = [];
    const after = reload();
    const begun = vi.fn();
    after.onBegun(begun);
    await settle();
    expect(server.posts.map(({ path, id }) => [path, id])).toEqual([
      ["/api/v1/conversations", id],
      [`/api/v1/conversations/${id}/messages`, "a"],
      [`/api/v1/conversations/${id}/messages`, "b"],
    ]);
    expect(begun).toHaveBeenCalledExactlyOnceWith(id);
    expect(after.findBegun()).toBeNull();
  });

  it("stops at what the server refuses, says why, and goes on with the rest", async () => {
    server.script = [refused(400, "invalid"), ok];
    const outbox = load();
    outbox.lane(conversation).add(write("a"));
    outbox.lane(conversation).add(write("b"));
    await seconds(60);
    expect(sentIds()).toEqual(["a", "b"]);
    expect(list(outbox)[0]).toMatchObject({ state: "refused", problem: "No: invalid.", text: "text a" });
    expect(readUnsent(user, conversation).map((each) => each.id)).toEqual(["a"]);
  });

  it("sends under another id what was refused because its id is taken", async () => {
    server.script = [refused(409, "conflict"), ok];
    const outbox = load();
    outbox.lane(conversation).add(write("a"));
    await settle();
    const [left] = list(outbox);
    expect(left).toMatchObject({ state: "refused", text: "text a" });
    expect(left?.id).not.toBe("a");
    outbox.lane(conversation).again(left?.id ?? "");
    await settle();
    expect(sentIds()).toEqual(["a", left?.id]);
  });

  it("respects how long the server wants to be left alone", async () => {
    server.script = [refused(429, "rate_limited", { "retry-after": "20" }), ok];
    const outbox = load();
    outbox.lane(conversation).add(write("a"));
    await seconds(19);
    expect(sentIds()).toEqual(["a"]);
    await seconds(2);
    expect(list(outbox)[0]?.state).toBe("sent");
  });

  it("waits for its writer when nobody is signed in, and is never sent as somebody else", async () => {
    const leave = vi.fn();
    const undo = onSignedOut(leave);
    server.script = [refused(401, "unauthenticated")];
    load().lane(conversation).add(write("a"));
    await seconds(60);
    expect(sentIds()).toEqual(["a"]);
    expect(leave).toHaveBeenCalledOnce();
    undo();
    server.script = [ok];
    reload(other);
    await seconds(60);
    expect(sentIds()).toEqual(["a"]);
    reload();
    await settle();
    expect(sentIds()).toEqual(["a", "a"]);
  });

  it("takes a message back, also from its way, and sends the next", async () => {
    server.script = [() => new Promise<Response>(() => {}), ok];
    const lane = load().lane(conversation);
    lane.add(write("a"));
    lane.add(write("b"));
    await settle();
    expect(lane.remove("a")).toEqual(write("a"));
    await settle();
    expect(sentIds()).toEqual(["a", "b"]);
    expect(readUnsent(user, conversation)).toEqual([]);
  });

  it("does not take a conversation from a colleague by a reply that comes late", async () => {
    server.script = [lost, ok];
    const outbox = load();
    outbox.lane(conversation).add(write("a", "reply"));
    await settle();
    server.owner = { kind: "agent", name: "Sam", isMe: false };
    await seconds(5);
    expect(sentIds()).toEqual(["a"]);
    expect(list(outbox)[0]).toMatchObject({
      id: "a",
      state: "refused",
      problem: "Sam has this conversation now. Sending takes it over.",
    });
    outbox.lane(conversation).again("a");
    await settle();
    expect(sentIds()).toEqual(["a", "a"]);
  });

  it("does not take another server's page for an answer", async () => {
    server.script = [
      () => new Response("<h1>Sign in to the hotel</h1>", { headers: { "content-type": "text/html" } }),
      ok,
    ];
    const outbox = load();
    outbox.lane(conversation).add(write("a"));
    await settle();
    expect(list(outbox)[0]).toMatchObject({ state: "waiting", tries: 1 });
    await seconds(5);
    expect(list(outbox)[0]?.state).toBe("sent");
  });
});
