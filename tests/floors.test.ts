/**
 * What is installed is not older than the versions that fixed known holes, on every level of the lock file; and the
 * lock file carries what each platform needs. There is no advisory service to ask here: this table is the gate.
 */
import { describe, expect, it } from "vitest";
import { readProjectFile } from "./support/project-files";

type Entry = { version?: string; optionalDependencies?: Record<string, string>; resolved?: string };
const lock = JSON.parse(readProjectFile("package-lock.json")) as { packages: Record<string, Entry> };
const manifest = JSON.parse(readProjectFile("package.json")) as Record<string, Record<string, string>>;

/** Oldest allowed version, and what newer ones fixed. */
const floors = [
  [
    "next",
    "16.4.5",
    "CVE-2025-29927, CVE-2025-55182, CVE-2026-64642, CVE-2026-96889, CVE-2026-119351 and others",
  ],
  ["react", "19.3.1", "CVE-2026-126187: remote code execution through server components"],
  ["react-dom", "19.3.1", "CVE-2026-126187: remote code execution through server components"],
  ["next-auth", "5.0.0-beta.32", "CVE-2026-73421: auth() fails open on a configuration error"],
  ["@auth/core", "0.41.3", "CVE-2026-73420: sign-in mail to a look-alike address"],
  ["drizzle-orm", "0.45.2", "CVE-2026-39356: injection through identifiers"],
  ["dompurify", "3.4.17", "CVE-2026-116803 and others"],
  ["nodemailer", "9.0.0", "mail to the wrong recipient, and six more"],
] as const;

/** Packages that must be there at all; the others count only if something brings them in. */
const required = ["next", "react", "react-dom", "next-auth", "@auth/core", "drizzle-orm", "nodemailer"];

/** Direct dependencies are read before they are added; more than this nobody reads. Those of development, which never
 * ship, are bounded apart. */
const MAX_SHIPPED = 60;
const MAX_DEVELOPMENT = 25;

const parts = (version: string) =>
  version.split(/[.-]/).map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** Semantic order; a pre-release comes before its release. */
function isOlder(version: string, floor: string): boolean {
  const [given, wanted] = [parts(version), parts(floor)];
  for (let i = 0; i < Math.max(given.length, wanted.length); i++) {
    const [a, b] = [given[i], wanted[i]];
    if (a === b) continue;
    if (a === undefined) return false;
    if (b === undefined) return true;
    if (typeof a === "number" && typeof b === "number") return a < b;
    return String(a) < String(b);
  }
  return false;
}

/** Every installed copy of a package, nested ones included. */
const copiesOf = (name: string) =>
  Object.entries(lock.packages).flatMap(([path, { version }]) =>
    (path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`)) && version
      ? [{ path, version }]
      : [],
  );

describe("the order of versions", () => {
  it.each([
    ["16.4.4", "16.4.5", true],
    ["16.4.5", "16.4.5", false],
    ["16.10.0", "16.4.5", false],
    ["5.0.0-beta.9", "5.0.0-beta.32", true],
    ["5.0.0", "5.0.0-beta.32", false],
    ["5.0.0-beta.32", "5.0.0", true],
  ])("knows whether %s is older than %s", (version, floor, older) => {
    expect(isOlder(version, floor)).toBe(older);
  });
});

describe("the lock file", () => {
  it.each(floors)("has no %s before %s (%s)", (name, floor) => {
    const copies = copiesOf(name);
    if (required.includes(name)) expect(copies.length).toBeGreaterThan(0);
    expect(copies.filter(({ version }) => isOlder(version, floor))).toEqual([]);
  });

  it("has one React, so that hooks and the server agree", () => {
    expect(copiesOf("react")).toHaveLength(1);
    expect(copiesOf("react-dom").map(({ version }) => version)).toEqual(
      copiesOf("react").map(({ version }) => version),
    );
  });

  it("takes everything from the npm registry", () => {
    const elsewhere = Object.entries(lock.packages).filter(
      ([path, { resolved }]) => path && resolved && !resolved.startsWith("https://registry.npmjs.org/"),
    );
    expect(elsewhere.map(([path]) => path)).toEqual([]);
  });

  it("carries every optional package, also those of other platforms", () => {
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).flatMap((name) =>
        isResolved(path, name) ? [] : [`${path || "the project"} wants ${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });
});

/** As Node resolves it: beside the package, or on any level above. */
function isResolved(from: string, name: string): boolean {
  for (let level = from; ; level = level.slice(0, Math.max(0, level.lastIndexOf("/node_modules/")))) {
    if (`${level}/node_modules/${name}`.replace(/^\//, "") in lock.packages) return true;
    if (level === "") return false;
  }
}

describe("the manifest", () => {
  const of = (...kinds: string[]) => kinds.flatMap((kind) => Object.entries(manifest[kind] ?? {}));
  const shipped = of("dependencies", "optionalDependencies");
  const development = of("devDependencies");

  it("names few direct dependencies", () => {
    expect(shipped.length).toBeLessThan(MAX_SHIPPED);
    expect(development.length).toBeLessThan(MAX_DEVELOPMENT);
  });

  it.each([...shipped, ...development])("names one exact version of %s: %s", (_, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  });
});
