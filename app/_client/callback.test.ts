import { describe, expect, it } from "vitest";
import { safeCallback } from "./callback";

describe("where signing in leads", () => {
  it.each(["/chat", "/my/tickets/1042", "/chat?ask=where+is+it", "/help/a#b"])("goes to %s", (path) => {
    expect(safeCallback(path)).toBe(path);
  });

  it.each([
    "",
    null,
    undefined,
    "https://evil.test/",
    "//evil.test",
    "/\\evil.test",
    "/chat\\..\\x",
    "javascript:alert(1)",
    "chat",
    "/\t/evil.test",
    "/\n/evil.test",
    "/.//evil.test",
    "/api/auth/signout",
    "/sign-in?callbackUrl=/sign-in",
  ])("refuses %j", (path) => {
    expect(safeCallback(path)).toBeNull();
  });
});
