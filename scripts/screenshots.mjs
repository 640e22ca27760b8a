// @ts-check
/**
 * Takes the README's pictures from a running demo: `npm run screenshots -- http://localhost:3000`.
 * Asks a real question first, so that the pictures show what a visitor will see.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { findChromium } from "./lib/chromium.mjs";
import { projectRoot } from "./lib/paths.mjs";

const base = process.argv[2] ?? "http://localhost:3000";
const folder = join(projectRoot, "docs/images");
const password = process.env.DEMO_PASSWORD || "baton-demo-2026";

mkdirSync(folder, { recursive: true });
const found = await findChromium();
const browser = await chromium.launch({
  executablePath: found.executable,
  args: ["--no-sandbox"],
  env: {
    ...process.env,
    ...(found.libraries ? { LD_LIBRARY_PATH: found.libraries } : {}),
    ...(found.fonts ? { FONTCONFIG_FILE: found.fonts } : {}),
  },
});

/** @param {string | null} email @param {import("@playwright/test").BrowserContextOptions} [options] */
async function pageOf(email, options = {}) {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  if (email) {
    const { csrfToken } = await (await context.request.get("/api/auth/csrf")).json();
    await context.request.post("/api/auth/callback/credentials", {
      form: { csrfToken, email, password },
      headers: { origin: new URL(base).origin, "x-auth-return-redirect": "1" },
    });
  }
  return context.newPage();
}

/** @param {import("@playwright/test").Page} page @param {string} name */
const shoot = (page, name) => page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });

const customer = await pageOf("casey@example.com");
await customer.goto("/chat");
await customer.getByRole("textbox").fill("How long do I have to return a chair?");
await customer.getByRole("textbox").press("Enter");
await customer
  .getByRole("link", { name: /Return an item/ })
  .first()
  .waitFor();
await shoot(customer, "chat");
const thread = new URL(customer.url()).pathname;

const phone = await pageOf("casey@example.com", {
  viewport: { width: 390, height: 844 },
  colorScheme: "dark",
});
await phone.goto(thread);
await phone
  .getByRole("link", { name: /Return an item/ })
  .first()
  .waitFor();
await shoot(phone, "chat-phone-dark");

const agent = await pageOf("alex@baton.example");
await agent.goto("/staff/inbox");
await agent.keyboard.press("j");
await agent.keyboard.press("Enter");
await agent
  .getByRole("button", { name: /Take over|Claim/ })
  .first()
  .waitFor();
await agent.getByRole("heading", { name: "Orders" }).waitFor();
await shoot(agent, "inbox");
await agent.goto("/staff/tickets");
await agent.getByRole("row").nth(5).waitFor();
await shoot(agent, "tickets");

const visitor = await pageOf(null);
await visitor.goto("/help");
await shoot(visitor, "help");
await browser.close();
