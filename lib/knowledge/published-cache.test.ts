import { describe, expect, it, vi } from "vitest";
import { changesHelp, PublishedCache } from "./published-cache";

function cacheAt(limits: Partial<{ answers: number; characters: number; freshMs: number }> = {}) {
  const clock = { now: 0 };
  const cache = new PublishedCache(
    { answers: 100, characters: 10_000, freshMs: 30_000, ...limits },
    () => clock.now,
  );
  return { cache, clock };
}

describe("what is published, kept in the process", () => {
  it("is read once until it is old", async () => {
    const { cache, clock } = cacheAt();
    const read = vi.fn(async () => "text");
    await cache.get("a", read);
    clock.now = 29_999;
    expect(await cache.get("a", read)).toBe("text");
    expect(read).toHaveBeenCalledTimes(1);
    clock.now = 30_000;
    await cache.get("a", read);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it("is read once for all who ask at the same time", async () => {
    const { cache } = cacheAt();
    const read = vi.fn(async () => ({ n: 1 }));
    const answers = await Promise.all([cache.get("a", read), cache.get("a", read), cache.get("b", read)]);
    expect(read).toHaveBeenCalledTimes(2);
    expect(answers[0]).toBe(answers[1]);
  });

  it("is not kept when it changed while it was being read", async () => {
    const { cache } = cacheAt();
    let answer = (_: string) => {};
    const old = cache.get("a", () => new Promise<string>((resolve) => (answer = resolve)));
    cache.forget();
    const fresh = cache.get("a", async () => "new");
    answer("old");
    expect([await old, await fresh]).toEqual(["old", "new"]);
    expect(await cache.get("a", async () => "not asked")).toBe("new");
  });

  it("keeps no failure", async () => {
    const { cache } = cacheAt();
    await expect(cache.get("a", async () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
    expect(await cache.get("a", async () => "back")).toBe("back");
  });

  it("gives up the least used beyond its number", async () => {
    const { cache } = cacheAt({ answers: 2 });
    for (const key of ["a", "b", "a", "c"]) await cache.get(key, async () => key);
    expect(cache.count).toBe(2);
    const again = vi.fn(async () => "again");
    expect(await cache.get("a", again)).toBe("a");
    expect(await cache.get("b", again)).toBe("again");
  });

  it("gives up the least used beyond its size, and keeps nothing larger than that", async () => {
    const { cache } = cacheAt({ characters: 100 });
    await cache.get("a", async () => "x".repeat(60));
    await cache.get("b", async () => "x".repeat(60));
    expect(cache.count).toBe(1);
    await cache.get("c", async () => "x".repeat(200));
    expect(cache.count).toBe(1);
  });

  it("is forgotten for what readers can see, and not for what they say", () => {
    const seen = ["article.published", "article.archived", "article.restored", "category.changed"];
    expect(seen.filter((type) => !changesHelp(type))).toEqual([]);
    expect(["article.rated", "message.posted", "articles"].filter(changesHelp)).toEqual([]);
  });
});
