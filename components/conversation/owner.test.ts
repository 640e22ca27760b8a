import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ownerLook, ownerName, ownerSentence } from "./owner";
import type { OwnerView } from "./types";

const owner = (view: Partial<OwnerView>): OwnerView => ({
  kind: "assistant",
  name: null,
  isMe: false,
  waitMinutes: null,
  ...view,
});

describe("the sentence on the baton bar", () => {
  it.each([
    [owner({}), "customer", "The assistant is helping you"],
    [owner({}), "staff", "The assistant is helping this customer"],
    [owner({ kind: "queue" }), "customer", "Waiting for a person"],
    [owner({ kind: "queue", waitMinutes: 0 }), "customer", "Waiting for a person, less than a minute"],
    [owner({ kind: "queue", waitMinutes: 1 }), "customer", "Waiting for a person, about 1 minute"],
    [owner({ kind: "queue", waitMinutes: 4 }), "staff", "Waiting for a person, about 4 minutes"],
    [owner({ kind: "queue", waitMinutes: 150 }), "customer", "Waiting for a person, about 3 hours"],
    [owner({ kind: "agent", name: "Alex" }), "customer", "Alex is helping you"],
    [owner({ kind: "agent", name: "Alex" }), "staff", "Alex is helping this customer"],
    [owner({ kind: "agent", name: "Alex", isMe: true }), "staff", "You are helping this customer"],
    [owner({ kind: "agent" }), "customer", "A person is helping you"],
  ] as const)("%j for %s -> %s", (view, audience, sentence) => {
    expect(ownerSentence(view, audience)).toBe(sentence);
  });
});

describe("the mark in a list", () => {
  it("names whoever it is", () => {
    expect(ownerName(owner({}))).toBe("Assistant");
    expect(ownerName(owner({ kind: "queue" }))).toBe("Waiting");
    expect(ownerName(owner({ kind: "agent", name: "Alex" }))).toBe("Alex");
    expect(ownerName(owner({ kind: "agent", name: "Alex", isMe: true }))).toBe("You");
  });

  it("differs by icon and shape, not by colour alone", () => {
    const looks = (["assistant", "queue", "agent"] as const).map(ownerLook);
    expect(new Set(looks.map((look) => look.icon)).size).toBe(3);
    expect(
      new Set(looks.map((look) => look.shape.replace(/border-(assistant|queue|person)\S*/g, ""))).size,
    ).toBe(3);
  });
});

it("leaves the three owner colours to owner.ts", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const sources = ["app", "components"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
      .map((name) => join(root, folder, name)),
  );
  const users = sources.filter((path) =>
    /(text|bg|border|fill|stroke|outline|ring|decoration|--color)-(assistant|queue|person)\b/.test(
      readFileSync(path, "utf8"),
    ),
  );
  expect(users.map((path) => relative(root, path))).toEqual(["components/conversation/owner.ts"]);
});
