// @ts-check
/**
 * Unpacks the Chromium inside `@sparticuz/chromium`: no download, no system package. Its own launcher is not used:
 * it trusts half-written files, keeps its fonts in /tmp, and turns off web security.
 */
import { spawn } from "node:child_process";
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { projectRoot } from "./paths.mjs";
import { during } from "./say.mjs";

/** @returns {Promise<import("./chromium.mjs").Chromium | undefined>} */
export async function unpackChromium() {
  const home = join(projectRoot, "node_modules", "@sparticuz", "chromium");
  if (
    process.platform !== "linux" ||
    process.arch !== "x64" ||
    !existsSync(join(home, "bin", "chromium.br"))
  ) {
    return undefined;
  }
  const version = JSON.parse(readFileSync(join(home, "package.json"), "utf8")).version;
  const place = join(projectRoot, "node_modules", ".cache", "chromium", version);
  if (!existsSync(place)) await during("Unpacking Chromium (once)", () => unpack(join(home, "bin"), place));
  return {
    executable: join(place, "chromium"),
    libraries: join(place, "lib"),
    fonts: join(place, "fonts.conf"),
  };
}

/**
 * @param {string} from the package's folder of archives
 * @param {string} place appears complete or not at all
 */
async function unpack(from, place) {
  const draft = `${place}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const archives = readdirSync(from).filter((name) => name.endsWith(".tar.br"));
  await pipeline(
    createReadStream(join(from, "chromium.br")),
    createBrotliDecompress(),
    createWriteStream(join(draft, "chromium")),
  );
  chmodSync(join(draft, "chromium"), 0o755);
  for (const name of archives) await extract(join(from, name), draft);
  writeFileSync(join(draft, "fonts.conf"), fontsConf(place));
  try {
    renameSync(draft, place);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
}

/**
 * A `.tar.br` into a folder.
 * @param {string} archive
 * @param {string} into
 */
export async function extract(archive, into) {
  // As a file: from a pipe, tar stops reading at the end mark, and whatever padding is still on its way breaks the pipe.
  const plain = join(into, `${basename(archive)}.plain`);
  await pipeline(createReadStream(archive), createBrotliDecompress(), createWriteStream(plain));
  const tar = spawn("tar", ["-xf", plain, "-C", into], { stdio: "ignore" });
  await new Promise((done, reject) => {
    tar.once("error", reject);
    tar.once("close", (code) =>
      code === 0 ? done(undefined) : reject(new Error(`tar could not unpack ${archive}`)),
    );
  });
  rmSync(plain);
}

/** The package's font and the system's; without any font Chromium draws text with no height.
 * @param {string} place */
function fontsConf(place) {
  const folders = [
    join(place, "fonts"),
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    join(homedir(), ".fonts"),
  ];
  const lines = folders.map((folder) => `  <dir>${folder}</dir>`).join("\n");
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${lines}
  <cachedir>${join(place, "font-cache")}</cachedir>
</fontconfig>
`;
}
