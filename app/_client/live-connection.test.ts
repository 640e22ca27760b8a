import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveConnection, type LiveEvent } from "./live-connection";

/** The browser's part, moved by hand. */
class Source extends EventTarget {
  static readonly CLOSED = 2;
  static all: Source[] = [];
  readyState = 0;
  constructor() {
    super();
    Source.all.push(this);
  }
  close() {
    this.readyState = Source.CLOSED;
  }
  say(type: string, data?: unknown) {
    this.dispatchEvent(
      data === undefined ? new Event(type) : new MessageEvent(type, { data: JSON.stringify(data) }),
    );
  }
}

describe("LiveConnection", () => {
  let heard: LiveEvent[];
  let connection: LiveConnection;
  let stop: () => void;
  beforeEach(() => {
    Source.all = [];
    heard = [];
    vi.stubGlobal("EventSource", Source);
    vi.stubGlobal("window", new EventTarget());
    vi.stubGlobal("navigator", { onLine: true });
    connection = new LiveConnection();
    connection.listen((event) => heard.push(event));
    stop = connection.start();
  });
  afterEach(() => {
    stop();
    vi.unstubAllGlobals();
  });

  it("has its listeners read again when it opens first: what they show is older than it is", () => {
    expect(heard).toEqual([]);
    Source.all[0]?.say("open");
    expect(heard).toEqual([{ kind: "resync" }]);
    expect(connection.getState()).toBe("connected");
  });

  it("and after every interruption, and when the server has forgotten where it was", () => {
    const source = Source.all[0];
    source?.say("open");
    source?.say("error");
    expect(connection.getState()).toBe("reconnecting");
    source?.say("open");
    source?.say("reset", {});
    expect(heard.map(({ kind }) => kind)).toEqual(["resync", "resync", "resync"]);
  });

  it("passes on what it is told", () => {
    const change = { id: 7, type: "message.posted", conversationId: "c", seq: 3, subjectId: null };
    Source.all[0]?.say("change", change);
    expect(heard).toEqual([{ kind: "change", ...change }]);
  });
});
