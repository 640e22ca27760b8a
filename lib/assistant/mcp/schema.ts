/**
 * What a foreign server says a tool's arguments are, rebuilt from parts that every provider takes. A schema that a
 * provider refuses would fail every turn, so nothing is passed on that is not known here. Pure.
 */

export type ArgumentsSchema = {
  type: "object";
  properties: Record<string, Record<string, unknown>>;
  required: string[];
  additionalProperties: boolean;
};

const TYPES = new Set(["string", "number", "integer", "boolean", "object", "array", "null"]);
const NUMBERS = ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"] as const;
const NAME = /^[A-Za-z_][\w.-]{0,63}$/;
const MAX_DEPTH = 6;
const MAX_PROPERTIES = 40;
const MAX_CHOICES = 50;
const MAX_CHARACTERS = 8_000;
const MAX_DESCRIPTION = 240;

type Given = Record<string, unknown>;

/**
 * @param without arguments that Baton sets itself: the model does not hear of them.
 * @returns null for what is no description of an object, or too large to be one.
 */
export function argumentsSchema(given: unknown, without: readonly string[] = []): ArgumentsSchema | null {
  if (!isRecord(given) || (given.type !== undefined && given.type !== "object")) return null;
  const built = objectOf(given, definitionsOf(given), 0, without);
  return built && JSON.stringify(built).length <= MAX_CHARACTERS ? built : null;
}

/** A stretch of foreign text on one line, without characters that nobody can see. */
export function plain(text: string, max: number): string {
  const line = text
    .slice(0, max * 4)
    .replace(/\p{C}+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return line.length > max ? `${line.slice(0, max - 1).trimEnd()}…` : line;
}

function objectOf(
  given: Given,
  definitions: Given,
  depth: number,
  without: readonly string[] = [],
): ArgumentsSchema | null {
  const properties = given.properties ?? {};
  if (!isRecord(properties)) return null;
  const names = Object.keys(properties);
  if (names.length > MAX_PROPERTIES || !names.every((name) => NAME.test(name))) return null;
  const shown = names.filter((name) => !without.includes(name));
  const required = Array.isArray(given.required) ? given.required : [];
  return {
    type: "object",
    properties: Object.fromEntries(
      shown.map((name) => [name, argumentOf(properties[name], definitions, depth + 1)]),
    ),
    required: shown.filter((name) => required.includes(name)),
    additionalProperties: given.additionalProperties !== false && names.length === 0,
  };
}

/** Anything that is not understood may be anything: the server itself will say what is wrong with it. */
function argumentOf(given: unknown, definitions: Given, depth: number): Record<string, unknown> {
  if (!isRecord(given) || depth > MAX_DEPTH) return {};
  if (typeof given.$ref === "string") {
    const name = /^#\/(?:\$defs|definitions)\/([\w.-]+)$/.exec(given.$ref)?.[1];
    return name && Object.hasOwn(definitions, name)
      ? argumentOf(definitions[name], definitions, depth + 1)
      : {};
  }
  const built: Record<string, unknown> = {};
  if (typeof given.description === "string") built.description = plain(given.description, MAX_DESCRIPTION);
  const choices = given.anyOf ?? given.oneOf;
  if (Array.isArray(choices)) {
    built.anyOf = choices.slice(0, 10).map((choice) => argumentOf(choice, definitions, depth + 1));
    return built;
  }
  if (Array.isArray(given.enum) && given.enum.length > 0 && given.enum.every(isPrimitive))
    built.enum = given.enum.slice(0, MAX_CHOICES);
  else if (isPrimitive(given.const)) built.enum = [given.const];
  const type = typeOf(given.type);
  if (type === null) return built;
  built.type = type;
  for (const name of NUMBERS) {
    const limit = given[name];
    if (typeof limit === "number" && Number.isFinite(limit)) built[name] = limit;
  }
  const types = [type].flat();
  if (types.includes("array")) built.items = argumentOf(given.items, definitions, depth + 1);
  if (types.includes("object") && given.properties !== undefined) {
    const inner = objectOf(given, definitions, depth);
    if (!inner) return {};
    Object.assign(built, { properties: inner.properties, required: inner.required });
  }
  return built;
}

function typeOf(given: unknown): string | string[] | null {
  if (typeof given === "string") return TYPES.has(given) ? given : null;
  if (!Array.isArray(given) || given.length === 0) return null;
  const known = given.filter((type): type is string => typeof type === "string" && TYPES.has(type));
  return known.length === given.length ? known : null;
}

function definitionsOf(given: Given): Given {
  const { $defs, definitions } = given;
  return { ...(isRecord(definitions) ? definitions : {}), ...(isRecord($defs) ? $defs : {}) };
}

const isRecord = (value: unknown): value is Given =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isPrimitive = (value: unknown): boolean =>
  value === null || ["string", "number", "boolean"].includes(typeof value);
