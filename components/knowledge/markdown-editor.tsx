"use client";
/**
 * The field in which an article is written: Markdown with a toolbar and keys, pictures by paste and drop. It brings
 * CodeMirror along, so pages load it by `next/dynamic` and without server rendering. Tab leaves it, as any field.
 */
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import CodeMirror, { EditorView, keymap, Prec } from "@uiw/react-codemirror";
import { clsx } from "clsx";
import { Bold, Heading, Image, Italic, Link2, List, Table, X } from "lucide-react";
import {
  type ReactNode,
  type Ref,
  useDeferredValue,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import { formatCount, plural } from "../format";
import { IconButton } from "../ui/icon-button";
import { Spinner } from "../ui/spinner";
import { Toolbar, ToolbarButton, ToolbarSeparator } from "../ui/toolbar";
import { editorLook } from "./editor-look";
import { countWords, type EditKind, editMarkdown, fileMarkdown } from "./markdown-edits";

export type StoredFile = { name: string; href: string; isImage: boolean };
export type MarkdownEditorHandle = { focus: () => void; insertFile: (file: StoredFile) => void };

export type MarkdownEditorProps = {
  value: string;
  onChange: (text: string) => void;
  /** Its accessible name: "Text of the article". */
  label: string;
  /** Of the text, for spelling and for reading aloud. */
  language: string;
  maxLength: number;
  readOnly?: boolean;
  onSave: () => void;
  /** Keeps the file and says where; rejects with an error whose message can be shown. */
  onUpload: (file: File, onProgress: (share: number) => void) => Promise<StoredFile>;
  /** How far down the text is scrolled, 0 to 1. */
  onScroll?: (share: number) => void;
  /** Stands at the right end of the toolbar. */
  tools?: ReactNode;
  ref?: Ref<MarkdownEditorHandle>;
};

/** Constant, or the editor would be set up anew with every key. Its own colours are off: ours follow the tokens. */
const setup = {
  lineNumbers: false,
  foldGutter: false,
  foldKeymap: false,
  highlightActiveLine: false,
  highlightActiveLineGutter: false,
  syntaxHighlighting: false,
  bracketMatching: false,
  closeBrackets: false,
  autocompletion: false,
  completionKeymap: false,
  lintKeymap: false,
  indentOnInput: false,
  rectangularSelection: false,
  highlightSelectionMatches: false,
};

const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform);
type Upload = { id: number; name: string; share: number; error: string | null };

