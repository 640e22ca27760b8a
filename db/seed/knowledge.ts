/** Reads the demo's articles and cuts them into the passages that search and citations use. */
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import type { Citation } from "@/db/schema/conversations";
import type { articles, articleVersions, passages } from "@/db/schema/knowledge";
import { citedHref, passageHash } from "@/lib/knowledge/citing";
import { toPassageRows } from "@/lib/knowledge/passages";
import { articleHref, categoryField, languageField } from "@/lib/knowledge/schema";
import { idOf } from "./random";

const frontMatter = z.strictObject({
  title: z.string().min(1),
  slug: z.string().regex(/^[a-z0-9-]+$/),
  category: categoryField,
  audience: z.enum(["public", "customers", "staff"]),
  summary: z.string().min(1),
  updated: z.iso.date(),
  language: languageField.default("en"),
  /** The slug of the English article that this one is a translation of. */
  translates: z.string().optional(),
});

type Article = typeof articles.$inferInsert;
type Version = typeof articleVersions.$inferInsert;
type Passage = typeof passages.$inferInsert;
export type Knowledge = {
  articles: Article[];
  /** The first of each article: how it was published. */
  versions: Version[];
  passages: Passage[];
  /** The passage under a heading, named "slug#Heading"; throws when there is none. */
  cite(reference: string, n: number): Citation;
};

const folder = new URL("./articles/", import.meta.url);

/** `now` bounds the dates: an article was never changed in the future, nor longer ago than it is old. */
export function readKnowledge(now: Date): Knowledge {
  const made: Article[] = [];
  const versions: Version[] = [];
  const cut: Passage[] = [];
  const byHeading = new Map<string, Omit<Citation, "n">>();
  for (const file of readdirSync(folder).sort()) {
    const { meta, body } = read(file);
    const id = idOf(`article:${meta.slug}`);
    const updatedAt = ageOf(meta.updated, now);
    const { updated: _, translates, language, ...shown } = meta;
    const authorId = idOf("user:morgan@baton.example");
    const first = { articleId: id, version: 1, publishedBy: authorId, origin: "seed" as const };
    versions.push({ ...shown, ...first, body, publishedAt: updatedAt });
    made.push({
      id,
      groupId: translates ? idOf(`article:${translates}`) : id,
      ...shown,
      language,
      body,
      status: "published",
      version: 1,
      authorId,
      ownerId: authorId,
      createdAt: new Date(updatedAt.getTime() - 30 * 86_400_000),
      updatedAt,
      publishedAt: updatedAt,
    });
    const { title, category, audience } = meta;
    // The ids that publishing it anew would give: what was cited stays cited.
    const source = { id, title, body, category, audience, status: "published" as const, language };
    for (const row of toPassageRows(source)) {
      cut.push(row);
      const reference = `${meta.slug}#${row.heading ?? ""}`;
      if (audience === "staff" || byHeading.has(reference)) continue;
      const href = citedHref(articleHref(meta.slug, row.anchor), row.text);
      byHeading.set(reference, {
        passageId: row.id,
        title,
        heading: row.heading,
        href,
        hash: passageHash(row),
      });
    }
  }
  return {
    articles: made,
    versions,
    passages: cut,
    cite(reference, n) {
      const found = byHeading.get(reference);
      if (!found) throw new Error(`no passage that customers may read is called ${reference}`);
      return { n, ...found };
    },
  };
}

function read(file: string) {
  const text = readFileSync(new URL(file, folder), "utf8");
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  if (head === undefined || body === undefined) throw new Error(`${file} has no front matter`);
  const meta = frontMatter.parse(parse(head));
  if (`${meta.slug}.md` !== file) throw new Error(`${file} is called ${meta.slug} inside`);
  return { meta, body: body.trim() };
}

/** The day on which the articles were last looked over; their dates keep their distance to it. */
const EDITED = Date.parse("2026-11-22");

const ageOf = (date: string, now: Date): Date =>
  new Date(now.getTime() - Math.max(3_600_000, EDITED - Date.parse(date)));
