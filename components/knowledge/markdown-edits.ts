/** What the editor's buttons and keys do to Markdown: a text and a selection in, one replacement out. Pure. */

export type Span = { from: number; to: number };
/** Replaces `from` to `to` by `insert`, and then selects `select` (places in the new text). */
export type Edit = Span & { insert: string; select: Span };

export type EditKind = "bold" | "italic" | "heading" | "list" | "link" | "table";

const edits: Record<EditKind, (text: string, at: Span) => Edit> = {
  bold: (text, at) => wrap(text, at, "**", "bold text"),
  italic: (text, at) => wrap(text, at, "_", "italic text"),
  heading,
  list,
  link,
  table,
};

export function editMarkdown(kind: EditKind, text: string, at: Span): Edit {
  return edits[kind](text, at);
}

/** Puts marks around the selection, or takes them away. An empty selection gets a word to type over. */
function wrap(text: string, { from, to }: Span, mark: string, word: string): Edit {
  const size = mark.length;
  const chosen = text.slice(from, to);
  if (text.slice(from - size, from) === mark && text.slice(to, to + size) === mark)
    return {
      from: from - size,
      to: to + size,
      insert: chosen,
      select: { from: from - size, to: to - size },
    };
  if (chosen.length >= 2 * size && chosen.startsWith(mark) && chosen.endsWith(mark)) {
    const inner = chosen.slice(size, chosen.length - size);
    return { from, to, insert: inner, select: { from, to: from + inner.length } };
  }
  // Marks that touch a space mark nothing in Markdown.
  const lead = chosen.length - chosen.trimStart().length;
  const core = chosen.trim();
  const inner = core === "" ? word : core;
  const start = from + (core === "" ? 0 : lead);
  return {
    from: start,
    to: core === "" ? to : start + core.length,
    insert: mark + inner + mark,
    select: { from: start + size, to: start + size + inner.length },
  };
}

/** The whole lines that a selection touches. */
function linesOf(text: string, { from, to }: Span): Span {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const end = text.indexOf("\n", Math.max(to, start));
  return { from: start, to: end === -1 ? text.length : end };
}

/** Nothing, then "## " (an article's title is its first heading), "### ", and nothing again. */
function heading(text: string, at: Span): Edit {
  const line = linesOf(text, { from: at.from, to: at.from });
  const [marks = ""] = /^#{1,6} +/.exec(text.slice(line.from, line.to)) ?? [];
  const next = marks === "" ? "## " : marks.trim().length < 3 ? "### " : "";
  const move = (place: number) =>
    Math.max(
      line.from + next.length,
      place < line.from + marks.length ? 0 : place + next.length - marks.length,
    );
  return {
    from: line.from,
    to: line.from + marks.length,
    insert: next,
    select: { from: move(at.from), to: move(at.to) },
  };
}

const BULLET = /^(\s*)[-*+] +/;

/** Each line that is touched becomes a list item, or stops being one when all are. Empty lines stay empty. */
function list(text: string, at: Span): Edit {
  const span = linesOf(text, at);
  const lines = text.slice(span.from, span.to).split("\n");
  const full = lines.filter((line) => line.trim() !== "");
  const isList = full.length > 0 && full.every((line) => BULLET.test(line));
  const insert = lines
    .map((line) => {
      if (isList) return line.replace(BULLET, "$1");
      if (BULLET.test(line)) return line;
      return line.trim() === "" && lines.length > 1 ? line : `- ${line}`;
    })
    .join("\n");
  const end = span.from + insert.length;
  const caret = Math.min(end, Math.max(span.from, at.to + insert.length - (span.to - span.from)));
  return {
    ...span,
    insert,
    select: lines.length > 1 ? { from: span.from, to: end } : { from: caret, to: caret },
  };
}

const ADDRESS = /^(https?:\/\/|\/)\S+$/;

/** Selected words get an address to type, a selected address gets words to type. */
function link(text: string, { from, to }: Span): Edit {
  const chosen = text.slice(from, to).trim();
  const isAddress = ADDRESS.test(chosen);
  const words = isAddress || chosen === "" ? "link text" : chosen.replaceAll("\n", " ");
  const address = isAddress ? chosen : "https://";
  const insert = `[${words}](${address})`;
  const wordsAt = from + 1;
  const addressAt = wordsAt + words.length + 2;
  const select =
    isAddress || chosen === ""
      ? { from: wordsAt, to: wordsAt + words.length }
      : { from: addressAt, to: addressAt + address.length };
  return { from, to, insert, select };
}

const TABLE = "| Column | Column |\n| --- | --- |\n| Cell | Cell |";

/** A small table as a block of its own, after what is selected. */
function table(text: string, { to }: Span): Edit {
  const before = text.slice(0, to);
  const lead = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const after = text.slice(to);
  const tail = after === "" || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  const start = to + lead.length + "| ".length;
  return {
    from: to,
    to,
    insert: lead + TABLE + tail,
    select: { from: start, to: start + "Column".length },
  };
}

/** What shows a file in an article: a picture by its words, anything else as a link. */
export function fileMarkdown(file: { name: string; href: string; isImage: boolean }): string {
  const words = file.name
    .replace(/\.[a-z0-9]{1,5}$/i, "")
    .replace(/[[\]\\\n]/g, " ")
    .trim();
  const name = file.name.replace(/[[\]\\\n]/g, " ").trim();
  return file.isImage ? `![${words || "Image"}](${file.href})` : `[${name || "File"}](${file.href})`;
}

/** Words as a reader counts them: marks, addresses and empty cells are none. */
export function countWords(text: string): number {
  return text
    .replace(/\]\([^)\s]*(?:\s+"[^"]*")?\)/g, "]")
    .split(/\s+/)
    .filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}
