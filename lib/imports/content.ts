/** What is kept of an item between reading and writing it, and how two texts are told apart. */
import "server-only";
import { createHash } from "node:crypto";
import type { Parsed } from "./parsed";

/** An image or document that the text shows, by its address there. */
export type Asset = {
  /** Where its bytes are: an entry of the zip, or an address on https. */
  at: { entry: string } | { url: string };
  /** Of the bytes, as far as they were seen in reading; else the address stands for them. */
  key: string;
};

export type ReadContent = Parsed & {
  assets: Record<string, Asset>;
  /** Where the article itself stood; its links are known by it. */
  base: string | null;
  hash: string;
};

export const sha256 = (bytes: string | Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

/** Of what the source says; what it does not say is no part of it. */
export function hashOfSource(parsed: Parsed, assets: Record<string, Asset>): string {
  const { title, slug, summary, body, category, audience, language, status, translationOf } = parsed;
  const images = Object.entries(assets)
    .map(([url, asset]) => [url, asset.key])
    .sort();
  return sha256(
    JSON.stringify([
      title,
      slug,
      summary,
      body,
      category?.id ?? null,
      audience,
      language,
      status,
      translationOf,
      images,
    ]),
  );
}

export type Written = {
  slug: string;
  title: string;
  summary: string;
  body: string;
  category: string;
  audience: string;
};

/** Of an article as the team sees it: its draft when it has one, else what is live. */
export const hashOfArticle = (written: Written, isArchived: boolean): string =>
  sha256(
    JSON.stringify([
      written.slug,
      written.title,
      written.summary,
      written.body,
      written.category,
      written.audience,
      isArchived,
    ]),
  );
