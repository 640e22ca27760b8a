/**
 * The one way in which text written by people or by the assistant becomes HTML. What is not on the list of elements
 * below does not exist; no element loads anything by itself but the uploaded pictures of an article; every attribute
 * is set here, none is passed through. Usable in server and client components. The rules for links are in
 * markdown-links, for files in markdown-files, for the tree in markdown-tree.
 */
import { clsx } from "clsx";
import { Link as LinkIcon } from "lucide-react";
import { isValidElement, memo, type ReactElement, type ReactNode } from "react";
import ReactMarkdown, { type Components, type Options } from "react-markdown";
import remarkGfm from "remark-gfm";
import type { Anchors } from "./heading-anchors";
import { fileIdOf, type ShownFiles } from "./markdown-files";
import { safeLink, textNamesHost } from "./markdown-links";
import { settlePartial } from "./markdown-partial";
import { type Citation, restrictTree } from "./markdown-tree";
import { linkClass } from "./ui/link";

export type { Citation } from "./markdown-tree";

export type MarkdownProps = {
  text: string;
  /** Sources that `[n]` in the text may point at. */
  citations?: readonly Citation[];
  /** The text is still being written. */
  streaming?: boolean;
  /** How far headings go down: 2 in a message, 1 on an article's page under its title. */
  headingOffset?: number;
  /** Anchors on headings, as a table of contents needs them. Only for articles. */
  anchors?: Anchors;
  /** A newline is a line break: for what people type in a composer. */
  breaks?: boolean;
  /** Uploaded pictures are shown and uploaded files linked; with what is known of their size. Only for articles. */
  files?: ShownFiles;
  className?: string;
};

const elements = (
  "p br hr strong em del code pre blockquote ul ol li a sup " + "table thead tbody tr th td h1 h2 h3 h4 h5 h6"
).split(" ");
const elementsWithPictures = [...elements, "img"];

export const Markdown = memo(function Markdown(props: MarkdownProps) {
  return drawMarkdown(props);
});

/** The elements themselves, taken apart now and not when they are shown: for whoever keeps them. */
export function drawMarkdown({
  text,
  citations = [],
  streaming = false,
  headingOffset = 2,
  anchors,
  breaks = false,
  files,
  className,
}: MarkdownProps): ReactElement {
  const plugins: Options["remarkPlugins"] = [
    [remarkGfm, { singleTilde: false }],
    [
      restrictTree,
      {
        headingOffset,
        anchors: anchors ?? null,
        breaks,
        files: files ?? null,
        citations: byNumber(citations),
      },
    ],
  ];
  return (
    <div className={clsx("flex min-w-0 flex-col gap-3 [overflow-wrap:anywhere]", className)}>
      {ReactMarkdown({
        remarkPlugins: plugins,
        allowedElements: files ? elementsWithPictures : elements,
        unwrapDisallowed: true,
        // Links are judged where they are drawn; nothing else that is allowed carries an address.
        urlTransform: (url) => url,
        components,
        children: streaming ? settlePartial(text) : text,
      })}
    </div>
  );
}

function byNumber(citations: readonly Citation[]): ReadonlyMap<number, Citation> {
  return new Map(citations.map((citation) => [citation.n, citation]));
}

/** A heading; with an anchor, a link beside it (not in it: it is no part of its name) leads there and can be copied. */
function heading(Tag: "h1" | "h2" | "h3" | "h4" | "h5" | "h6", look: string): Components["h1"] {
  return function Heading({ children, id }) {
    const own = (
      <Tag id={id} className={clsx("scroll-mt-20 font-semibold", look)}>
        {children}
      </Tag>
    );
    if (!id) return own;
    return (
      <div className="group/heading flex items-end gap-1">
        {own}
        <a
          href={`#${id}`}
          data-anchor={id}
          aria-label={`Link to “${textOf(children)}”`}
          className="-my-1 relative inline-flex size-8 shrink-0 items-center justify-center rounded text-text-muted opacity-0 transition-opacity hover:bg-hover hover:text-text focus-visible:opacity-100 active:text-text group-hover/heading:opacity-100 touch:opacity-100 touch:before:absolute touch:before:-inset-1.5 print:hidden"
        >
          <LinkIcon aria-hidden="true" className="size-4" />
        </a>
      </div>
    );
  };
}

