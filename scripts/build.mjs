// @ts-check
/** Builds the app if its sources have changed since the last build; for images, where nothing is started. */
import { ensureBuilt } from "./lib/build.mjs";
import { sayFailure } from "./lib/say.mjs";

try {
  await ensureBuilt();
  process.exit(0);
} catch (error) {
  sayFailure(error);
  process.exit(1);
}
