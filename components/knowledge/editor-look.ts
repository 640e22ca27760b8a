/**
 * How the Markdown editor looks: everything by the page's own tokens, so that light and dark need no second theme.
 * Marks are drawn from the language's syntax tree, for what is in sight only.
 */
import { markdownLanguage } from "@codemirror/lang-markdown";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  type Range,
  ViewPlugin,
  type ViewUpdate,
} from "@uiw/react-codemirror";

const strong = Decoration.mark({ class: "cm-md-strong" });
const emphasis = Decoration.mark({ class: "cm-md-emphasis" });
const heading = Decoration.mark({ class: "cm-md-heading" });
const quiet = Decoration.mark({ class: "cm-md-quiet" });
const code = Decoration.mark({ class: "cm-md-code" });
const link = Decoration.mark({ class: "cm-md-link" });

const looks: Record<string, Decoration> = {
  StrongEmphasis: strong,
  TableHeader: strong,
  Emphasis: emphasis,
  InlineCode: code,
  CodeText: code,
  Link: link,
  Image: link,
  URL: quiet,
  HeaderMark: quiet,
  EmphasisMark: quiet,
  CodeMark: quiet,
  CodeInfo: quiet,
  LinkMark: quiet,
  ListMark: quiet,
  QuoteMark: quiet,
  Blockquote: quiet,
  HTMLTag: quiet,
  HTMLBlock: quiet,
  TableDelimiter: quiet,
  HorizontalRule: quiet,
};

const lookOf = (name: string): Decoration | undefined =>
  /^(ATX|Setext)Heading\d$/.test(name) ? heading : looks[name];

function marksIn(view: EditorView): DecorationSet {
  const tree = markdownLanguage.parser.parse(view.state.doc.toString());
  const marks: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges)
    tree.iterate({
      from,
      to,
      enter: (node) => {
        const look = lookOf(node.name);
        if (look && node.to > node.from) marks.push(look.range(node.from, node.to));
      },
    });
  return Decoration.set(marks, true);
}

const markup = ViewPlugin.fromClass(
  class {
    marks: DecorationSet;
    constructor(view: EditorView) {
      this.marks = marksIn(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.marks = marksIn(update.view);
    }
  },
  { decorations: (plugin) => plugin.marks },
);

const theme = EditorView.theme({
  "&": { height: "100%", backgroundColor: "transparent", color: "var(--color-text)", fontSize: "inherit" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.25rem", overflowAnchor: "none" },
  ".cm-content": { padding: "12px 16px 96px", caretColor: "var(--color-text)", maxWidth: "80ch" },
  ".cm-line": { padding: "0" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--color-text)", borderLeftWidth: "2px" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    background: "var(--color-accent-soft)",
  },
  ".cm-selectionMatch": { backgroundColor: "var(--color-sunken)" },
  ".cm-placeholder": { color: "var(--color-text-faint)" },
  ".cm-md-heading": { fontWeight: "600" },
  ".cm-md-strong": { fontWeight: "600" },
  ".cm-md-emphasis": { fontStyle: "italic" },
  ".cm-md-link": { color: "var(--color-accent)" },
  ".cm-md-quiet": { color: "var(--color-text-muted)", fontWeight: "400" },
  ".cm-md-code": { backgroundColor: "var(--color-sunken)", borderRadius: "var(--radius-sm)" },
  ".cm-panels": {
    backgroundColor: "var(--color-sunken)",
    color: "var(--color-text)",
    borderTop: "1px solid var(--color-line)",
  },
  ".cm-panel.cm-search": { padding: "6px 32px 6px 12px", fontFamily: "var(--font-sans)" },
  ".cm-panel.cm-search label": {
    fontSize: "var(--text-xs)",
    display: "inline-flex",
    alignItems: "center",
    gap: "4px",
  },
  ".cm-panel.cm-search [name=close]": {
    color: "var(--color-text-muted)",
    fontSize: "var(--text-md)",
    right: "8px",
  },
  ".cm-textfield": {
    border: "1px solid var(--color-line-strong)",
    borderRadius: "var(--radius)",
    backgroundColor: "var(--color-surface)",
    color: "var(--color-text)",
    fontSize: "var(--text-sm)",
    padding: "2px 8px",
  },
  ".cm-button": {
    border: "1px solid var(--color-line)",
    borderRadius: "var(--radius)",
    backgroundImage: "none",
    backgroundColor: "var(--color-surface)",
    color: "var(--color-text)",
    fontSize: "var(--text-sm)",
    padding: "2px 8px",
  },
  ".cm-searchMatch": {
    backgroundColor: "var(--color-accent-soft)",
    outline: "1px solid var(--color-accent)",
  },
  ".cm-searchMatch-selected": { backgroundColor: "var(--color-pressed)" },
});

/** A nonce is hidden from the markup and readable by script; that of this page's first load is the one that counts. */
function pageNonce(): string {
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
}

/** Only in a browser: the styles carry the page's nonce, or its policy would refuse them. */
export const editorLook = () => [EditorView.cspNonce.of(pageNonce()), theme, markup];
