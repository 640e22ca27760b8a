/** How a guest behaves, with the network replaced: what is fetched, in which order, and when. */
import { beforeAll, describe, expect, it } from "vitest";
import { type Fetched, type Outbound, OutboundError, type OutboundOptions } from "@/lib/core/outbound";
import { cpuTime } from "@/tests/support/cpu-time";
import { testEnvironment } from "@/tests/support/environment";
import { limits } from "./limits";
import { createGuest } from "./polite";
import { readSitemap } from "./sitemap";

beforeAll(() => {
  Object.assign(process.env, { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none", ...testEnvironment });
});

const options = { types: /html/, maxBytes: 1_000, timeout: 1_000 };
type Call = { url: string; at: number; userAgent: string };

/** A network that answers `robots.txt` with the text given, or fails as told. */
function network(robots: string | Error | null) {
  const calls: Call[] = [];
  let open = 0;
  let most = 0;
  const get: Outbound = async (address: string, given: OutboundOptions): Promise<Fetched> => {
    const url = new URL(address);
    await given.before?.(url);
    calls.push({ url: address, at: performance.now(), userAgent: given.userAgent });
    const isRobots = url.pathname === "/robots.txt";
    if (isRobots && robots instanceof Error) throw robots;
    if (isRobots && robots === null) throw new OutboundError("status", "The server answered 404.");
    if (!isRobots) most = Math.max(most, ++open);
    await Promise.resolve();
    if (!isRobots) open--;
    return { url, type: "text/html", charset: null, body: Buffer.from(isRobots ? String(robots) : "page") };
  };
  return { get, calls, most: () => most };
}

const reason = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "fetched",
    (error: unknown) => (error instanceof OutboundError ? error.reason : String(error)),
  );

describe("a guest", () => {
  it("asks for robots.txt first, once, under its own name with the portal's address", async () => {
    const { get, calls } = network("User-agent: *\nDisallow: /private");
    const guest = createGuest(get, 0);
    expect(await reason(guest.fetch("https://a.example/help", options))).toBe("fetched");
    expect(await reason(guest.fetch("https://a.example/private/x", options))).toBe("refused");
    expect(calls.map(({ url }) => url)).toEqual(["https://a.example/robots.txt", "https://a.example/help"]);
    expect(calls[1]?.userAgent).toBe(`BatonImport/1.0 (+${testEnvironment.APP_URL})`);
  });

  it.each([
    ["names it", "User-agent: BatonImport\nDisallow: /\n\nUser-agent: *\nAllow: /", "refused"],
    ["names others", "User-agent: Other\nDisallow: /", "fetched"],
    ["allows a part", "User-agent: *\nDisallow: /\nAllow: /help", "fetched"],
    ["is empty", "", "fetched"],
    ["is nonsense", "<html>Not found</html>", "fetched"],
    ["does not exist", null, "fetched"],
    ["cannot be reached", new OutboundError("network", "The server could not be reached."), "network"],
    ["fails on the server", new OutboundError("status", "The server answered 503."), "status"],
    ["leads into the network of the company", new OutboundError("refused", "not public"), "refused"],
  ])("keeps to a robots.txt that %s", async (_, robots, expected) => {
    const { get, calls } = network(robots);
    expect(await reason(createGuest(get, 0).fetch("https://a.example/help", options))).toBe(expected);
    expect(calls.some(({ url }) => url.endsWith("/help"))).toBe(expected === "fetched");
  });

  it("asks each host for one thing at a time, with a pause between two", async () => {
    const { get, calls, most } = network(null);
    const guest = createGuest(get, 60);
    await Promise.all(["1", "2", "3"].map((page) => guest.fetch(`https://a.example/${page}`, options)));
    const pages = calls.filter(({ url }) => !url.endsWith("robots.txt"));
    expect(pages.map(({ url }) => url.at(-1))).toEqual(["1", "2", "3"]);
    for (const n of [1, 2]) expect((pages[n]?.at ?? 0) - (pages[n - 1]?.at ?? 0)).toBeGreaterThan(50);
    expect(most()).toBe(1);
  });

  it("goes on after a page that failed", async () => {
    const { get } = network("User-agent: *\nDisallow: /no");
    const guest = createGuest(get, 0);
    const all = ["no", "yes"].map((page) => reason(guest.fetch(`https://a.example/${page}`, options)));
    expect(await Promise.all(all)).toEqual(["refused", "fetched"]);
  });
});

describe("a sitemap", () => {
  it("names pages, or other sitemaps", () => {
    expect(
      readSitemap(
        '<?xml version="1.0"?><urlset xmlns="x"><url><loc>https://a.example/?a=1&amp;b=2</loc></url></urlset>',
      ),
    ).toEqual({
      pages: ["https://a.example/?a=1&b=2"],
      sitemaps: [],
    });
    expect(
      readSitemap("<sitemapindex><sitemap><loc> https://a.example/s.xml </loc></sitemap></sitemapindex>")
        .sitemaps,
    ).toEqual(["https://a.example/s.xml"]);
  });

  it.each([
    ["a page", "<html><body>Hello</body></html>", /not a sitemap/],
    ["no XML", "hello", /not a sitemap|not valid/],
    [
      "entities that multiply",
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>',
      /entities/,
    ],
    [
      "an entity that reads a file",
      '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>',
      /entities/,
    ],
    ["a million levels", "<a>".repeat(300_000), /not valid XML/],
  ])("that is %s is refused", (_, text, why) => {
    expect(() => readSitemap(text)).toThrow(why);
  });

  it("of any size costs no more than what is taken of it", () => {
    const spent = cpuTime();
    const { pages } = readSitemap(
      `<urlset>${"<url><loc>https://a.example/c</loc></url>".repeat(100_000)}</urlset>`,
    );
    expect(pages).toHaveLength(limits.urls + 1);
    expect(spent()).toBeLessThan(1_500);
  });
});
