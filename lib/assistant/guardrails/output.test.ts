import { describe, expect, it } from "vitest";
import { dropForeignLinks, hideSecrets, isAllowedTarget } from "./output";

const isAllowed = (target: string) => isAllowedTarget(target, new Set(["help.example.com"]));

describe("links", () => {
  it.each([
    ["See [returns](/help/returns).", "See [returns](/help/returns)."],
    ["See [returns](https://help.example.com/x?y=1#z).", "See [returns](https://help.example.com/x?y=1#z)."],
    ["Go to https://help.example.com/a, please.", "Go to https://help.example.com/a, please."],
    ["a [1] b [2]", "a [1] b [2]"],
  ])("keeps %s", (text, expected) => {
    expect(dropForeignLinks(text, isAllowed)).toEqual({ text: expected, removed: 0 });
  });

  it.each([
    ["See [here](https://evil.example/x).", "See here."],
    ['See [here](https://evil.example/x "title").', "See here."],
    ["![pixel](https://evil.example/?q=secret)", "pixel"],
    ["[x](//evil.example)", "x"],
    ["[x](/\\evil.example)", "x"],
    ["[x](javascript:alert(1))", "x"],
    ["[x](https://help.example.com@evil.example/)", "x"],
    ["[x](https://help.example.com.evil.example/)", "x"],
    ["[[1]](https://evil.example)", "[1]"],
    ["<https://evil.example>", "(link removed)"],
    ["visit https://evil.example/path.", "visit (link removed)."],
    ["visit www.evil.example now", "visit (link removed) now"],
    ['<a href="https://evil.example">x</a>', "x"],
    ["[x][1]\n\n[1]: https://evil.example", "[x][1]\n\n"],
  ])("drops the target of %s", (text, expected) => {
    const result = dropForeignLinks(text, isAllowed);
    expect(result.text).toBe(expected);
    expect(result.removed).toBeGreaterThan(0);
  });
});

describe("secrets", () => {
  it.each([
    "sk-proj-abcdefghijklmnop1234567890",
    "ghp_abcdefghijklmnopqrstuvwxyz123456",
    "AKIAIOSFODNN7EXAMPLE",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijklmnop",
    "postgres://baton:hunter2@db.internal:5432/baton",
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub",
    "password: hunter2!",
    "4242 4242 4242 4242",
  ])("blots out %s", (secret) => {
    const result = hideSecrets(`It is ${secret} indeed`);
    expect(result.hidden).toBe(1);
    expect(result.text).not.toContain(secret.slice(-6));
  });

  it("leaves ordinary answers alone", () => {
    const text =
      "Choose “Forgot password”: the link is valid for one hour. Your token of thanks, ticket #1042.";
    expect(hideSecrets(text)).toEqual({ text, hidden: 0 });
  });
});
