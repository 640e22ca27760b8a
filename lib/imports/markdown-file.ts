/** Reads one Markdown file with its YAML front matter: bytes and a path in, an article or an error out. */
import "server-only";
import { toString as plain } from "mdast-util-to-string";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { clean, MAX } from "@/lib/core/text";
import { slugFrom } from "@/lib/knowledge/lifecycle";
import { refuseMarkdown } from "@/lib/knowledge/markdown-cost";
import { MAX_ARTICLE } from "@/lib/knowledge/schema";
import { limits } from "./limits";
import { ItemError, type Parsed } from "./parsed";

const text = z.union([z.string(), z.number(), z.boolean()]).transform((value) => clean(String(value)));
const optional = text.nullish().transform((value) => value || null);

/** Unknown fields are left alone: other tools keep theirs in the same place. `tags` are one of them. */
const frontMatter = z.object({
  title: optional,
  slug: optional,
  category: optional,
  audience: z.enum(["public", "customers", "staff"]).nullish(),
  summary: optional,
  language: optional,
  status: z.enum(["draft", "published", "archived"]).nullish(),
  updated: z.union([z.date(), text]).nullish(),
  translation_of: optional,
});

/** `path` is inside the folder or zip, without what all of it lies in. */
export function readMarkdownFile(bytes: Uint8Array, path: string): Parsed {
  const whole = decode(bytes);
  const { given, body: rest } = split(whole);
  const body = clean(rest);
  if (body.length > MAX_ARTICLE)
    throw new ItemError(
      `The article has ${body.length.toLocaleString("en")} characters; ${MAX_ARTICLE.toLocaleString("en")} are the most.`,
    );
  const refused = refuseMarkdown(body);
  if (refused) throw new ItemError(refused);
  const { title, text: kept } = titled(given.title ?? null, body, path);
  if (kept === "") throw new ItemError("The file has no text besides its front matter and title.");
  const folders = path.split("/").slice(0, -1);
  const folder = folders[0] ?? null;
  const category = given.category ?? (folder ? wordsOf(folder) : null);
  return {
    title: title.slice(0, MAX.subject),
    slug: slugOf(given.slug ?? null),
    slugHint: { text: fileNameOf(path) ?? title, from: fileNameOf(path) ? "file" : "title" },
    summary: (given.summary ?? "").slice(0, 400),
    body: kept,
    category: category ? { id: slugFrom(category).slice(0, 40), label: labelOf(category) } : null,
    audience: given.audience ?? null,
    language: given.language?.toLowerCase() ?? null,
    status: given.status ?? null,
    updatedAt: dateOf(given.updated),
    translationOf: given.translation_of ?? null,
    notes: title.length > MAX.subject ? [`The title was cut to ${MAX.subject} characters.`] : [],
  };
}

function decode(bytes: Uint8Array): string {
  if (bytes.includes(0)) throw new ItemError("This is not a text file: it holds binary data.");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r\n?/g, "\n");
  } catch {
    throw new ItemError("The file is not valid UTF-8. Save it as UTF-8 and import it again.");
  }
}

function split(whole: string): { given: Partial<z.output<typeof frontMatter>>; body: string } {
  if (!/^---[ \t]*\n/.test(whole)) return { given: {}, body: whole };
  const end = /\n---[ \t]*(?:\n|$)/.exec(whole.slice(0, limits.frontMatter + 8));
  if (!end)
    throw new ItemError(
      `The front matter does not end: a line of three hyphens is missing in the first ${limits.frontMatter / 1_024} kB.`,
    );
  const source = whole.slice(whole.indexOf("\n") + 1, end.index + 1);
  const result = frontMatter.safeParse(readYaml(source) ?? {});
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new ItemError(
      `Front matter, ${issue?.path.join(".") || "the whole"}: ${issue?.message ?? "is not valid"}.`,
    );
  }
  return { given: result.data, body: whole.slice(end.index + end[0].length) };
}

function readYaml(source: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, strict: true });
  const problem = document.errors[0];
  if (problem) {
    const line = lines.linePos(problem.pos[0]).line + 1;
    throw new ItemError(
      `The front matter cannot be read, line ${line}: ${problem.message.split("\n")[0]?.replace(/ at line .*$/, "")}.`,
    );
  }
  try {
    // Aliases that multiply are refused by the library.
    return document.toJS({ maxAliasCount: 50 });
  } catch {
    throw new ItemError("The front matter refers to itself too often.");
  }
}

const parser = unified().use(remarkParse);

/** The title that is given; else the first heading, which then stands above the article and not in it; else the file's. */
function titled(given: string | null, body: string, path: string): { title: string; text: string } {
  if (given) return { title: oneLine(given), text: body };
  const first = parser.parse(body).children[0];
  if (first?.type === "heading" && first.depth === 1) {
    const title = oneLine(plain(first));
    const end = first.position?.end.offset ?? 0;
    if (title) return { title, text: clean(body.slice(end)) };
  }
  return { title: labelOf(wordsOf(fileNameOf(path) ?? "Untitled")), text: body };
}

function slugOf(given: string | null): string | null {
  if (given === null) return null;
  if (given.length <= 120 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(given)) return given;
  throw new ItemError(
    "Front matter, slug: must be lower case words joined by hyphens, such as return-an-item.",
  );
}

/** `index.md` and `README.md` are named for their folder. */
function fileNameOf(path: string): string | null {
  const parts = path.split("/");
  const name = (parts.at(-1) ?? "").replace(/\.(?:md|markdown|mdx)$/i, "");
  return /^(?:index|readme|_index)$/i.test(name) ? (parts.at(-2) ?? null) : name || null;
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
const wordsOf = (name: string): string =>
  name
    .replace(/^\d+[-_. ]+/, "")
    .replace(/[-_]+/g, " ")
    .trim() || name;
const labelOf = (name: string): string => (name.charAt(0).toUpperCase() + name.slice(1)).slice(0, 60);

function dateOf(given: Date | string | null | undefined): string | null {
  if (!given) return null;
  const date = new Date(given);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
