/** Every zip here is really built, most of them by no honest tool. */
import { describe, expect, it } from "vitest";
import { type Member, zipOf } from "@/tests/support/zip";
import { type Archive, ArchiveError, openArchive, type Source, sourceOf } from "./archive";
import { limits } from "./limits";
import { ItemError } from "./parsed";

const MB = 1_048_576;
const open = (members: Member[]) => openArchive(sourceOf(zipOf(members)));
const refusals = (archive: Archive) => archive.entries.map(({ path, refused }) => [path, refused]);
const fine: Member = { name: "fine.md", data: "# Fine\n\nText." };

async function readOf(archive: Archive, path: string, max = MB): Promise<string> {
  const entry = archive.entries.find((one) => one.path === path);
  if (!entry) throw new Error(`${path} is not there`);
  return (await archive.read(entry, max)).toString();
}

describe("a zip", () => {
  it("is read entry by entry, stored or packed, in its order", async () => {
    const archive = await open([
      fine,
      { name: "a/", data: "" },
      { name: "a/über.md", data: "x".repeat(5_000), deflate: true },
    ]);
    expect(refusals(archive)).toEqual([
      ["fine.md", null],
      ["a/über.md", null],
    ]);
    expect(await readOf(archive, "fine.md")).toBe("# Fine\n\nText.");
    expect(await readOf(archive, "a/über.md")).toHaveLength(5_000);
    archive.close();
  });

  it.each<[string, Member, RegExp]>([
    ["that leads out", { name: "../evil.md" }, /leads out/],
    ["that leads out in the middle", { name: "a/../../evil.md" }, /leads out/],
    ["that stands still", { name: "a/./evil.md" }, /leads out/],
    ["that is absolute", { name: "/etc/passwd.md" }, /absolute/],
    ["of a drive", { name: "C:/evil.md" }, /absolute/],
    ["with backslashes", { name: "..\\..\\evil.md" }, /backslash/],
    ["with NUL", { name: "evil.md\u0000.png" }, /not a path/],
    ["that is empty", { name: "" }, /not a path/],
    ["that is very long", { name: `${"a/".repeat(300)}evil.md` }, /longer than 500/],
    ["of a symbolic link", { name: "evil.md", data: "/etc/passwd", mode: 0o120777 }, /symbolic link/],
    ["of a device", { name: "evil.md", mode: 0o060644 }, /not a file/],
    ["that is encrypted", { name: "evil.md", data: "secret", flags: 1 }, /encrypted/],
    ["of an unknown packing", { name: "evil.md", data: "x", claims: { method: 12 } }, /packed in a way/],
  ])("refuses a path or entry %s, and no other", async (_, member, why) => {
    const archive = await open([member, fine]);
    const [refused, kept] = archive.entries;
    expect(refused?.refused).toMatch(why);
    expect(kept).toMatchObject({ path: "fine.md", refused: null });
    await expect(archive.read(refused as never, MB)).rejects.toThrow(ItemError);
    expect(await readOf(archive, "fine.md")).toContain("Fine");
  });

  it("takes the first of two entries of one name", async () => {
    const archive = await open([fine, { ...fine, data: "other" }]);
    expect(archive.entries.map(({ refused }) => refused)).toEqual([
      null,
      expect.stringMatching(/another entry/),
    ]);
    expect(await readOf(archive, "fine.md")).toContain("Fine");
  });

  it("refuses what unpacks to more than a hundred times its size, from 1 MB on", async () => {
    const archive = await open([
      { name: "bomb.md", data: Buffer.alloc(limits.ratioFrom + 1), deflate: true },
      { name: "dense.md", data: Buffer.alloc(limits.ratioFrom), deflate: true },
      fine,
    ]);
    expect(refusals(archive)).toEqual([
      ["bomb.md", expect.stringMatching(/more than 100 times/)],
      ["dense.md", null],
      ["fine.md", null],
    ]);
  });

  it("refuses what lies behind 200 MB of unpacked entries", async () => {
    const half = limits.unpacked / 2;
    const claims = { size: half, packed: half / limits.ratio };
    const archive = await open([
      { name: "1.md", data: "a", deflate: true, claims },
      { name: "2.md", data: "a", deflate: true, claims },
      { name: "3.md", data: "a" },
    ]);
    expect(archive.entries.map(({ refused }) => refused)).toEqual([
      null,
      null,
      expect.stringMatching(/200 MB/),
    ]);
  });

  it("never unpacks more than an entry said, nor more than is asked for", async () => {
    const bomb = Buffer.alloc(3 * MB);
    const archive = await open([
      { name: "liar.md", data: bomb, deflate: true, claims: { size: 10 } },
      { name: "large.md", data: Buffer.alloc(MB + 1, "x") },
      { name: "exact.md", data: Buffer.alloc(MB, "x") },
      fine,
    ]);
    await expect(readOf(archive, "liar.md")).rejects.toThrow(/damaged/);
    await expect(readOf(archive, "large.md")).rejects.toThrow(/larger than 1 MB/);
    expect(await readOf(archive, "exact.md")).toHaveLength(MB);
    expect(await readOf(archive, "fine.md")).toContain("Fine");
  });

  it("tells of a damaged entry, and reads the others", async () => {
    const archive = await open([
      { name: "broken.md", data: "not deflated", claims: { method: 8, size: 50 } },
      { name: "short.md", data: "short", claims: { size: 5_000, packed: 5_000 } },
      fine,
    ]);
    for (const path of ["broken.md", "short.md"])
      await expect(readOf(archive, path)).rejects.toThrow(ItemError);
    expect(await readOf(archive, "fine.md")).toContain("Fine");
  });

  it.each<[string, Buffer]>([
    ["nothing", Buffer.alloc(0)],
    ["text", Buffer.from("# Not a zip\n".repeat(100))],
    ["the beginning of a zip", zipOf([fine]).subarray(0, 40)],
    ["a directory that is not there", zipOf([fine], 9)],
    [
      "a zip whose directory was overwritten",
      Buffer.concat([zipOf([fine]).subarray(0, -60), Buffer.alloc(38, 7), zipOf([fine]).subarray(-22)]),
    ],
  ])("that is %s is refused as a whole", async (_, bytes) => {
    await expect(openArchive(sourceOf(bytes))).rejects.toThrow(ArchiveError);
  });

  it("may have 5,000 entries, and not one more", async () => {
    const many = Array.from({ length: limits.entries }, (_, n) => ({ name: `${n}.md`, data: "x" }));
    expect((await open(many)).entries).toHaveLength(limits.entries);
    await expect(open([...many, fine])).rejects.toThrow("5,001 entries; 5,000 are the most");
  });

  it("may have 50 MB, and not one byte more", async () => {
    const source: Source = { size: limits.upload + 1, read: async () => Buffer.alloc(0) };
    await expect(openArchive(source)).rejects.toThrow("larger than 50 MB");
  });

  it("is read piece by piece, never as a whole", async () => {
    const noise = Buffer.from(Array.from({ length: 2 * MB }, (_, n) => (n * 7 + (n >> 8)) & 255));
    const bytes = zipOf([{ name: "noise.png", data: noise }, fine, { name: "noise2.png", data: noise }]);
    const largest: number[] = [];
    const archive = await openArchive({
      size: bytes.length,
      read: async (start, end) => {
        largest.push(end - start);
        return bytes.subarray(start, end);
      },
    });
    expect(await readOf(archive, "fine.md")).toContain("Fine");
    expect(Math.max(...largest)).toBeLessThanOrEqual(262_144);
    expect(largest.length).toBeLessThan(6);
  });

  it("that cannot be fetched for a moment is not called damaged", async () => {
    const lost = Object.assign(new Error("connection lost"), { code: "ECONNRESET" });
    await expect(openArchive({ size: 1_000, read: () => Promise.reject(lost) })).rejects.toBe(lost);
  });
});
