"use client";
/** What could be written: made of people's answers, edited here, and accepted into a draft. */
import { FilePlus2, Sparkles } from "lucide-react";
import { useState } from "react";
import { DiffView } from "@/components/knowledge/diff-view";
import { Markdown } from "@/components/markdown";
import { Badge } from "@/components/ui/badge";
import { Button, ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import type { SuggestionView } from "@/lib/suggestions/schema";
import { editHref } from "./places";
import { SuggestionForm } from "./suggestion-form";
import { type Of, useSuggestion } from "./use-suggestion";

type Props = {
  of: Of;
  initial: SuggestionView | null;
  categories: readonly { id: string; label: string }[];
  /** Why nothing can be suggested now. */
  hint?: string | undefined;
};

const audienceLabel = { public: "Everyone", customers: "Customers", staff: "Staff only" } as const;

export function SuggestionPart({ of, initial, categories, hint }: Props) {
  const { suggestion, pending, make, save, accept, dismiss } = useSuggestion(of, initial);
  const [editing, setEditing] = useState(false);
  const [keepQuestion, setKeepQuestion] = useState(true);
  if (!suggestion)
    return (
      <Box>
        <EmptyState
          icon={<FilePlus2 />}
          title="No article suggested yet"
          action={
            hint ? undefined : (
              <Button variant="primary" loading={pending === "make"} onClick={() => void make()}>
                Suggest an article
              </Button>
            )
          }
        >
          {hint ??
            "A suggestion is made of what people have answered, without what names a customer. If an article is about this already, it is a change to that one."}
        </EmptyState>
      </Box>
    );
  if (editing && suggestion.state === "ready")
    return (
      <Box>
        <h2 className="font-semibold">Edit the suggestion</h2>
        <SuggestionForm
          suggestion={suggestion}
          categories={categories}
          pending={pending === "save"}
          onCancel={() => setEditing(false)}
          onSave={async (edited) => {
            if (await save(suggestion, edited)) setEditing(false);
          }}
        />
      </Box>
    );
  const isReady = suggestion.state === "ready";
  const category = categories.find(({ id }) => id === suggestion.category)?.label ?? suggestion.category;
  return (
    <Box>
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h2 className="font-semibold">{suggestion.article ? "Suggested change" : "Suggested article"}</h2>
        <Badge tone="outline">{suggestion.article ? "Change" : "New article"}</Badge>
        <span className="text-sm text-text-muted">{writtenBy(suggestion)}</span>
      </header>
      {suggestion.article ? (
        <p className="text-text-muted">
          To <TextLink href={editHref(suggestion.article.id)}>{suggestion.article.title}</TextLink>
          {suggestion.article.isOutdated
            ? ". That article was changed since: dismiss this suggestion and make another."
            : null}
        </p>
      ) : null}
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
        <Fact name="Category">{category}</Fact>
        <Fact name="Readers">{audienceLabel[suggestion.audience]}</Fact>
        <Fact name="Language">{suggestion.language}</Fact>
      </dl>
      {suggestion.article ? (
        <DiffView
          label={`Text of ${suggestion.article.title}, now and with the change`}
          before={suggestion.article.before}
          after={suggestion.body}
          language={suggestion.language}
        />
      ) : (
        <article
          lang={suggestion.language}
          className="flex flex-col gap-3 rounded border border-line bg-surface px-4 py-3"
        >
          <h3 className="font-semibold text-md [overflow-wrap:anywhere]">{suggestion.title}</h3>
          {suggestion.summary === suggestion.title ? null : (
            <p className="text-text-muted [overflow-wrap:anywhere]">{suggestion.summary}</p>
          )}
          <Markdown text={suggestion.body} headingOffset={3} />
        </article>
      )}
      {isReady ? (
        <>
          <Checkbox
            checked={keepQuestion}
            onCheckedChange={setKeepQuestion}
            label={
              <span className="[overflow-wrap:anywhere]">
                Keep “{suggestion.question}” as a test question
              </span>
            }
            hint="Search must find the article with it, before and after every publication."
          />
          <div className="flex flex-wrap gap-2">
            <Button
              variant="primary"
              loading={pending === "accept"}
              disabled={suggestion.article?.isOutdated === true}
              onClick={() => void accept(suggestion, keepQuestion)}
            >
              Accept as a draft
            </Button>
            <Button onClick={() => setEditing(true)}>Edit</Button>
            <Button variant="quiet" loading={pending === "dismiss"} onClick={() => void dismiss(suggestion)}>
              Dismiss suggestion
            </Button>
          </div>
        </>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <span className="text-text-muted">Accepted by {suggestion.decidedBy ?? "somebody"}.</span>
          {suggestion.draft ? (
            <ButtonLink size="sm" href={editHref(suggestion.draft.id)}>
              Open {suggestion.draft.title.length > 40 ? "the article" : `“${suggestion.draft.title}”`}
            </ButtonLink>
          ) : (
            <span className="text-text-muted">Its draft was dropped.</span>
          )}
        </div>
      )}
    </Box>
  );
}

function writtenBy({ writer, isBeingWritten }: SuggestionView) {
  if (isBeingWritten)
    return (
      <span role="status" className="inline-flex items-center gap-1">
        <Sparkles aria-hidden="true" className="size-3.5" />A model is writing a better text
      </span>
    );
  return {
    rules: "assembled from people's answers",
    model: "written by a model from people's answers; read it closely",
    person: "edited",
  }[writer];
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Box({ children }: { children: React.ReactNode }) {
  return (
    <section aria-label="Suggestion" className="flex min-w-0 flex-col gap-3">
      {children}
    </section>
  );
}
