/** What becomes of a foreign server's description of its arguments. */
import { expect, it } from "vitest";
import { argumentsSchema, plain } from "./schema";

it("keeps what every provider takes, and nothing else", () => {
  const given = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    $defs: { Place: { type: "object", properties: { city: { type: "string", pattern: "(a+)+$" } } } },
    properties: {
      number: { type: "string", minLength: 1, default: "7", description: "Which\n one", "x-secret": 1 },
      place: { $ref: "#/$defs/Place" },
      size: { enum: ["s", "l"] },
      when: { anyOf: [{ type: "string", format: "date" }, { type: "null" }] },
      many: { type: ["array", "null"], items: { type: "integer", minimum: 1 } },
      fixed: { const: 3 },
    },
    required: ["number", "ghost"],
    additionalProperties: false,
  };
  expect(argumentsSchema(given)).toEqual({
    type: "object",
    properties: {
      number: { type: "string", minLength: 1, description: "Which one" },
      place: { type: "object", properties: { city: { type: "string" } }, required: [] },
      size: { enum: ["s", "l"] },
      when: { anyOf: [{ type: "string" }, { type: "null" }] },
      many: { type: ["array", "null"], items: { type: "integer", minimum: 1 } },
      fixed: { enum: [3] },
    },
    required: ["number"],
    additionalProperties: false,
  });
});

it("does not tell of arguments that are bound", () => {
  const given = { type: "object", properties: { a: {}, b: {} }, required: ["a", "b"] };
  expect(argumentsSchema(given, ["a"])).toMatchObject({ properties: { b: {} }, required: ["b"] });
});

it("takes what it does not understand for anything", () => {
  const given = {
    properties: {
      a: { type: "strange" },
      b: "what",
      c: { $ref: "https://evil.example/schema" },
      d: { $ref: "#/$defs/__proto__" },
      e: { type: ["string", 4] },
      f: { type: "object", properties: [] },
    },
  };
  expect(argumentsSchema(given)?.properties).toEqual({ a: {}, b: {}, c: {}, d: {}, e: {}, f: {} });
});

it("ends a schema that refers to itself", () => {
  const given = {
    $defs: { T: { type: "array", items: { $ref: "#/$defs/T" } } },
    properties: { t: { $ref: "#/$defs/T" } },
  };
  expect(JSON.stringify(argumentsSchema(given)).length).toBeLessThan(500);
});

it.each([
  ["an array", { type: "array" }],
  ["nothing", undefined],
  ["a text", "object"],
  [
    "too many arguments",
    { properties: Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`a${n}`, {}])) },
  ],
  ["names that are no names", { properties: { "a b": {} } }],
  [
    "a book",
    {
      properties: Object.fromEntries(
        Array.from({ length: 40 }, (_, n) => [`a${n}`, { description: "x".repeat(900) }]),
      ),
    },
  ],
])("refuses %s", (_, given) => {
  expect(argumentsSchema(given)).toBeNull();
});

it("makes foreign text one short line that can be seen", () => {
  expect(plain("a\n\n## b\u202e \u0000c\u{e0041}", 40)).toBe("a ## b c");
  expect(plain("word ".repeat(100), 20)).toBe("word word word word…");
});
