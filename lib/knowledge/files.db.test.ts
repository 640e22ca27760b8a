/** Files of articles: who reads them, how many there may be, and when one goes. */
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { articleFiles } from "@/db/schema/knowledge";
import { type StaffViewer, systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { makeAgent, makeCustomer, makeManager } from "@/tests/support/factories";
import { archiveArticle, publishDraft } from "./commands";
import { createArticle, discardDraft, saveDraft } from "./drafts";
import { fileHref, MAX_FILE_BYTES, MAX_FILES } from "./file-schema";
import { addFile, readFile, removeFile } from "./files";
import { getArticleForStaff } from "./staff-queries";

const system = systemViewer("test");
let agent: StaffViewer;
let manager: StaffViewer;
beforeAll(async () => {
  [agent, manager] = [await makeAgent(), await makeManager()];
});
afterAll(closeDatabase);

const pdf = (text: string = newId()) => Buffer.from(`%PDF-1.4 ${text} %%EOF`);
const begin = (given: object = {}) =>
  createArticle(agent, { title: `Chair ${newId()}`, body: "Text.", ...given });

describe("a file", () => {
  it("is kept with what its bytes say, not with what its name says", async () => {
    const { id } = await begin();
    const bytes = await sharp({ create: { width: 30, height: 20, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    const file = await addFile(agent, id, { name: "../photo.html", bytes });
    expect(file).toMatchObject({ name: "photo.png", type: "image/png", width: 30, height: 20 });
    expect(file.href).toBe(`/api/v1/files/${file.id}`);
    expect((await getArticleForStaff(agent, id)).files).toMatchObject([{ id: file.id, href: file.href }]);
    const read = await readFile(agent, file.id);
    expect(read.content.length).toBe(file.size);
    expect((await sharp(read.content).metadata()).format).toBe("png");
  });

  it("that is added twice is one", async () => {
    const { id } = await begin();
    const bytes = pdf();
    const [one, two] = await Promise.all([
      addFile(agent, id, { name: "a.pdf", bytes }),
      addFile(manager, id, { name: "b.pdf", bytes }),
    ]);
    expect(two.id).toBe(one.id);
    expect((await getArticleForStaff(agent, id)).files).toHaveLength(1);
  });

  it("has at most so many bytes", async () => {
    const { id } = await begin();
    const padded = (size: number) =>
      Buffer.concat([pdf(), Buffer.alloc(size - pdf().length - 6, 32), Buffer.from(" %%EOF")]);
    const most = await addFile(agent, id, { name: "most.pdf", bytes: padded(MAX_FILE_BYTES) });
    expect(most.size).toBe(MAX_FILE_BYTES);
    await expect(
      addFile(agent, id, { name: "more.pdf", bytes: padded(MAX_FILE_BYTES + 1) }),
    ).rejects.toMatchObject({
      code: "too_large",
      message: expect.stringContaining("5 MB"),
    });
  });

  it("is one of at most so many of an article", async () => {
    const { id } = await begin();
    const content = pdf();
    const row = (n: number) => ({
      id: newId(),
      articleId: id,
      name: `${n}.pdf`,
      type: "application/pdf" as const,
      size: content.length,
      sha256: String(n),
      content,
    });
    await as(system, (tx) =>
      tx.insert(articleFiles).values(Array.from({ length: MAX_FILES - 1 }, (_, n) => row(n))),
    );
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => addFile(agent, id, { name: "x.pdf", bytes: pdf() })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(addFile(agent, id, { name: "x.pdf", bytes: pdf() })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("200 files"),
    });
  });

  it("is refused for an article that does not exist", async () => {
    const lost = addFile(agent, newId(), { name: "x.pdf", bytes: pdf() });
    await expect(lost).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("who reads a file", () => {
  it.each([
    ["public", true, true],
    ["customers", false, true],
    ["staff", false, false],
  ] as const)(
    "of an article for %s: visitor %s, customer %s; nobody while it is a draft or archived",
    async (audience, visitor, customer) => {
      const made = await begin({ audience });
      const { id } = await addFile(agent, made.id, { name: "a.pdf", bytes: pdf() });
      const reader = await makeCustomer();
      const reads = async (viewer: Parameters<typeof readFile>[0]) =>
        (await Promise.allSettled([readFile(viewer, id)]))[0]?.status === "fulfilled";
      const rows = (viewer: Parameters<typeof readFile>[0]) =>
        as(viewer, (tx) =>
          tx.select({ id: articleFiles.id }).from(articleFiles).where(eq(articleFiles.id, id)),
        );
      const seen = async () => [await reads(visitorViewer()), await reads(reader), await reads(agent)];
      expect(await seen()).toEqual([false, false, true]);
      await publishDraft(manager, made.id, { revision: made.revision });
      expect(await seen()).toEqual([visitor, customer, true]);
      expect([(await rows(visitorViewer())).length === 1, (await rows(reader)).length === 1]).toEqual([
        visitor,
        customer,
      ]);
      await archiveArticle(manager, made.id);
      expect(await seen()).toEqual([false, false, true]);
    },
  );
});

describe("a file goes", () => {
  it("once no live text and no draft shows it", async () => {
    const made = await begin();
    const { id } = await addFile(agent, made.id, { name: "a.pdf", bytes: pdf() });
    const other = await begin();
    const { revision } = await saveDraft(agent, made.id, {
      revision: made.revision,
      body: `![A](${fileHref(id)})`,
    });
    const refused = { code: "conflict", message: expect.stringContaining("shows this file") };
    await expect(removeFile(agent, id)).rejects.toMatchObject(refused);
    await publishDraft(manager, made.id, { revision });
    await expect(removeFile(agent, id)).rejects.toMatchObject(refused);
    const without = await saveDraft(agent, made.id, { revision: 0, body: "No picture." });
    await publishDraft(manager, made.id, { revision: without.revision });
    const elsewhere = await saveDraft(agent, other.id, { revision: other.revision, body: fileHref(id) });
    await expect(removeFile(agent, id)).rejects.toMatchObject(refused);
    await discardDraft(agent, other.id, { revision: elsewhere.revision });
    await removeFile(agent, id);
    await expect(readFile(agent, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(removeFile(agent, id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("with its article", async () => {
    const made = await begin();
    const { id } = await addFile(agent, made.id, { name: "a.pdf", bytes: pdf() });
    await discardDraft(agent, made.id, { revision: made.revision });
    expect(await as(system, (tx) => tx.select().from(articleFiles).where(eq(articleFiles.id, id)))).toEqual(
      [],
    );
  });
});
