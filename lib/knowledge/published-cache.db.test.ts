/**
 * What is kept of the help center is true on every instance: this process is one, a second process that shares nothing
 * with it but the database is the other.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { closeBroker, isListening, onEvent, openBroker } from "@/lib/realtime/broker";
import { makeAgent, makeCustomer } from "@/tests/support/factories";
import { publishArticle } from "./commands";
import { getHelpPlace } from "./published";
import { cachedFor, closePublished, FRESH_MS, PublishedCache } from "./published-cache";

const system = systemViewer("test");
const visitor = visitorViewer();
const page = (title: string) => ({
  slug: "kept",
  title,
  summary: "A page",
  body: "Words.",
  category: "general",
});
/** From publishing to being read. */
const SOON_MS = 2_000;

let elsewhere: Awaited<ReturnType<typeof startElsewhere>>;
beforeAll(async () => {
  elsewhere = await startElsewhere();
}, 120_000);
afterAll(async () => {
  await elsewhere.end();
  await closeDatabase();
});

beforeEach(async () => {
  openBroker();
  await vi.waitFor(() => expect(isListening()).toBe(true));
  let told = 0;
  const unfollow = onEvent(({ type }) => {
    if (type === "article.published") told++;
  });
  await publishArticle(system, page("First"));
  // Whatever is read from here on, only a later change can make old.
  await vi.waitFor(() => expect(told).toBeGreaterThan(0));
  unfollow();
});
afterEach(async () => {
  closePublished();
  await closeBroker();
});

const titleNow = async () => {
  const place = await getHelpPlace(visitor, "kept");
  return place.kind === "article" ? place.article.title : "moved";
};

/** Behind everybody's back: no event tells of it. */
async function changeUnannounced() {
  const { count } = await as(system, (tx) =>
    tx.execute(sql`update articles set title = 'Unannounced' where slug = 'kept'`),
  );
  expect(count).toBe(1);
}

describe("an article that is kept", () => {
  it("is not read again while nothing happens to it", async () => {
    await vi.waitFor(async () => expect(await titleNow()).toBe("First"));
    await changeUnannounced();
    expect(await titleNow()).toBe("First");
  });

  it("is read again as soon as another instance has published it", async () => {
    await vi.waitFor(async () => expect(await titleNow()).toBe("First"));
    await elsewhere.publish(page("Second"));
    await vi.waitFor(async () => expect(await titleNow()).toBe("Second"), { timeout: SOON_MS, interval: 10 });
  });

  it("is read anew while announcements do not arrive", async () => {
    await vi.waitFor(async () => expect(await titleNow()).toBe("First"));
    closePublished();
    await closeBroker();
    expect(isListening()).toBe(false);
    await changeUnannounced();
    expect(await titleNow()).toBe("Unannounced");
  });

  it("is never older than half a minute", async () => {
    const clock = { now: 0 };
    const cache = new PublishedCache(undefined, () => clock.now);
    await cache.get("a", async () => "old");
    clock.now = FRESH_MS;
    expect(await cache.get("a", async () => "new")).toBe("new");
  });
});

describe("what one audience reads", () => {
  it("is never given to another", async () => {
    const customer = await makeCustomer();
    const other = await makeCustomer();
    const agent = await makeAgent();
    const seen: string[] = [];
    const read = (viewer: Parameters<typeof cachedFor>[0], whose: string) =>
      cachedFor(viewer, ["same question"], async () => {
        seen.push(whose);
        return whose;
      });
    expect(await read(agent, "staff")).toBe("staff");
    expect(await read(customer, "customers")).toBe("customers");
    expect(await read(visitor, "public")).toBe("public");
    expect(await read(other, "asked again")).toBe("customers");
    expect(await read(visitor, "asked again")).toBe("public");
    expect(seen).toEqual(["staff", "customers", "public"]);
  });
});

/** A process of its own that publishes what it is told to, line by line, and says when it has. */
async function startElsewhere() {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const code = `
    const { createInterface } = await import("node:readline");
    const { publishArticle } = await import("@/lib/knowledge/commands");
    const { systemViewer } = await import("@/lib/auth/viewer");
    const { closeDatabase } = await import("@/db/client");
    const lines = createInterface({ input: process.stdin });
    lines.on("close", closeDatabase);
    lines.on("line", async (line) => {
      await publishArticle(systemViewer("elsewhere"), JSON.parse(line));
      process.stdout.write("published\\n");
    });
    process.stdout.write("ready\\n");`;
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "--input-type=module", "--eval", code],
    { cwd: root, stdio: ["pipe", "pipe", "inherit"] },
  );
  const said = createInterface({ input: child.stdout });
  await once(said, "line");
  return {
    publish: async (article: object) => {
      child.stdin.write(`${JSON.stringify(article)}\n`);
      await once(said, "line");
    },
    end: async () => {
      child.stdin.end();
      await once(child, "exit");
    },
  };
}