export function MarkdownEditor(props: MarkdownEditorProps) {
  const { value, onChange, label, language, maxLength, readOnly = false, tools, ref } = props;
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const view = useRef<EditorView | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const hint = useId();
  const uploads = useUploads(view, latest);
  const modifier = isApple() ? "⌘" : "Ctrl";

  const insertFile = (file: StoredFile) => {
    const editor = view.current;
    if (editor) insertAt(editor, editor.state.selection.main.to, fileMarkdown(file));
  };
  useImperativeHandle(ref, () => ({ focus: () => view.current?.focus(), insertFile }));
  const run = (kind: EditKind) => {
    if (view.current) applyEdit(view.current, kind);
  };
  const [extensions] = useState(() => [
    markdown({ base: markdownLanguage, completeHTMLTags: false }),
    EditorView.lineWrapping,
    ...editorLook(),
    Prec.highest(
      keymap.of([
        { key: "Mod-b", run: (editor) => applyEdit(editor, "bold") },
        { key: "Mod-i", run: (editor) => applyEdit(editor, "italic") },
        { key: "Mod-k", run: (editor) => applyEdit(editor, "link") },
        {
          key: "Mod-s",
          run: () => {
            latest.current.onSave();
            return true;
          },
        },
      ]),
    ),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) uploads.move(update.changes);
    }),
    EditorView.domEventHandlers({
      paste: (event, editor) => {
        // Office programs put a picture beside the text that was copied; the text is meant.
        if (event.clipboardData?.getData("text/plain")) return false;
        return take(event, event.clipboardData, editor.state.selection.main.to);
      },
      drop: (event, editor) => {
        const at = editor.posAtCoords({ x: event.clientX, y: event.clientY });
        return take(event, event.dataTransfer, at ?? editor.state.doc.length);
      },
      scroll: (_, editor) => {
        const { scrollTop, scrollHeight, clientHeight } = editor.scrollDOM;
        const rest = scrollHeight - clientHeight;
        latest.current.onScroll?.(rest > 0 ? scrollTop / rest : 0);
      },
    }),
  ]);
  const all = useMemo(
    () => [...extensions, attributesOf(label, language, hint)],
    [extensions, label, language, hint],
  );

  function take(event: Event, data: DataTransfer | null, at: number): boolean {
    const files = [...(data?.files ?? [])];
    if (files.length === 0 || latest.current.readOnly) return false;
    event.preventDefault();
    for (const file of files) uploads.start(file, at);
    return true;
  }

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-9 shrink-0 items-center gap-2 border-line border-y px-2 touch:overflow-x-auto">
        <Toolbar label="Formatting">
          <ToolbarButton label="Heading" disabled={readOnly} onClick={() => run("heading")}>
            <Heading aria-hidden="true" className="size-4" />
          </ToolbarButton>
          <ToolbarButton
            label="Bold"
            shortcut={[modifier, "B"]}
            disabled={readOnly}
            onClick={() => run("bold")}
          >
            <Bold aria-hidden="true" className="size-4" />
          </ToolbarButton>
          <ToolbarButton
            label="Italic"
            shortcut={[modifier, "I"]}
            disabled={readOnly}
            onClick={() => run("italic")}
          >
            <Italic aria-hidden="true" className="size-4" />
          </ToolbarButton>
          <ToolbarSeparator />
          <ToolbarButton label="List" disabled={readOnly} onClick={() => run("list")}>
            <List aria-hidden="true" className="size-4" />
          </ToolbarButton>
          <ToolbarButton
            label="Link"
            shortcut={[modifier, "K"]}
            disabled={readOnly}
            onClick={() => run("link")}
          >
            <Link2 aria-hidden="true" className="size-4" />
          </ToolbarButton>
          <ToolbarButton label="Image or file" disabled={readOnly} onClick={() => picker.current?.click()}>
            <Image aria-hidden="true" className="size-4" />
          </ToolbarButton>
          <ToolbarButton label="Table" disabled={readOnly} onClick={() => run("table")}>
            <Table aria-hidden="true" className="size-4" />
          </ToolbarButton>
        </Toolbar>
        <span className="ml-auto flex items-center gap-2">{tools}</span>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label="Add an image or a file"
          accept="image/png,image/jpeg,image/webp,image/gif,application/pdf"
          onChange={(event) => {
            const at = view.current?.state.selection.main.to ?? 0;
            for (const file of event.currentTarget.files ?? []) uploads.start(file, at);
            event.currentTarget.value = "";
          }}
        />
      </div>
      <CodeMirror
        value={value}
        onChange={onChange}
        onCreateEditor={(created) => {
          view.current = created;
        }}
        extensions={all}
        basicSetup={setup}
        theme="none"
        indentWithTab={false}
        readOnly={readOnly}
        height="100%"
        className="min-h-0 flex-1 overflow-hidden text-sm"
      />
      <UploadLines uploads={uploads.list} onDismiss={uploads.dismiss} />
      <Foot value={value} maxLength={maxLength} hint={hint} modifier={modifier} />
    </div>
  );
}

function attributesOf(label: string, language: string, hint: string) {
  return EditorView.contentAttributes.of({
    "aria-label": label,
    "aria-describedby": hint,
    lang: language,
    spellcheck: "true",
    // Focusable as it is, but not known as such to everything that asks whether its scrolling parent can be reached.
    tabindex: "0",
    autocapitalize: "sentences",
  });
}

function applyEdit(editor: EditorView, kind: EditKind): boolean {
  if (editor.state.readOnly) return true;
  const { from, to } = editor.state.selection.main;
  const edit = editMarkdown(kind, editor.state.doc.toString(), { from, to });
  editor.dispatch({
    changes: { from: edit.from, to: edit.to, insert: edit.insert },
    selection: { anchor: edit.select.from, head: edit.select.to },
    scrollIntoView: true,
    userEvent: "input",
  });
  editor.focus();
  return true;
}

