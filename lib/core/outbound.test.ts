/** What may be fetched for somebody: a table of addresses, and a server on loopback that nothing may ever reach. */
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isPublicAddress, MAX_URL } from "./addresses";
import { type Address, createOutbound, MAX_REDIRECTS, OutboundError, type OutboundOptions } from "./outbound";

const PUBLIC = "93.184.215.14";
/** What the names of these tests resolve to; a list of lists answers one after the other. */
const names: Record<string, string[][]> = {
  "shop.example.com": [[PUBLIC]],
  "v6.example.com": [["2606:4700:4700::1111"]],
  "both.example.com": [[PUBLIC, "2606:4700:4700::1111"]],
  "loop.example.com": [["127.0.0.1"]],
  "private.example.com": [["10.0.0.5"]],
  "half.example.com": [[PUBLIC, "192.168.1.1"]],
  "metadata.example.com": [["169.254.169.254"]],
  "cgnat.example.com": [["100.64.0.1"]],
  "mapped.example.com": [["::ffff:127.0.0.1"]],
  "nat64.example.com": [["64:ff9b::7f00:1"]],
  "sixtofour.example.com": [["2002:7f00:1::"]],
  "unique.example.com": [["fd00:ec2::254"]],
  "linklocal.example.com": [["fe80::1"]],
  "azure.example.com": [["168.63.129.16"]],
  "empty.example.com": [[]],
};
const allowed = [
  "https://shop.example.com/",
  "https://shop.example.com:443/a?b=c#d",
  "HTTPS://SHOP.example.com/",
  "https://v6.example.com/help",
  "https://both.example.com/",
  "  https://shop.example.com/with-spaces-around  ",
  `https://${PUBLIC}/`,
  "https://[2606:4700:4700::1111]/",
];
const refused = [
  "http://shop.example.com/",
  "ftp://shop.example.com/",
  "file:///etc/passwd",
  "gopher://shop.example.com/",
  "data:text/html,hello",
  "javascript:alert(1)",
  "//shop.example.com/",
  "shop.example.com",
  "",
  "https://",
  "https://user@shop.example.com/",
  "https://user:pass@shop.example.com/",
  "https://shop.example.com@127.0.0.1/",
  "https://@shop.example.com/",
  "https://shop.example.com:8443/",
  "https://shop.example.com:80/",
  "https://shop.example.com:22/",
  "https://localhost/",
  "https://localhost./",
  "https://intranet/",
  "https://127.0.0.1/",
  "https://127.1/",
  "https://2130706433/",
  "https://0x7f000001/",
  "https://0x7f.0.0.1/",
  "https://0177.0.0.1/",
  "https://017700000001/",
  "https://0x5db8d70e/",
  "https://１２７.０.０.１/",
  "https://①②⑦.0.0.1/",
  "https://0.0.0.0/",
  "https://0/",
  "https://10.1.2.3/",
  "https://172.16.0.1/",
  "https://192.168.0.1/",
  "https://100.64.0.1/",
  "https://169.254.169.254/latest/meta-data/",
  "https://100.100.100.200/latest/meta-data/",
  "https://192.0.0.192/",
  "https://168.63.129.16/",
  "https://198.18.0.1/",
  "https://224.0.0.1/",
  "https://240.0.0.1/",
  "https://255.255.255.255/",
  "https://[::1]/",
  "https://[::]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:7f00:1]/",
  "https://[::127.0.0.1]/",
  "https://[::7f00:1]/",
  "https://[64:ff9b::7f00:1]/",
  "https://[64:ff9b:1::1]/",
  "https://[2002:7f00:1::]/",
  "https://[2001::1]/",
  "https://[2001:db8::1]/",
  "https://[fc00::1]/",
  "https://[fd00:ec2::254]/",
  "https://[fe80::1]/",
  "https://[fec0::1]/",
  "https://[ff02::1]/",
  "https://[100::1]/",
  "https://loop.example.com/",
  "https://private.example.com/",
  "https://half.example.com/",
  "https://metadata.example.com/",
  "https://cgnat.example.com/",
  "https://mapped.example.com/",
  "https://nat64.example.com/",
  "https://sixtofour.example.com/",
  "https://unique.example.com/",
  "https://linklocal.example.com/",
  "https://azure.example.com/",
  "https://empty.example.com/",
  "https://unknown.example.com/",
  `https://shop.example.com/${"a".repeat(MAX_URL)}`,
];

