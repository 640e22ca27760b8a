"use client";
/** One article at work: its text with a live preview, and at the side everything else that can be changed about it. */
import { useQuery } from "@tanstack/react-query";
import { CalendarClock, CircleAlert, Eye } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { useHydrated } from "@/app/_client/use-hydrated";
import type { MarkdownEditorHandle } from "@/components/knowledge/markdown-editor";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import type { Category } from "@/lib/knowledge/category-schema";
import type { StaffArticleDetailView } from "@/lib/knowledge/editing-schema";
import { slugFrom } from "@/lib/knowledge/lifecycle";
import { ArticleCases, UsagePanel } from "../_checks/usage-panel";
import { keys } from "../_shared/live-refresh";
import { useMe } from "../_shared/me";
import { articlePath, versionsHref } from "./addresses";
import { ConflictDialog } from "./conflict-dialog";
import { CarePart, ReadersPart } from "./details-panel";
import { EditorHead } from "./editor-head";
import { FeedbackPart } from "./feedback-part";
import type { Fields } from "./fields";
import { FilesPart } from "./files-part";
import { LeaveGuard } from "./leave-guard";
import { LeftCopyDialog } from "./left-copy-dialog";
import { OldAddressesPart } from "./old-addresses-part";
import { PreviewPane, picturesOf } from "./preview-pane";
import { TranslationsPart } from "./translations-part";
import { useArticleActs } from "./use-article-acts";
import { useFiles } from "./use-files";
import { limits, onServer, useKeeper, useLeftCopy } from "./use-keeper";
import { paneClass, type View, ViewSwitch } from "./view-switch";

// Its own chunk: nobody but who writes articles loads the editor, and it needs a browser.
const MarkdownEditor = dynamic(
  () => import("@/components/knowledge/markdown-editor").then((module) => module.MarkdownEditor),
  { ssr: false, loading: EditorComing },
);

function EditorComing() {
  return (
    <div
      role="status"
      aria-label="Loading the editor"
      className="flex flex-1 flex-col gap-3 border-line border-t p-4"
    >
      <Skeleton className="w-2/3" />
      <Skeleton className="w-1/2" />
      <Skeleton className="w-3/5" />
    </div>
  );
}

type Props = { initial: StaffArticleDetailView; categories: Category[] };

