import { beforeEach, describe, expect, it, vi } from "vitest";

type Build = typeof import("./build");

describe("the news of another build", () => {
  let build: Build;
  beforeEach(async () => {
    vi.resetModules();
    build = await import("./build");
  });

  it("is heard from any answer that names another build, and told once", () => {
    const told = vi.fn();
    build.watchBuild(told);
    build.noteBuild("one", "one");
    build.noteBuild(null, "one");
    expect(build.hasNews()).toBe(false);
    build.noteBuild("two", "one");
    build.noteBuild("two", "one");
    expect(build.hasNews()).toBe(true);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it("stays put away while both builds answer in turn, and comes back with a third", () => {
    build.noteBuild("two", "one");
    build.dismissNews();
    for (const each of ["one", "two", "one", "two"]) build.noteBuild(each, "one");
    expect(build.hasNews()).toBe(false);
    expect(build.isOutdated()).toBe(true);
    build.noteBuild("three", "one");
    expect(build.hasNews()).toBe(true);
  });

  it("does not exist while developing", () => {
    build.noteBuild("two", null);
    expect(build.isOutdated()).toBe(false);
  });
});
