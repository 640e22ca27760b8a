/** Writes an article the way an import reads it: Markdown under YAML, its images and links leading to files of the zip. */
import "server-only";
import { stringify } from "yaml";
import { redirect } from "./destinations";

export type Exportable = {
  id: string;
  slug: string;
  title: string;
  summary: string;
  body: string;
  category: string;
  audience: string;
  language: string;
  status: string;
  updatedAt: Date;
  /** The slug of the first article of its group, when it is not itself the first. */
  translationOf: string | null;
};

/** Where an article lies in the zip. */
export const pathOf = ({ category, slug }: Pick<Exportable, "category" | "slug">): string =>
  `${category}/${slug}.md`;

export type Leads = {
  /** The path of a file by its id, from the root of the zip. */
  files: ReadonlyMap<string, string>;
  /** The path of an article by its slug. */
  articles: ReadonlyMap<string, string>;
};

export function toMarkdownFile(article: Exportable, leads: Leads): string {
  const { title, slug, category, audience, summary, language, status, updatedAt, translationOf } = article;
  const front = {
    title,
    slug,
    category,
    audience,
    ...(summary ? { summary } : {}),
    language,
    status,
    updated: updatedAt.toISOString(),
    ...(translationOf ? { translation_of: translationOf } : {}),
  };
  const body = redirect(article.body, ({ url }) => {
    const file = /^\/api\/v1\/files\/([0-9a-f-]{36})$/.exec(url)?.[1];
    const path = file && leads.files.get(file);
    if (path) return encodeURI(`../${path}`);
    const [, linked, fragment = ""] = /^\/help\/([a-z0-9-]+)(#.*)?$/.exec(url) ?? [];
    const other = linked && leads.articles.get(linked);
    return other ? `../${other}${fragment}` : null;
  });
  return `---\n${stringify(front, { lineWidth: 0 })}---\n\n${body}\n`;
}