function insertAt(editor: EditorView, at: number, text: string): void {
  const place = Math.min(at, editor.state.doc.length);
  const line = editor.state.doc.lineAt(place);
  const lead = place > line.from && !/\s$/.test(line.text.slice(0, place - line.from)) ? " " : "";
  editor.dispatch({
    changes: { from: place, insert: lead + text },
    // Only what was at the place itself moves on: whoever went on writing elsewhere stays there.
    ...(editor.state.selection.main.head === place
      ? { selection: { anchor: place + lead.length + text.length } }
      : {}),
    userEvent: "input",
  });
}

/** Files on their way. Each keeps its place in the text while the text around it is changed. */
function useUploads(view: { current: EditorView | null }, latest: { current: MarkdownEditorProps }) {
  const [list, setList] = useState<Upload[]>([]);
  const places = useRef(new Map<number, number>());
  const last = useRef(0);
  const change = (id: number, part: Partial<Upload>) =>
    setList((all) => all.map((each) => (each.id === id ? { ...each, ...part } : each)));
  const dismiss = (id: number) => setList((all) => all.filter((each) => each.id !== id));

  const start = async (file: File, at: number) => {
    const id = ++last.current;
    places.current.set(id, at);
    setList((all) => [...all, { id, name: file.name, share: 0, error: null }]);
    try {
      const stored = await latest.current.onUpload(file, (share) => change(id, { share }));
      if (view.current) insertAt(view.current, places.current.get(id) ?? 0, fileMarkdown(stored));
      dismiss(id);
    } catch (error) {
      change(id, { error: error instanceof Error ? error.message : "It could not be added." });
    } finally {
      places.current.delete(id);
    }
  };
  const move = (changes: { mapPos: (place: number, side: number) => number }) => {
    for (const [id, place] of places.current) places.current.set(id, changes.mapPos(place, 1));
  };
  return { list, start: (file: File, at: number) => void start(file, at), move, dismiss };
}

function UploadLines({
  uploads,
  onDismiss,
}: {
  uploads: readonly Upload[];
  onDismiss: (id: number) => void;
}) {
  return (
    <ul aria-label="Files on their way" aria-live="polite" className="shrink-0">
      {uploads.map(({ id, name, share, error }) => (
        <li
          key={id}
          className={clsx(
            "flex min-h-9 items-center gap-2 border-line border-t px-4 py-1 text-sm",
            error ? "text-danger" : "text-text-muted",
          )}
        >
          {error ? null : <Spinner label={null} />}
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            {error ? `${name} was not added. ${error}` : `Adding ${name}`}
          </span>
          {error ? (
            <IconButton size="sm" label={`Dismiss: ${name}`} onClick={() => onDismiss(id)}>
              <X aria-hidden="true" className="size-4" />
            </IconButton>
          ) : (
            <span className="tabular-nums">{Math.round(share * 100)}%</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Under the text: how much there is of how much there may be, and the keys. */
function Foot({
  value,
  maxLength,
  hint,
  modifier,
}: {
  value: string;
  maxLength: number;
  hint: string;
  modifier: string;
}) {
  const text = useDeferredValue(value);
  const left = maxLength - text.length;
  return (
    <p className="flex min-h-8 shrink-0 items-center gap-3 border-line border-t px-4 text-text-muted text-xs tabular-nums">
      <span>{plural(countWords(text), "word")}</span>
      {left < 0 ? (
        <span role="alert" className="text-danger">
          {formatCount(-left)} characters too long; at most {formatCount(maxLength)} can be saved
        </span>
      ) : left < maxLength / 10 ? (
        <span>{formatCount(left)} characters left</span>
      ) : null}
      <span id={hint} className="ml-auto truncate max-sm:sr-only">
        Markdown. {modifier}+S saves, Tab leaves the field
      </span>
    </p>
  );
}
