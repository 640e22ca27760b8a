/** Which build of Baton this script belongs to, on the server and in the browser alike. */

/** Written in by the bundler; see next.config.ts. `null` while developing, where every change would be another. */
export const ownBuild: string | null = process.env.BATON_BUILD || null;