let canary: Server;
let site: Server;
let canaryHits = 0;
let siteHits: { url: string; headers: Record<string, unknown> }[] = [];
let answer: RequestListener = (_, response) => void response.end();

beforeAll(async () => {
  canary = createServer().on("connection", () => canaryHits++);
  site = createServer((request, response) => {
    siteHits.push({ url: request.url ?? "", headers: request.headers });
    answer(request, response);
  });
  for (const server of [canary, site]) await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => {
  for (const server of [canary, site]) {
    server.closeAllConnections();
    server.close();
  }
});
beforeEach(() => {
  siteHits = [];
  answer = (_, response) => response.setHeader("content-type", "text/html").end("<p>Hello");
});

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const asked = new Map<string, number>();

/** Stands for the network: addresses that are public lead to the site, every other one to the canary. */
const network = () => {
  asked.clear();
  return createOutbound({
    resolve: async (hostname) => {
      if (/^[\d.]+$|:/.test(hostname)) return [{ address: hostname, family: hostname.includes(":") ? 6 : 4 }];
      const answers = names[hostname];
      if (!answers) throw new Error("ENOTFOUND");
      const n = asked.get(hostname) ?? 0;
      asked.set(hostname, n + 1);
      const found = answers[Math.min(n, answers.length - 1)] ?? [];
      return found.map((address): Address => ({ address, family: address.includes(":") ? 6 : 4 }));
    },
    dial: (addresses, _options, callback) => {
      const isSite = addresses.every(({ address }) => [PUBLIC, "2606:4700:4700::1111"].includes(address));
      const socket = connect(portOf(isSite ? site : canary), "127.0.0.1");
      socket.once("connect", () => callback(null, socket)).once("error", (error) => callback(error, null));
    },
  });
};

const options: OutboundOptions = {
  types: /^text\/html$/,
  maxBytes: 10_000,
  timeout: 5_000,
  userAgent: "Test (+https://portal.example.com)",
};

const reasonOf = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => "allowed",
    (error: unknown) => (error instanceof OutboundError ? error.reason : `threw ${String(error)}`),
  );

describe("addresses", () => {
  it("are enough of them to mean something", () => {
    expect(refused.length + allowed.length).toBeGreaterThanOrEqual(44);
  });

  it.each(allowed)("%s is fetched", async (url) => {
    expect(await reasonOf(network()(url, options))).toBe("allowed");
    expect(siteHits).toHaveLength(1);
  });

  it.each(refused)("%s is not", async (url) => {
    expect(await reasonOf(network()(url, options))).toMatch(/^(refused|network)$/);
    expect(siteHits).toHaveLength(0);
  });

  it("are not reached through a real lookup either", async () => {
    const real = createOutbound();
    for (const url of ["https://localhost.localdomain/", "https://127.0.0.1/", "https://[::1]/"])
      expect(await reasonOf(real(url, options))).toMatch(/^(refused|network)$/);
  });

  it.each(["garbage", "", "1.2.3", "fe80::1%eth0", "0x7f.1", "::ffff:8.8.8.8"])(
    "%j is no public one",
    (text) => {
      expect(isPublicAddress(text)).toBe(false);
    },
  );

  it("that change between two looks are caught: the one that is connected to is the one that was checked", async () => {
    names["rebind.example.com"] = [[PUBLIC], ["127.0.0.1"]];
    const fetchOne = network();
    answer = (_, response) =>
      response.writeHead(302, { location: "https://rebind.example.com/2", connection: "close" }).end();
    expect(await reasonOf(fetchOne("https://rebind.example.com/1", options))).toBe("refused");
    expect(siteHits.map(({ url }) => url)).toEqual(["/1"]);
    expect(asked.get("rebind.example.com")).toBe(2);
  });

  it("never let the canary be reached", () => {
    expect(canaryHits).toBe(0);
  });
});

