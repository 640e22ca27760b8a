import { describe, expect, it } from "vitest";
import { requireSameUser, USER_HEADER } from "./request";

describe("a request that names its person", () => {
  const from = (user: string | null) => new Headers(user ? { [USER_HEADER]: user } : {});

  it("is refused when somebody else has signed in since", () => {
    expect(() => requireSameUser(from("dana"), "alex")).toThrow("Somebody else has signed in here.");
  });

  it("passes for that person, for a visitor (who is refused as one), and when it names nobody", () => {
    requireSameUser(from("dana"), "dana");
    requireSameUser(from("dana"), null);
    requireSameUser(from(null), "alex");
  });
});
