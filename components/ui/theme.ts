/** The reader's choice of light or dark. "system" means no cookie: the browser's preference decides. Pure. */

export const THEME_COOKIE = "theme";
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** Reads a cookie's value; anything unknown is "system". */
export function parseTheme(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}
