/** Files as people and attackers send them. Each is made here, byte by byte or by the library that decodes them. */
import { randomBytes } from "node:crypto";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { keep, kindOf } from "./file-content";
import { MAX_FILE_BYTES, MAX_HEIGHT, MAX_PIXELS, MAX_WIDTH } from "./file-schema";

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 90, b: 30 } } });
const scriptText = "<script>alert(document.domain)</script>";
const refused = { code: "invalid" };

/** One chunk of a PNG. The checksum is right, so that nothing else is wrong with it. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
function crc32(bytes: Buffer): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let n = 0; n < 8; n++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
  }
  return (crc ^ 0xffff_ffff) >>> 0;
}
/** Black, one bit a pixel: many pixels in few bytes. */
function pngOf(width: number, height: number, rows = height): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * rows));
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([magic, chunk("IHDR", head), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

let jpeg: Buffer;
let png: Buffer;
beforeAll(async () => {
  jpeg = await plain(64, 48).jpeg().toBuffer();
  png = await plain(64, 48).png().toBuffer();
});

describe("what a file is", () => {
  it.each([
    ["an SVG with a script", `<svg xmlns="http://www.w3.org/2000/svg">${scriptText}</svg>`],
    [
      "an SVG behind an XML head",
      `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`,
    ],
    ["HTML that is called .png", `<!doctype html><img src=x onerror=alert(1)>${scriptText}`],
    ["a program", "MZ\u0090\u0000 this program cannot be run in DOS mode"],
    ["a zip", "PK\u0003\u0004 and more"],
    ["a TIFF", "II*\u0000 and more"],
    ["a HEIC photo", "\u0000\u0000\u0000\u0018ftypheic and more"],
    ["a PDF behind other text", `${scriptText}%PDF-1.4 %%EOF`],
    ["the beginning of a GIF's name", "GIF"],
    ["nothing", ""],
  ])("%s is nothing that is taken", async (_, text) => {
    const bytes = Buffer.from(text, "latin1");
    expect(kindOf(bytes)).toBeNull();
    await expect(keep(bytes)).rejects.toMatchObject({
      ...refused,
      message: expect.stringMatching(/JPEG, PNG/),
    });
  });

  it.each(["jpeg", "png", "webp"] as const)("a %s stays one", async (format) => {
    const kept = await keep(await plain(64, 48)[format]().toBuffer());
    expect(kept).toMatchObject({ type: `image/${format}`, width: 64, height: 48 });
    expect(kindOf(kept.content)).toBe(format);
  });

  it("a GIF that stands still becomes a PNG, one that moves is refused", async () => {
    const still = await plain(8, 8).gif().toBuffer();
    expect(await keep(still)).toMatchObject({ type: "image/png", width: 8, height: 8 });
    const frames = Buffer.concat([Buffer.alloc(8 * 8 * 3, 10), Buffer.alloc(8 * 8 * 3, 250)]);
    const moving = await sharp(frames, { raw: { width: 8, height: 16, channels: 3, pageHeight: 8 } })
      .gif({ delay: [100, 100] })
      .toBuffer();
    expect((await sharp(moving, { animated: true }).metadata()).pages).toBe(2);
    await expect(keep(moving)).rejects.toMatchObject({ ...refused, message: expect.stringMatching(/still/) });
  });

  it("a PDF is kept byte by byte, unless its end is missing", async () => {
    const pdf = Buffer.from(`%PDF-1.7\n1 0 obj\n<< >>\nendobj\n${scriptText}\n%%EOF\n`);
    expect(await keep(pdf)).toEqual({ type: "application/pdf", content: pdf, width: null, height: null });
    await expect(keep(pdf.subarray(0, 20))).rejects.toMatchObject(refused);
  });
});

describe("what is kept of an image", () => {
  it("is no second format behind or inside the first", async () => {
    const polyglots = [
      Buffer.concat([jpeg, Buffer.from(scriptText)]),
      Buffer.concat([png, Buffer.from(`PK\u0003\u0004${scriptText}`)]),
      await plain(64, 48)
        .withExif({ IFD0: { ImageDescription: scriptText } })
        .jpeg()
        .toBuffer(),
    ];
    for (const bytes of polyglots) {
      expect(bytes.includes("alert(document.domain)")).toBe(true);
      const { content } = await keep(bytes);
      expect(content.includes("alert")).toBe(false);
    }
  });

  it("says nothing of where and by whom it was taken, and still stands upright", async () => {
    const taken = await plain(60, 40)
      .withExif({
        IFD0: { Artist: "Robin Example", Copyright: "Robin Example" },
        IFD3: { GPSLatitude: "52/1 30/1 0/1", GPSLatitudeRef: "N" },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const before = await sharp(taken).metadata();
    expect(before.orientation).toBe(6);
    expect(before.exif?.includes("Robin Example") && before.exif.length > 100).toBe(true);
    const kept = await keep(taken);
    const after = await sharp(kept.content).metadata();
    expect([after.exif, after.xmp, after.iptc, after.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(kept).toMatchObject({ width: 40, height: 60 });
    expect(kept.content.includes("Robin")).toBe(false);
  });

  it("is at most so wide and so high, and small ones stay as they are", async () => {
    expect(
      await keep(
        await plain(MAX_WIDTH + 1, 10)
          .png()
          .toBuffer(),
      ),
    ).toMatchObject({ width: MAX_WIDTH });
    expect(await keep(pngOf(100, MAX_HEIGHT + 100))).toMatchObject({ height: MAX_HEIGHT });
    expect(await keep(png)).toMatchObject({ width: 64, height: 48 });
  });

  it("stays below the limit of a file, as another format if need be", async () => {
    const [width, height] = [1_340, 1_340];
    const pixels = randomBytes(width * height * 3);
    const grown = await sharp(pixels, { raw: { width, height, channels: 3 } })
      .png({ compressionLevel: 0 })
      .toBuffer();
    expect(grown.length).toBeGreaterThan(MAX_FILE_BYTES);
    const kept = await keep(grown);
    expect(kept.type).toBe("image/webp");
    expect(kept.content.length).toBeLessThanOrEqual(MAX_FILE_BYTES);
  }, 30_000);
});

describe("an image that is made to harm", () => {
  it("by its pixels is refused before they are decoded", async () => {
    const side = Math.ceil(Math.sqrt(MAX_PIXELS)) + 1;
    const bomb = pngOf(side, side, 1);
    expect(bomb.length).toBeLessThan(2_000);
    await expect(keep(bomb)).rejects.toMatchObject({
      ...refused,
      message: expect.stringMatching(/40 megapixels/),
    });
    await expect(keep(pngOf(60_000, 60_000, 1))).rejects.toMatchObject(refused);
  });

  it("by being cut off is refused, wherever it is cut", async () => {
    const photo = await plain(600, 400).jpeg().toBuffer();
    // The last bytes of a PNG only say that it ends.
    for (const bytes of [jpeg, photo, png.subarray(0, -12)])
      for (const part of [0.3, 0.6, 0.95])
        await expect(keep(bytes.subarray(0, Math.ceil(bytes.length * part)))).rejects.toMatchObject(refused);
  });

  it("by lying about its type is refused", async () => {
    for (const magic of [
      jpeg.subarray(0, 3),
      png.subarray(0, 8),
      Buffer.from("GIF89a"),
      Buffer.from("RIFF....WEBP"),
    ])
      await expect(keep(Buffer.concat([magic, Buffer.from(scriptText.repeat(50))]))).rejects.toMatchObject(
        refused,
      );
  });

  it("leaves the ones behind it unharmed", async () => {
    const [bad, good] = await Promise.allSettled([keep(jpeg.subarray(0, 100)), keep(jpeg)]);
    expect([bad.status, good.status]).toEqual(["rejected", "fulfilled"]);
  });
});