describe("redirects", () => {
  const redirectTo = (location: (url: string) => string) => {
    answer = (request, response) => response.writeHead(302, { location: location(request.url ?? "") }).end();
  };

  it.each([
    "http://shop.example.com/",
    "https://127.0.0.1/",
    "https://metadata.example.com/",
    "//2130706433/",
    "file:///etc/passwd",
    "https://0x5db8d70e/",
  ])("to %s are refused", async (location) => {
    redirectTo(() => location);
    expect(await reasonOf(network()("https://shop.example.com/", options))).toBe("refused");
    expect(canaryHits).toBe(0);
  });

  it(`are followed ${MAX_REDIRECTS} times, and not once more`, async () => {
    answer = (request, response) => {
      const n = Number(request.url?.slice(1));
      if (n > 0) response.writeHead(301, { location: `/${n - 1}` }).end();
      else response.setHeader("content-type", "text/html").end("there");
    };
    const page = await network()(`https://shop.example.com/${MAX_REDIRECTS}`, options);
    expect([page.url.href, page.body.toString()]).toEqual(["https://shop.example.com/0", "there"]);
    expect(await reasonOf(network()(`https://shop.example.com/${MAX_REDIRECTS + 1}`, options))).toBe(
      "redirects",
    );
  });

  it("in a circle end", async () => {
    redirectTo((url) => (url === "/a" ? "/b" : "/a"));
    await expect(network()("https://shop.example.com/a", options)).rejects.toThrow("in a circle");
    expect(siteHits).toHaveLength(2);
  });

  it("are asked about like the first request", async () => {
    redirectTo(() => "/secret");
    const before = async (url: URL) => {
      if (url.pathname === "/secret") throw new OutboundError("refused", "robots.txt says no");
    };
    await expect(network()("https://shop.example.com/", { ...options, before })).rejects.toThrow(
      "robots.txt",
    );
    expect(siteHits).toHaveLength(1);
  });
});

describe("an answer", () => {
  it("is asked for without cookies or credentials, and none are kept", async () => {
    answer = (_, response) =>
      response
        .writeHead(200, { "content-type": "text/html; charset=ISO-8859-1", "set-cookie": "a=b" })
        .end("x");
    const fetchOne = network();
    await fetchOne("https://shop.example.com/", options);
    const page = await fetchOne("https://shop.example.com/", options);
    expect(page).toMatchObject({ type: "text/html", charset: "iso-8859-1" });
    for (const { headers } of siteHits)
      expect(Object.keys(headers).sort()).toEqual([
        "accept",
        "accept-encoding",
        "connection",
        "host",
        "user-agent",
      ]);
    expect(siteHits[0]?.headers["user-agent"]).toBe(options.userAgent);
  });

  it.each([
    ["another status", (r) => r.writeHead(404).end(), "status"],
    ["another type", (r) => r.writeHead(200, { "content-type": "application/zip" }).end("PK"), "type"],
    ["no type", (r) => r.writeHead(200).end("x"), "type"],
    [
      "a length past the limit",
      (r) =>
        r.writeHead(200, { "content-type": "text/html", "content-length": "10001" }).end("x".repeat(10_001)),
      "size",
    ],
    [
      "more than it said",
      (r) => {
        r.writeHead(200, { "content-type": "text/html" });
        r.end("x".repeat(10_001));
      },
      "size",
    ],
    [
      "a bomb in gzip",
      (r) =>
        r
          .writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" })
          .end(gzipSync("x".repeat(5_000_000))),
      "size",
    ],
    [
      "a packing nobody knows",
      (r) => r.writeHead(200, { "content-type": "text/html", "content-encoding": "zstd" }).end("x"),
      "type",
    ],
    [
      "broken gzip",
      (r) => r.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" }).end("x"),
      "network",
    ],
    ["a lost connection", (r) => r.destroy(), "network"],
  ] as [string, (response: Parameters<RequestListener>[1]) => void, string][])(
    "with %s fails",
    async (_, respond, reason) => {
      answer = (_request, response) => respond(response);
      expect(await reasonOf(network()("https://shop.example.com/", options))).toBe(reason);
    },
  );

  it("of exactly the limit is read, packed or not", async () => {
    const body = "y".repeat(options.maxBytes);
    for (const encoding of ["identity", "gzip"]) {
      answer = (_, response) =>
        response
          .writeHead(200, { "content-type": "text/html", "content-encoding": encoding })
          .end(encoding === "gzip" ? gzipSync(body) : body);
      expect((await network()("https://shop.example.com/", options)).body.toString()).toBe(body);
    }
  });

  it("that never ends is given up in time", async () => {
    answer = (_, response) => response.writeHead(200, { "content-type": "text/html" }).write("…");
    expect(await reasonOf(network()("https://shop.example.com/", { ...options, timeout: 200 }))).toBe("time");
  });

  it("is not waited for by somebody who has left", async () => {
    answer = () => {};
    const leaving = new AbortController();
    const waiting = network()("https://shop.example.com/", { ...options, signal: leaving.signal });
    leaving.abort(new Error("left"));
    await expect(waiting).rejects.toThrow("left");
  });
});
