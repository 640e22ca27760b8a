/** Writing and reading articles over HTTP, where the size of what comes in matters: routes called as Next calls them. */
import sharp from "sharp";
import { beforeAll, describe, expect, it, vi } from "vitest";
import * as filesRoute from "@/app/api/v1/files/[id]/route";
import * as draftRoute from "@/app/api/v1/knowledge/articles/[id]/draft/route";
import * as uploadRoute from "@/app/api/v1/knowledge/articles/[id]/files/route";
import type { StaffViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import type { Route } from "@/lib/core/route";
import { createArticle } from "@/lib/knowledge/drafts";
import { ARTICLE_BYTES } from "@/lib/knowledge/editing-schema";
import { MAX_FILE_BYTES } from "@/lib/knowledge/file-schema";
import { MAX_ARTICLE } from "@/lib/knowledge/schema";
import { getArticleForStaff } from "@/lib/knowledge/staff-queries";
import { testEnvironment } from "./support/environment";
import { makeAgent } from "./support/factories";

const session = vi.hoisted(() => ({ id: null as string | null }));
vi.mock("@/lib/auth/options", () => ({ sessionIdOfRequest: async () => session.id }));

const own = new URL(testEnvironment.APP_URL);
let agent: StaffViewer;
let article: { id: string; revision: number };
beforeAll(async () => {
  agent = await makeAgent();
  session.id = agent.sessionId;
  article = await createArticle(agent, { title: `Over HTTP ${newId()}`, body: "The first text." });
});

async function call(route: Route, id: string, init: RequestInit & { headers?: Record<string, string> } = {}) {
  const path = route.spec.path.replace("{id}", id);
  const headers = { host: own.host, origin: own.origin, ...init.headers };
  const request = new Request(`${own.origin}/api/v1${path}`, { method: route.spec.method, ...init, headers });
  return route(request, { params: Promise.resolve({ id }) });
}
const upload = (
  bytes: Uint8Array<ArrayBuffer> | ReadableStream,
  name = "file.png",
  headers: Record<string, string> = {},
) =>
  call(uploadRoute.POST, article.id, {
    body: bytes,
    headers: { "x-file-name": encodeURIComponent(name), ...headers },
    ...({ duplex: "half" } as object),
  });
const pdfOf = (size: number) => {
  const bytes = new Uint8Array(size).fill(32);
  bytes.set(Buffer.from(`%PDF-1.4 ${newId()}`));
  bytes.set(Buffer.from("%%EOF"), size - 5);
  return bytes;
};
const told = async (answer: Response) =>
  (await answer.json()) as { title: string; code: string; status: number };

describe("an upload", () => {
  it("is an image by its bytes, whatever it is called, and comes back as one that can do nothing", async () => {
    const png = await sharp({ create: { width: 12, height: 8, channels: 3, background: "teal" } })
      .png()
      .toBuffer();
    const answer = await upload(new Uint8Array(png), "größe <b>.html");
    expect(answer.status).toBe(201);
    const file = (await answer.json()) as { id: string; href: string; name: string; type: string };
    expect(file).toMatchObject({ name: "größe b.png", type: "image/png" });
    const read = await call(filesRoute.GET, file.id);
    expect(read.status).toBe(200);
    expect(Object.fromEntries(read.headers)).toMatchObject({
      "content-type": "image/png",
      "content-disposition": expect.stringMatching(/^inline; filename="gr__e b\.png"|^inline; filename="gr/),
    });
    expect((await sharp(Buffer.from(await read.arrayBuffer())).metadata()).width).toBe(12);
    const etag = read.headers.get("etag") ?? "";
    const again = await call(filesRoute.GET, file.id, { headers: { "if-none-match": etag } });
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
  });

  it.each([
    [
      "SVG with a script",
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      "logo.svg",
    ],
    ["HTML that is called an image", "<!doctype html><script>alert(1)</script>", "photo.png"],
    ["a name without a file", "", "photo.png"],
  ])("that is %s is refused with a reason, and nothing is kept", async (_, text, name) => {
    const before = (await getArticleForStaff(agent, article.id)).files.length;
    const answer = await upload(new Uint8Array(Buffer.from(text)), name, { "content-type": "image/png" });
    expect(answer.status).toBe(400);
    expect((await told(answer)).title).toMatch(/JPEG, PNG, WebP|empty/);
    expect((await getArticleForStaff(agent, article.id)).files).toHaveLength(before);
  });

  it("has its limit at exactly 5 MB, also when nobody has announced the size", async () => {
    expect((await upload(pdfOf(MAX_FILE_BYTES), "most.pdf")).status).toBe(201);
    const more = pdfOf(MAX_FILE_BYTES + 1);
    const inPieces = () =>
      new ReadableStream({
        start(controller) {
          for (let at = 0; at < more.length; at += 65_536) controller.enqueue(more.subarray(at, at + 65_536));
          controller.close();
        },
      });
    for (const body of [more, inPieces()]) {
      const answer = await upload(body, "more.pdf");
      expect(answer.status).toBe(413);
      expect(await told(answer)).toMatchObject({ code: "too_large", title: expect.stringContaining("5 MB") });
    }
  });

  it("is saved, never shown, when it is a document", async () => {
    const { id } = (await (await upload(pdfOf(100), "plan.exe")).json()) as { id: string };
    const read = await call(filesRoute.GET, id);
    expect(read.headers.get("content-type")).toBe("application/pdf");
    expect(read.headers.get("content-disposition")).toBe(
      `attachment; filename="plan.pdf"; filename*=UTF-8''plan.pdf`,
    );
  });
});

describe("saving a draft", () => {
  const save = (data: object) =>
    call(draftRoute.PATCH, article.id, {
      body: JSON.stringify(data),
      headers: { "content-type": "application/json" },
    });

  it("takes the longest article there can be, in the script that needs most bytes", async () => {
    const answer = await save({ revision: article.revision, body: "漢".repeat(MAX_ARTICLE) });
    expect(answer.status).toBe(200);
    article.revision = ((await answer.json()) as { revision: number }).revision;
  });

  it("refuses an article of 1 MB with its limit, and keeps what was there", async () => {
    const { draft: before } = await getArticleForStaff(agent, article.id);
    const large = await save({ revision: article.revision, body: "x".repeat(1_000_000) });
    expect([large.status, (await told(large)).title]).toEqual([
      400,
      `The body is larger than ${ARTICLE_BYTES / 1024} kB.`,
    ]);
    const long = await save({ revision: article.revision, body: "x".repeat(MAX_ARTICLE + 1) });
    expect([long.status, (await told(long)).title]).toEqual([
      400,
      "body: must have at most 100,000 characters",
    ]);
    expect((await getArticleForStaff(agent, article.id)).draft).toEqual(before);
  });
});