/** Constant, so that a growing answer updates its elements instead of replacing them. */
const components: Components = {
  p: ({ children }) => <p className="max-w-prose">{children}</p>,
  br: () => <br />,
  hr: () => <hr className="border-line" />,
  strong: ({ children }) => <strong className="font-semibold">{children}</strong>,
  em: ({ children }) => <em>{children}</em>,
  del: ({ children }) => <del>{children}</del>,
  code: ({ children }) => (
    <code className="rounded-sm bg-sunken px-1 font-mono text-[0.875em] [pre_&]:bg-transparent [pre_&]:p-0">
      {children}
    </code>
  ),
  pre: ({ children }) => (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded border border-line bg-sunken p-3 text-sm"
    >
      {children}
    </pre>
  ),
  blockquote: ({ children }) => (
    <blockquote className="flex flex-col gap-2 border-line border-l-2 pl-3 text-text-muted">
      {children}
    </blockquote>
  ),
  ul: ({ children }) => <ul className="flex max-w-prose list-disc flex-col gap-1 pl-5">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="flex max-w-prose list-decimal flex-col gap-1 pl-6 marker:tabular-nums">
      {children}
    </ol>
  ),
  li: ({ children }) => <li className="[&>ol]:pt-1 [&>p+p]:pt-2 [&>ul]:pt-1">{children}</li>,
  table: ({ children }) => (
    <section
      aria-label="Table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="max-w-full overflow-x-auto rounded border border-line"
    >
      <table className="w-full border-collapse text-left text-[0.875em] tabular-nums">{children}</table>
    </section>
  ),
  thead: ({ children }) => <thead className="bg-sunken">{children}</thead>,
  tbody: ({ children }) => <tbody className="[&>tr]:border-line [&>tr]:border-t">{children}</tbody>,
  tr: ({ children }) => <tr>{children}</tr>,
  // The corner above a column of names heads nothing.
  th: ({ children, style }) =>
    children === undefined ? (
      <td className="px-3 py-2" />
    ) : (
      <th scope="col" className={clsx("px-3 py-2 font-medium", alignment(style?.textAlign))}>
        {children}
      </th>
    ),
  td: ({ children, style }) => (
    <td className={clsx("min-w-24 px-3 py-2 align-top", alignment(style?.textAlign))}>{children}</td>
  ),
  a: ({ children, href, node }) =>
    node?.properties.dataFile === "true" && fileIdOf(href) ? (
      <a href={href} className={linkClass}>
        {children}
      </a>
    ) : (
      <MessageLink href={href}>{children}</MessageLink>
    ),
  img: ({ src, alt, width, height }) =>
    typeof src === "string" && fileIdOf(src) ? (
      // biome-ignore lint/performance/noImgElement: the bytes are ours, already reduced, and behind a permission
      <img
        src={src}
        alt={alt ?? ""}
        width={width}
        height={height}
        loading="lazy"
        decoding="async"
        className="h-auto max-w-full rounded border border-line bg-surface"
      />
    ) : (
      (alt ?? null)
    ),
  sup: ({ node }) => <CitationMark properties={node?.properties ?? {}} />,
  h1: heading("h1", "text-xl"),
  h2: heading("h2", "pt-4 text-lg"),
  h3: heading("h3", "pt-2 text-[1.0625em]"),
  h4: heading("h4", "pt-1"),
  h5: heading("h5", ""),
  h6: heading("h6", "text-text-muted"),
};

function alignment(side: string | undefined): string | undefined {
  if (side === "right") return "text-right";
  return side === "center" ? "text-center" : undefined;
}

function MessageLink({ href, children }: { href: string | undefined; children?: ReactNode }) {
  const link = safeLink(href);
  if (link === null) return <>{children}</>;
  if (link.kind === "internal")
    return (
      <a href={link.href} className={linkClass}>
        {children}
      </a>
    );
  const shown = textOf(children);
  if (link.kind === "mail")
    return (
      <>
        <a href={link.href} rel="noopener noreferrer nofollow" className={linkClass}>
          {children}
        </a>
        {shown.includes(link.address) ? null : <Destination>{link.address}</Destination>}
      </>
    );
  return (
    <>
      <a href={link.href} target="_blank" rel="noopener noreferrer nofollow" className={linkClass}>
        {children}
      </a>
      {textNamesHost(shown, link.host) ? null : <Destination>{link.host}</Destination>}
    </>
  );
}

/** Where a link leads when its words do not say so. */
function Destination({ children }: { children: string }) {
  return <span className="text-[0.875em] text-text-muted"> ({children})</span>;
}

const markLook =
  "relative inline-flex h-4 min-w-4 items-center justify-center rounded-sm px-1 font-medium text-[11px] no-underline tabular-nums";

/** The tree put number, title and address there; Markdown itself can make no `sup`. */
function CitationMark({ properties }: { properties: Record<string, unknown> }) {
  const number = String(properties.dataSource);
  const title = String(properties.dataTitle);
  const isChanged = properties.dataChanged === "true";
  const link = safeLink(String(properties.dataHref));
  const changedLook = "border border-text-muted border-dashed text-text-muted";
  if (link === null || link.kind === "mail")
    return isChanged ? (
      <sup className="ml-0.5 leading-none">
        <span title={title} className={clsx(markLook, changedLook)}>
          <span className="sr-only">Source </span>
          {number}
          <span className="sr-only">, no longer available</span>
        </span>
      </sup>
    ) : (
      <>[{number}]</>
    );
  return (
    <sup className="ml-0.5 leading-none">
      <a
        href={link.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        title={title}
        aria-label={`Source ${number}: ${title}`}
        className={clsx(
          markLook,
          "transition-colors before:absolute before:-inset-1 before:content-[''] hover:bg-accent hover:text-on-accent active:bg-accent-pressed active:text-on-accent",
          isChanged ? changedLook : "bg-accent-soft text-accent",
        )}
      >
        {number}
      </a>
    </sup>
  );
}

function textOf(node: ReactNode): string {
  if (typeof node === "string" || typeof node === "number") return String(node);
  if (Array.isArray(node)) return node.map(textOf).join("");
  return isValidElement<{ children?: ReactNode }>(node) ? textOf(node.props.children) : "";
}
