import { beforeAll, describe, expect, it } from "vitest";
import { testEnvironment } from "@/tests/support/environment";
import { seal, unseal } from "./seal";

beforeAll(() => {
  Object.assign(process.env, testEnvironment, { DATABASE_URL: "postgres://localhost/none" });
});

describe("a sealed text", () => {
  const text = "Grüße, 世界\u0000";

  it("opens for the purpose and owner it was sealed for", () => {
    expect(unseal("items", "casey", seal("items", "casey", text))).toBe(text);
  });

  it("reads differently every time and never in clear", () => {
    const [one, two] = [seal("items", "casey", "secret"), seal("items", "casey", "secret")];
    expect(one.equals(two)).toBe(false);
    expect(one.toString("latin1")).not.toContain("secret");
  });

  it("opens for no other owner or purpose", () => {
    const sealed = seal("items", "casey", text);
    expect(unseal("items", "robin", sealed)).toBeNull();
    expect(unseal("codes", "casey", sealed)).toBeNull();
  });

  it("does not open when any byte has changed, or any is missing", () => {
    const sealed = seal("items", "casey", "ok");
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(unseal("items", "casey", changed)).toBeNull();
      expect(unseal("items", "casey", sealed.subarray(0, at))).toBeNull();
    }
  });
});
