import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { parseEnvFile, withEnvFile } from "./env-file.mjs";

describe("parseEnvFile", () => {
  it("reads plain, exported, empty and quoted values, and skips comments", () => {
    const text = [
      "\uFEFF# settings",
      "",
      "PLAIN=value with spaces  ",
      "export EXPORTED = yes",
      "EMPTY=",
      "HASH=abc#def # a comment",
      'DOUBLE="a # b \\"c\\"\\nd" # comment',
      "SINGLE='$x \\n'",
      "URL=postgres://u:p@h:5432/d?sslmode=require",
    ].join("\r\n");
    expect(parseEnvFile(text)).toEqual({
      PLAIN: "value with spaces",
      EXPORTED: "yes",
      EMPTY: "",
      HASH: "abc#def",
      DOUBLE: 'a # b "c"\nd',
      SINGLE: "$x \\n",
      URL: "postgres://u:p@h:5432/d?sslmode=require",
    });
  });

  it.each([
    ["A=1\nnot a setting secret", /line 2 is not NAME=value/],
    ['A="secret', /line 1 has a quote that is not closed/],
    ["1A=secret", /line 1/],
  ])("names the line of %j without repeating it", (text, message) => {
    expect(() => parseEnvFile(text)).toThrow(message);
    expect(() => parseEnvFile(text)).not.toThrow(/secret/);
  });
});

describe("withEnvFile", () => {
  const folder = mkdtempSync(join(tmpdir(), "baton-env-"));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("lets what is exported win, even when it is empty", () => {
    const file = join(folder, ".env");
    writeFileSync(file, "PORT=1111\nHOST=file\nONLY=file");
    expect(withEnvFile(file, { PORT: "2222", HOST: "" })).toEqual({ PORT: "2222", HOST: "", ONLY: "file" });
  });

  it("needs no file", () => {
    expect(withEnvFile(join(folder, "absent"), { A: "1" })).toEqual({ A: "1" });
  });
});
