/**
 * What is kept of the help center is true on every instance: this process is one, a second process that shares nothing
 * with it but the database is the other.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { closeBroker, isListening, openBroker } from "@/lib/realtime/broker";
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

afterAll(() => closeDatabase());
beforeEach(async () => {
  openBroker();
  await vi.waitFor(() => expect(isListening()).toBe(true));
  await publishArticle(system, page("First"));
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
    const started = performance.now();
    const published = await publishElsewhere("Second");
    await vi.waitFor(async () => expect(await titleNow()).toBe("Second"), { timeout: SOON_MS, interval: 10 });
    expect(performance.now() - started - published).toBeLessThan(SOON_MS);
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

/** Publishes in a process of its own; answers when in its life it had done so, in milliseconds. */
async function publishElsewhere(title: string): Promise<number> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const started = performance.now();
  const code = `
    const { publishArticle } = await import("@/lib/knowledge/commands");
    const { systemViewer } = await import("@/lib/auth/viewer");
    const { closeDatabase } = await import("@/db/client");
    await publishArticle(systemViewer("elsewhere"), ${JSON.stringify(page(title))});
    await closeDatabase();`;
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "--input-type=module", "--eval", code],
    { cwd: root, stdio: ["ignore", "inherit", "inherit"] },
  );
  const [exit] = await once(child, "exit");
  expect(exit).toBe(0);
  return performance.now() - started;
}
