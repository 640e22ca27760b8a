/** Reads the tokens from globals.css and computes WCAG 2 contrast for every pair that the components put together. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("./globals.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--color-([a-z-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g)].map((match) => [
    String(match[1]),
    { light: String(match[2]), dark: String(match[3]) },
  ]),
);

function luminance(hex: string): number {
  const channel = (start: number) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function token(name: string, scheme: "light" | "dark"): string {
  const pair = tokens.get(name);
  if (!pair) throw new Error(`globals.css has no pair of hex colours named --color-${name}`);
  return pair[scheme];
}

const grounds = ["canvas", "surface", "sunken", "raised", "hover"];
const pairs: [text: string, on: string[]][] = [
  ["text", [...grounds, "pressed", "accent-soft", "danger-soft"]],
  ["text-muted", [...grounds, "pressed", "accent-soft"]],
  ["text-faint", [...grounds]],
  ["accent", [...grounds, "accent-soft"]],
  ["accent-hover", grounds],
  ["accent-pressed", grounds],
  ["danger", [...grounds, "danger-soft"]],
  ["on-ink", ["ink"]],
  ["on-accent", ["accent", "accent-hover", "accent-pressed"]],
  ["on-danger", ["danger", "danger-hover", "danger-pressed"]],
  ["assistant", ["assistant-soft", ...grounds, "accent-soft"]],
  ["queue", ["queue-soft", ...grounds, "accent-soft"]],
  ["person", ["person-soft", ...grounds, "accent-soft"]],
];
const schemes = ["light", "dark"] as const;

describe.each(schemes)("%s", (scheme) => {
  it.each(pairs.flatMap(([text, on]) => on.map((ground) => [text, ground])))(
    "%s on %s reads: at least 4.5:1",
    (text, ground) => {
      const ratio = contrast(token(String(text), scheme), token(String(ground), scheme));
      expect(ratio, `${ratio.toFixed(2)}:1`).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(["line-strong", "focus", "danger"].flatMap((edge) => grounds.slice(0, 3).map((on) => [edge, on])))(
    "%s on %s is seen: at least 3:1",
    (edge, ground) => {
      const ratio = contrast(token(String(edge), scheme), token(String(ground), scheme));
      expect(ratio, `${ratio.toFixed(2)}:1`).toBeGreaterThanOrEqual(3);
    },
  );
});
