import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ANNOUNCE_MS, FORGET_MS, Presence, presenceLine } from "./presence";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const here = { conversationId: "c1" };
const mara = { ...here, userId: "u1", name: "Mara Lind" };
const alex = { ...here, userId: "u2", name: "Alex Moreau" };
const looks = (who: typeof mara) => ({ kind: "presence" as const, ...who });
const types = (who: typeof mara) => ({ kind: "typing" as const, by: "staff" as const, ...who });

function open() {
  const announce = vi.fn();
  const presence = new Presence("c1", announce);
  return { announce, presence, line: () => presenceLine(presence.getList()) };
}

describe("who is here", () => {
  it("is said in one line, whoever replies first", () => {
    const { presence, line } = open();
    expect(line()).toBeNull();
    presence.hear(looks(mara));
    expect(line()).toBe("Mara is also looking at this");
    presence.hear(looks(alex));
    expect(line()).toBe("Mara and Alex are also looking at this");
    presence.hear(types(alex));
    expect(line()).toBe("Alex is replying");
    presence.hear(looks({ ...mara, userId: "u3", name: "Kim" }));
    vi.advanceTimersByTime(10_000);
    expect(line()).toBe("Mara and 2 others are also looking at this");
  });

  it("is forgotten when it is not said again, and kept as long as it is", () => {
    const { presence, line } = open();
    presence.hear(looks(mara));
    presence.hear(looks(alex));
    for (let t = 0; t < FORGET_MS; t += ANNOUNCE_MS) {
      vi.advanceTimersByTime(ANNOUNCE_MS);
      presence.hear(looks(alex));
    }
    expect(line()).toBe("Alex is also looking at this");
    vi.advanceTimersByTime(FORGET_MS);
    expect(line()).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is about this conversation and about colleagues only", () => {
    const { presence, line } = open();
    presence.hear({ ...looks(mara), conversationId: "c2" });
    presence.hear({ kind: "typing", by: "customer", conversationId: "c1", name: "Casey" });
    presence.hear({ kind: "resync" });
    expect(line()).toBeNull();
  });
});

describe("being here", () => {
  it("is said at once, now and then, and to whoever comes, but not from a hidden page", () => {
    const { presence, announce } = open();
    let visible = true;
    const { look, stop } = presence.start(() => visible);
    expect(announce).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(2 * ANNOUNCE_MS);
    expect(announce).toHaveBeenCalledTimes(3);
    presence.hear(looks(mara));
    presence.hear(looks(mara));
    expect(announce).toHaveBeenCalledTimes(4);
    visible = false;
    vi.advanceTimersByTime(2 * ANNOUNCE_MS);
    expect(announce).toHaveBeenCalledTimes(4);
    visible = true;
    look();
    expect(announce).toHaveBeenCalledTimes(5);
    stop();
    expect(vi.getTimerCount()).toBe(0);
    expect(presence.getList()).toEqual([]);
  });
});
