"use client";
/** The article as its readers will see it, a moment behind the typing, and scrolled along with the text. */
import { type Ref, useDeferredValue } from "react";
import { Markdown } from "@/components/markdown";
import type { ShownFiles } from "@/components/markdown-files";
import type { ArticleFileView } from "@/lib/knowledge/editing-schema";
import type { Fields } from "./fields";

export function PreviewPane({
  fields,
  language,
  pictures,
  ref,
}: {
  fields: Fields;
  language: string;
  /** The sizes of the article's pictures, so that nothing moves when they come. */
  pictures: ShownFiles;
  ref?: Ref<HTMLElement>;
}) {
  const body = useDeferredValue(fields.body);
  return (
    <section
      ref={ref}
      aria-label="Preview"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto bg-canvas focus-visible:-outline-offset-2"
    >
      <div lang={language} className="flex max-w-prose flex-col gap-4 px-6 py-4 text-md">
        <header className="flex flex-col gap-2">
          <h2 className="font-semibold text-xl [overflow-wrap:anywhere]">{fields.title || "Untitled"}</h2>
          {fields.summary ? <p className="text-text-muted">{fields.summary}</p> : null}
        </header>
        {body.trim() === "" ? (
          <p className="text-base text-text-muted">What you write appears here as readers will see it.</p>
        ) : (
          <Markdown text={body} headingOffset={0} files={pictures} />
        )}
      </div>
    </section>
  );
}

export const picturesOf = (files: readonly ArticleFileView[]): ShownFiles =>
  Object.fromEntries(
    files.flatMap(({ id, width, height }) => (width && height ? [[id, { width, height }]] : [])),
  );
