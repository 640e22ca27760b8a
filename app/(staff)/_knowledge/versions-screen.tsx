"use client";
/** Every publication of an article: what changed between any two, or to the draft, and the way back to an old one. */
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, History, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { useHydrated } from "@/app/_client/use-hydrated";
import { DiffView, FieldChanges } from "@/components/knowledge/diff-view";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import type { Category } from "@/lib/knowledge/category-schema";
import type { StaffArticleDetailView, VersionDetailView, VersionView } from "@/lib/knowledge/editing-schema";
import { keys } from "../_shared/live-refresh";
import { articleHref, articlePath, versionsHref } from "./addresses";
import { fieldChanges } from "./conflict-dialog";
import { type Fields, fieldsOf } from "./fields";

const DRAFT = "draft";
const NOTHING = "0";

const originWords: Record<VersionView["origin"], string | null> = {
  edit: null,
  import: "Imported",
  restore: "Restored",
  suggestion: "From a suggestion",
  seed: "Came with Baton",
};

const empty: Fields = { title: "", slug: "", summary: "", body: "", category: "", audience: "public" };

export function VersionsScreen({
  initial,
  versions,
  categories,
  from,
  to,
}: {
  initial: StaffArticleDetailView;
  versions: VersionView[];
  categories: Category[];
  /** Numbers of versions, "draft", or "0" for before the first. */
  from: string;
  to: string;
}) {
  const hydrated = useHydrated();
  const router = useRouter();
  const { data: article } = useQuery({
    queryKey: keys.article(initial.id),
    queryFn: ({ signal }) => api<StaffArticleDetailView>(articlePath(initial.id), { signal }),
    initialData: initial,
    staleTime: 30_000,
  });
  const before = useFields(article, from);
  const after = useFields(article, to);
  const nameOf = (id: string) => categories.find((each) => each.id === id)?.label ?? id;
  const show = (next: { from?: string; to?: string }) =>
    router.replace(`${versionsHref(article.id)}?${new URLSearchParams({ from, to, ...next })}`, {
      scroll: false,
    });
  const choices = [
    ...(article.draft ? [{ value: DRAFT, label: "Draft" }] : []),
    ...versions.map(({ version }) => ({ value: String(version), label: `Version ${version}` })),
  ];
  const wordFor = (choice: string) => choices.find(({ value }) => value === choice)?.label ?? "Nothing";
  const failed = before.error ?? after.error;

  return (
    <div aria-busy={!hydrated} className="flex min-h-0 flex-1 flex-col">
      <header className="flex min-h-12 shrink-0 items-center gap-3 border-line border-b px-4 py-1">
        <Link
          href={articleHref(article.id)}
          aria-label="Back to the article"
          className={buttonClass("quiet", "sm", true)}
        >
          <ChevronLeft aria-hidden="true" className="size-5" />
        </Link>
        <h1 className="min-w-0 truncate font-semibold text-md">
          Versions of “{article.title || "Untitled"}”
        </h1>
      </header>
      {versions.length === 0 ? (
        <EmptyState icon={<History />} title="Not published yet">
          Every publication is kept here, with what it changed.
        </EmptyState>
      ) : (
        <div className="flex min-h-0 flex-1 max-lg:flex-col max-lg:overflow-y-auto">
          <ol
            aria-label="Versions"
            className="w-76 shrink-0 overflow-y-auto border-line border-r max-lg:w-full max-lg:overflow-visible max-lg:border-r-0 max-lg:border-b"
          >
            {versions.map((version, index) => (
              <Version
                key={version.version}
                article={article}
                version={version}
                isLive={article.status === "published" && version.version === article.version}
                shown={to === String(version.version)}
                onShow={() => {
                  const older = versions[index + 1];
                  show({ from: older ? String(older.version) : NOTHING, to: String(version.version) });
                }}
              />
            ))}
          </ol>
          <section aria-label="Difference" className="min-h-0 min-w-0 flex-1 lg:overflow-y-auto">
            <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2">
              <span className="text-text-muted">From</span>
              <Select
                size="sm"
                aria-label="Compare from"
                items={[{ value: NOTHING, label: "Nothing" }, ...choices]}
                value={from}
                onValueChange={(value) => show({ from: value })}
                className="w-40!"
              />
              <span className="text-text-muted">to</span>
              <Select
                size="sm"
                aria-label="Compare to"
                items={choices}
                value={to}
                onValueChange={(value) => show({ to: value })}
                className="w-40!"
              />
            </div>
            {failed ? (
              <ErrorState
                title="This version could not be loaded"
                onRetry={() => {
                  before.retry();
                  after.retry();
                }}
              >
                {messageOf(failed)}
              </ErrorState>
            ) : before.fields && after.fields ? (
              <div className="flex max-w-4xl flex-col gap-4 p-4">
                <FieldChanges changes={fieldChanges(before.fields, after.fields, nameOf)} />
                <DiffView
                  label={`${wordFor(from)} and ${wordFor(to)}`}
                  language={article.language}
                  before={before.fields.body}
                  after={after.fields.body}
                />
              </div>
            ) : (
              <SkeletonRows dense label="Loading the versions" />
            )}
          </section>
        </div>
      )}
    </div>
  );
}

