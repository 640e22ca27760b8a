import { describe, expect, it } from "vitest";
import { disposition, fileName } from "./file-schema";

describe("fileName", () => {
  it.each([
    ["desk.png", "image/png", "desk.png"],
    ["photo.JPEG", "image/jpeg", "photo.jpg"],
    ["invoice.html", "application/pdf", "invoice.pdf"],
    ["../../etc/passwd", "application/pdf", "passwd.pdf"],
    ["C:\\fakepath\\plan v1.2.gif", "image/png", "plan v1.2.png"],
    ["", "image/webp", "file.webp"],
    [".htaccess", "image/png", "file.png"],
    ["a\u0000b\u202egnp.exe", "image/png", "abgnp.png"],
    ["größe tisch 机.jpg", "image/jpeg", "größe tisch 机.jpg"],
    [`${"x".repeat(400)}.png`, "image/png", `${"x".repeat(100)}.png`],
  ] as const)("%j that holds %s is called %j", (given, type, expected) => {
    expect(fileName(given, type)).toBe(expected);
  });
});

describe("the headers of a file", () => {
  it("let a browser show images, and only save documents", () => {
    expect(disposition("image/png", "desk.png")).toMatch(/^inline; /);
    expect(disposition("application/pdf", "plan.pdf")).toMatch(/^attachment; /);
  });

  it("cannot be broken out of by a name", () => {
    const value = disposition("application/pdf", 'a"; filename="evil.html\\ö’.pdf');
    expect(value).toBe(
      "attachment; filename=\"a_; filename=_evil.html___.pdf\"; filename*=UTF-8''a%22%3B%20filename%3D%22evil.html%5C%C3%B6%E2%80%99.pdf",
    );
    expect(() => new Headers({ "content-disposition": value })).not.toThrow();
  });
});
