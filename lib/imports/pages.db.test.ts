/** Web pages from end to end: the network is replaced at its edge, everything behind it is the product. */
import sharp from "sharp";
import { beforeAll, expect, it } from "vitest";
import { type StaffViewer, systemViewer } from "@/lib/auth/viewer";
import { type Fetched, OutboundError } from "@/lib/core/outbound";
import { getArticle } from "@/lib/knowledge/queries";
import { getArticleForStaff } from "@/lib/knowledge/staff-queries";
import { makeManager } from "@/tests/support/factories";
import { startImport } from "./commands";
import { createGuest } from "./polite";
import { getImport, listImportItems } from "./queries";
import { workImport } from "./work";

const system = systemViewer("import-articles");
const site = "https://help.example.com";
let manager: StaffViewer;
let web: Record<string, { type: string; body: string | Buffer } | OutboundError>;
let asked: string[];

const page = (title: string, body: string) => ({
  type: "text/html",
  body: `<html lang="en"><head><title>${title} – Help</title></head><body><nav><a href="/">Home</a></nav><main><h1>${title}</h1>${body}</main></body></html>`,
});

beforeAll(async () => {
  manager = await makeManager();
});

const guest = () =>
  createGuest(async (address, options): Promise<Fetched> => {
    const url = new URL(address);
    await options.before?.(url);
    if (url.pathname !== "/robots.txt") asked.push(url.pathname);
    const found = web[url.pathname] ?? new OutboundError("status", "The server answered 404.");
    if (found instanceof OutboundError) throw found;
    if (!options.types.test(found.type))
      throw new OutboundError("type", `It is ${found.type}, which is not read here.`);
    return { url, type: found.type, charset: null, body: Buffer.from(found.body as string) };
  }, 0);

async function run(input: Parameters<typeof startImport>[1]) {
  asked = [];
  const { id } = await startImport(manager, input);
  const given = { guest: guest() };
  while ((await workImport(system, id, given)) === "again");
  const [found, { items }] = await Promise.all([
    getImport(manager, id),
    listImportItems(manager, id, { limit: 100 }),
  ]);
  return {
    ...found,
    items,
    said: Object.fromEntries(
      items.map((item) => [item.path.replace(site, ""), `${item.outcome} ${item.message ?? ""}`]),
    ),
  };
}
const options = {
  publish: true,
  dryRun: false,
  audience: "public",
  category: "general",
  language: "en",
  unknownCategories: "create",
} as const;

it("pages of a sitemap become articles, with their images and links, and again only what has changed", async () => {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: "plum" } })
    .png()
    .toBuffer();
  web = {
    "/robots.txt": { type: "text/plain", body: "User-agent: *\nDisallow: /private" },
    "/sitemap.xml": {
      type: "application/xml",
      body: `<sitemapindex><sitemap><loc>${site}/a.xml</loc></sitemap><sitemap><loc>${site}/gone.xml</loc></sitemap></sitemapindex>`,
    },
    "/a.xml": {
      type: "application/xml",
      body: `<urlset>${["/lamps", "/shades", "/private/x", "/lamps/", "/file.pdf", "/empty", "/away"].map((path) => `<url><loc>${site}${path}</loc></url>`).join("")}</urlset>`,
    },
    "/lamps": page(
      "Lamps of the web",
      `<p>See <a href="/shades#fit">shades</a> and <a href="/elsewhere">more</a>. <img src="/lamp.png" alt="A lamp"> <img src="/no.png" alt="None">`,
    ),
    "/shades": page("Shades of the web", "<p>They fit."),
    "/private/x": page("Private", "<p>x"),
    "/file.pdf": { type: "application/pdf", body: "%PDF" },
    "/empty": { type: "text/html", body: "<nav>Only a menu</nav>" },
    "/away": new OutboundError("refused", "The address does not lead to the open internet."),
    "/lamp.png": { type: "image/png", body: png },
  };
  const first = await run({ sitemap: `${site}/sitemap.xml`, options });
  expect(first.note).toMatch(/gone\.xml: The server answered 404/);
  expect(first.said).toEqual({
    "/lamps": expect.stringMatching(/^created .*no\.png.*404/),
    "/shades": "created ",
    "/private/x": expect.stringMatching(/^failed .*robots\.txt does not allow/),
    "/file.pdf": expect.stringMatching(/^failed It is application\/pdf/),
    "/empty": expect.stringMatching(/^failed No text was found/),
    "/away": expect.stringMatching(/^failed .*open internet/),
  });
  const lamps = await getArticle(manager, "lamps-of-the-web");
  const { files } = await getArticleForStaff(manager, lamps.id);
  expect(files).toMatchObject([{ name: "lamp.png", width: 8 }]);
  expect(lamps.body).toBe(
    `See [shades](/help/shades-of-the-web#fit) and [more](${site}/elsewhere). ![A lamp](${files[0]?.href}) ![None](${site}/no.png)`,
  );

  const second = await run({ urls: [`${site}/lamps`, `${site}/lamps#top`, ` ${site}/shades `], options });
  expect(second.said).toEqual({
    "/lamps": "unchanged The same as before.",
    "/shades": "unchanged The same as before.",
  });
  expect(asked.filter((path) => path.endsWith(".png"))).toEqual([]);

  web["/lamps"] = page("Lamps of the web", `<p>Other words. <img src="/lamp.png" alt="A lamp">`);
  const third = await run({ urls: [`${site}/lamps`], options });
  expect(third.said).toEqual({ "/lamps": "updated " });
  expect((await getArticle(manager, "lamps-of-the-web")).body).toBe(
    `Other words. ![A lamp](${files[0]?.href})`,
  );
  expect(asked).toEqual(["/lamps"]);
});

it("a sitemap that cannot be read ends the import with the reason", async () => {
  web = { "/sitemap.xml": { type: "text/html", body: "<html>" } };
  const result = await run({ sitemap: `${site}/sitemap.xml`, options });
  expect(result).toMatchObject({ state: "failed", note: "It is text/html, which is not read here." });
  for (const sitemap of ["https://127.0.0.1/sitemap.xml", "http://help.example.com/sitemap.xml", "ftp://x"])
    await expect(startImport(manager, { sitemap, options })).rejects.toThrow(/open internet|https/);
});

it("no more pages than are allowed are asked for", async () => {
  const urls = Array.from({ length: 501 }, (_, n) => `${site}/${n}`);
  await expect(startImport(manager, { urls, options })).rejects.toThrow("at most 500 addresses");
  web = {
    "/sitemap.xml": {
      type: "text/xml",
      body: `<urlset>${urls.map((url) => `<url><loc>${url}</loc></url>`).join("")}</urlset>`,
    },
  };
  const { id } = await startImport(manager, { sitemap: `${site}/sitemap.xml`, options });
  await workImport(system, id, { guest: guest() });
  expect(await getImport(manager, id)).toMatchObject({
    total: 500,
    note: expect.stringMatching(/the first 500 are imported/),
  });
});