/** The text of a version or of the draft; versions never change, so each is read once. */
function useFields(article: StaffArticleDetailView, choice: string) {
  const isStored = choice !== DRAFT && choice !== NOTHING;
  const query = useQuery({
    queryKey: [...keys.article(article.id), "version", choice],
    queryFn: ({ signal }) =>
      api<VersionDetailView>(`${articlePath(article.id)}/versions/${choice}`, { signal }),
    enabled: isStored,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const fields: Fields | null =
    choice === NOTHING
      ? empty
      : choice === DRAFT
        ? fieldsOf(article.draft ?? article)
        : query.data
          ? fieldsOf(query.data)
          : null;
  return { fields, error: isStored && query.isError ? query.error : null, retry: () => void query.refetch() };
}

function Version({
  article,
  version: { version, title, publishedBy, publishedAt, origin, note },
  isLive,
  shown,
  onShow,
}: {
  article: StaffArticleDetailView;
  version: VersionView;
  isLive: boolean;
  shown: boolean;
  onShow: () => void;
}) {
  const router = useRouter();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const restore = async () => {
    setPending(true);
    setProblem(null);
    try {
      const body = { version, ...(article.draft ? { revision: article.draft.revision } : {}) };
      await api(`${articlePath(article.id)}/restore`, { method: "POST", body });
      toast.show({
        title: `Version ${version} is the draft now`,
        description: "Readers see it once it is published.",
      });
      router.push(articleHref(article.id));
    } catch (error) {
      setProblem(messageOf(error));
      if (!asking)
        toast.show({ title: messageOf(error), description: "Nothing was changed.", tone: "danger" });
    } finally {
      setPending(false);
    }
  };
  return (
    <li className={`flex flex-col gap-1 border-line border-b px-4 py-3 ${shown ? "bg-accent-soft" : ""}`}>
      <span className="flex items-center gap-2">
        <button
          type="button"
          aria-current={shown ? "true" : undefined}
          onClick={onShow}
          className="whitespace-nowrap rounded-sm font-medium hover:text-accent hover:underline touch:min-h-11"
        >
          Version {version}
        </button>
        {isLive ? <span className="text-text-muted">live</span> : null}
        <Button
          size="sm"
          variant="quiet"
          className="ml-auto"
          icon={<RotateCcw aria-hidden="true" className="size-3.5" />}
          loading={pending}
          aria-label={`Restore version ${version} into the draft`}
          onClick={() => {
            if (article.draft) setAsking(true);
            else void restore();
          }}
        >
          Restore
        </Button>
      </span>
      <span className="truncate" title={title}>
        {title}
      </span>
      <span className="text-text-muted">
        {originWords[origin] ? `${originWords[origin]}, ` : ""}
        {publishedBy ?? "Baton"}, <RelativeTime iso={publishedAt} format="datetime" />
      </span>
      {note ? <span className="[overflow-wrap:anywhere]">{note}</span> : null}
      <AlertDialog
        open={asking}
        onOpenChange={(open) => {
          setAsking(open);
          setProblem(null);
        }}
        action="Replace the draft of"
        name={article.draft?.title || article.title}
        consequence={`The draft has changes that were not published. They are lost; the text of version ${version} takes their place. What readers see does not change.`}
        pending={pending}
        error={problem}
        onConfirm={() => void restore()}
      />
    </li>
  );
}