export function EditorScreen({ initial, categories }: Props) {
  const hydrated = useHydrated();
  const query = useQuery({
    queryKey: keys.article(initial.id),
    queryFn: ({ signal }) => api<StaffArticleDetailView>(articlePath(initial.id), { signal }),
    initialData: initial,
    staleTime: 30_000,
  });
  const article = query.data;
  const { keeper, snapshot } = useKeeper(article);
  const acts = useArticleActs(article, keeper);
  const files = useFiles(article.id);
  const left = useLeftCopy(article.id, onServer(article));
  const [view, setView] = useState<View>("both");
  const editor = useRef<MarkdownEditorHandle>(null);
  const preview = useRef<HTMLElement>(null);
  const { fields, problems } = snapshot;
  const nameOf = (id: string) => categories.find((each) => each.id === id)?.label ?? id;

  const save = useEffectEvent(() => void keeper.saveNow());
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.key.toLowerCase() !== "s") return;
      if (!(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      save();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  /** The address follows the title until somebody gives it one of its own. */
  const retitle = (title: string) => {
    const follows = article.version === 0 && isMadeOf(fields.slug, fields.title);
    keeper.edit({ title, ...(follows && title.trim() !== "" ? { slug: slugFrom(title) } : {}) });
  };
  const follow = (share: number) => {
    const pane = preview.current;
    if (pane) pane.scrollTop = share * (pane.scrollHeight - pane.clientHeight);
  };

  return (
    <div aria-busy={!hydrated} className="flex min-h-0 flex-1 flex-col">
      <EditorHead article={article} keeper={keeper} snapshot={snapshot} acts={acts} nameOf={nameOf} />
      <Standing article={article} problem={acts.problem} onClear={acts.clear} />
      {query.isError ? (
        <Line icon={<CircleAlert aria-hidden="true" />}>
          What colleagues do is not shown just now. {messageOf(query.error)}
        </Line>
      ) : null}
      {snapshot.phase === "failed" && snapshot.problem ? (
        <Line icon={<CircleAlert aria-hidden="true" />}>
          {snapshot.problem} What you write is kept in this tab.
        </Line>
      ) : null}
      <ConflictDialog keeper={keeper} snapshot={snapshot} language={article.language} nameOf={nameOf} />
      {left.copy && snapshot.phase !== "conflict" ? (
        <LeftCopyDialog
          copy={left.copy}
          saved={snapshot.base}
          language={article.language}
          nameOf={nameOf}
          onRestore={(restored) => {
            left.settle();
            keeper.edit(restored);
          }}
          onDiscard={left.forget}
          onLater={left.settle}
        />
      ) : null}
      <LeaveGuard keeper={keeper} title={fields.title.trim() || "Untitled"} />
      <div className="flex min-h-9 shrink-0 items-center justify-center border-line border-b px-2 lg:hidden">
        <ViewSwitch view={view} onChange={setView} />
      </div>
      <div className="flex min-h-0 flex-1">
        <section
          aria-label="Write"
          className={`flex min-h-0 min-w-0 flex-1 flex-col bg-surface max-sm:overflow-y-auto ${paneClass.write[view]}`}
        >
          <div className="flex shrink-0 flex-col gap-1 px-4 pt-3 pb-2">
            <Field label="Title" hideLabel error={problems.title ?? null}>
              <Input
                value={fields.title}
                maxLength={limits.title}
                placeholder="Title"
                lang={article.language}
                onValueChange={retitle}
                className={`${bare} text-lg! font-semibold`}
              />
            </Field>
            <Field label="Summary" hideLabel error={problems.summary ?? null}>
              <Textarea
                value={fields.summary}
                rows={1}
                maxRows={4}
                maxLength={limits.summary}
                placeholder="Summary: one or two sentences for lists and search"
                lang={article.language}
                onChange={(event) => keeper.edit({ summary: event.currentTarget.value })}
                className={`${bare} min-h-0! text-sm! text-text-muted!`}
              />
            </Field>
          </div>
          <div className="flex min-h-0 flex-1 flex-col max-sm:min-h-[70dvh]">
            <MarkdownEditor
              ref={editor}
              label="Text of the article"
              language={article.language}
              value={fields.body}
              maxLength={limits.body}
              onChange={(body) => keeper.edit({ body })}
              onSave={() => void keeper.saveNow()}
              onUpload={files.store}
              onScroll={follow}
              tools={
                <span className="max-lg:hidden">
                  <ViewSwitch view={view} onChange={setView} />
                </span>
              }
            />
          </div>
        </section>
        <div
          className={`flex min-h-0 min-w-0 flex-1 flex-col border-line border-l max-xl:border-l-0 ${paneClass.preview[view]}`}
        >
          {view === "both" ? null : (
            <div className="flex min-h-9 shrink-0 items-center justify-end border-line border-b px-2 max-lg:hidden">
              <ViewSwitch view={view} onChange={setView} />
            </div>
          )}
          <PreviewPane
            ref={preview}
            fields={fields}
            language={article.language}
            pictures={picturesOf(article.files)}
          />
        </div>
        <aside
          aria-label="Details"
          className={`w-76 shrink-0 overflow-y-auto border-line border-l bg-canvas max-lg:w-full max-lg:border-l-0 ${paneClass.details[view]}`}
        >
          <ReadersPart
            article={article}
            acts={acts}
            fields={fields}
            problems={problems}
            categories={categories}
            onEdit={(patch: Partial<Fields>) => keeper.edit(patch)}
          />
          <OldAddressesPart article={article} onChanged={acts.reread} />
          <CarePart article={article} acts={acts} />
          <FilesPart
            stored={article.files}
            files={files}
            isUsed={(href) => fields.body.includes(href)}
            onInsert={(file) => {
              setView((now) => (now === "details" || now === "preview" ? "both" : now));
              editor.current?.insertFile(file);
            }}
          />
          <TranslationsPart article={article} fields={fields} />
          {article.version > 0 ? <UsagePanel articleId={article.id} /> : null}
          <ArticleCases articleId={article.id} />
          {article.version > 0 ? <FeedbackPart articleId={article.id} version={article.version} /> : null}
        </aside>
      </div>
    </div>
  );
}

/** A field that looks like the page it stands on until somebody writes in it. */
const bare =
  "border-transparent! bg-transparent! px-0! hover:border-transparent! focus-visible:outline-offset-4! data-invalid:border-danger!";

/** Also with the number that a taken address got. */
const isMadeOf = (slug: string, title: string): boolean => {
  const made = slugFrom(title);
  return slug === made || (slug.startsWith(`${made}-`) && /^\d+$/.test(slug.slice(made.length + 1)));
};

/** What waits, and what the reader may do about it. */
function Standing({
  article,
  problem,
  onClear,
}: {
  article: StaffArticleDetailView;
  problem: string | null;
  onClear: () => void;
}) {
  const isManager = useMe().role === "manager";
  const { draft } = article;
  return (
    <>
      {problem ? (
        <div
          role="alert"
          className="flex min-h-9 shrink-0 items-center gap-3 border-line border-b bg-danger-soft px-4 py-1"
        >
          <span className="min-w-0 flex-1">{problem}</span>
          <Button size="sm" onClick={onClear}>
            Dismiss
          </Button>
        </div>
      ) : null}
      {draft && draft.baseVersion !== article.version ? (
        <Line icon={<CircleAlert aria-hidden="true" />}>
          Version {article.version} was published since these changes began.{" "}
          <ButtonLink size="sm" href={`${versionsHref(article.id)}?from=${article.version}&to=draft`}>
            Compare
          </ButtonLink>
        </Line>
      ) : null}
      {draft?.publishAt ? (
        <Line icon={<CalendarClock aria-hidden="true" />}>
          Will be published <RelativeTime iso={draft.publishAt} format="datetime" />
          {draft.scheduledBy ? `, planned by ${draft.scheduledBy}` : null}
          {isManager ? null : ". If you change the text, it goes to review instead"}.
        </Line>
      ) : draft?.state === "in_review" ? (
        <Line icon={<Eye aria-hidden="true" />}>
          {isManager
            ? "Waits for a review. Read it, change what you like, then publish it or withdraw it."
            : "Waits for a manager to review and publish it. You can go on changing it."}
          {draft.note ? <span className="text-text-muted"> Note: {draft.note}</span> : null}
        </Line>
      ) : isManager ? null : (
        <Line icon={<Eye aria-hidden="true" />}>
          Managers publish. You can write and submit for review; readers see nothing of it until then.
        </Line>
      )}
    </>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div
      role="status"
      className="flex min-h-9 shrink-0 items-center gap-2 border-line border-b bg-sunken px-4 py-1 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-text-muted"
    >
      {icon}
      <p className="min-w-0">{children}</p>
    </div>
  );
}
