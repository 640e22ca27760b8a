/**
 * Notices that the server has become another build than this tab. The tab goes on working: its requests keep their
 * shape from build to build. It says so and leaves it to the reader when to load the page again.
 */
import { ownBuild } from "@/lib/core/build";

export const BUILD_HEADER = "x-baton-build";

let newer: string | null = null;
let dismissed: string | null = null;
const watchers = new Set<() => void>();
const tell = () => {
  for (const watcher of watchers) watcher();
};

/** Takes what an answer says about who gave it. Answers of a proxy say nothing. */
export function noteBuild(build: string | null, own: string | null = ownBuild): void {
  if (!build || !own) return;
  // While instances are replaced one by one, both builds answer in turn: once is enough.
  if (build === own || build === newer) return;
  newer = build;
  tell();
}

/** A build that is not ours has answered. */
export const isOutdated = (): boolean => newer !== null;
/** The reader has not put the news of it away. */
export const hasNews = (): boolean => newer !== null && newer !== dismissed;

export function dismissNews(): void {
  dismissed = newer;
  tell();
}

export function watchBuild(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/**
 * Asks whether the server is still of this tab's build. Before anything that would make the router load the whole
 * page by itself when it is not: what is half written in a form would be gone.
 */
export async function isCurrentBuild(): Promise<boolean> {
  if (!ownBuild || isOutdated()) return !isOutdated();
  try {
    const response = await fetch("/api/health/live", {
      method: "HEAD",
      cache: "no-store",
      signal: AbortSignal.timeout(3_000),
    });
    noteBuild(response.headers.get(BUILD_HEADER));
  } catch {
    // Away: what comes next will find that out by itself.
  }
  return !isOutdated();
}
