"use client";
/** The bar above the editor: which article, where it stands, and what the reader may do with it. */
import { ChevronLeft, Ellipsis } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { ArticleBadges } from "@/components/knowledge/article-badges";
import { paths } from "@/components/shell/nav";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button, ButtonLink, buttonClass } from "@/components/ui/button";
import { Menu, MenuItem, MenuLinkItem, MenuSeparator } from "@/components/ui/menu";
import type { StaffArticleDetailView } from "@/lib/knowledge/editing-schema";
import { useMe } from "../_shared/me";
import { publicHref, versionsHref } from "./addresses";
import type { DraftKeeper, Snapshot } from "./draft-keeper";
import { PublishDialog, ScheduleDialog } from "./publish-dialog";
import { archiveConsequence } from "./publishing-words";
import { SaveState } from "./save-state";
import type { Acts } from "./use-article-acts";

type Asked = "publish" | "schedule" | "discard" | "archive" | null;

export function EditorHead({
  article,
  keeper,
  snapshot,
  acts,
  nameOf,
}: {
  article: StaffArticleDetailView;
  keeper: DraftKeeper;
  snapshot: Snapshot;
  acts: Acts;
  nameOf: (category: string) => string;
}) {
  const isManager = useMe().role === "manager";
  const [asked, setAsked] = useState<Asked>(null);
  const ask = (next: Asked) => {
    acts.clear();
    setAsked(next);
  };
  const close = () => ask(null);
  const { fields } = snapshot;
  const draft = article.draft;
  const hasDraft = snapshot.revision > 0 || keeper.isUnsaved;
  const title = fields.title.trim() || "Untitled";
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-1">
      <Link
        href={paths.staff.knowledge}
        aria-label="Back to the articles"
        className={buttonClass("quiet", "sm", true)}
      >
        <ChevronLeft aria-hidden="true" className="size-5" />
      </Link>
      <h1 className="min-w-0 max-w-96 truncate font-semibold text-md" title={title}>
        {title}
      </h1>
      <ArticleBadges
        state={{ ...article, draft: hasDraft ? (draft ?? { state: "draft", publishAt: null }) : null }}
      />
      <span className="ml-auto flex items-center gap-2 max-sm:ml-0 max-sm:w-full max-sm:flex-wrap max-sm:justify-end">
        <SaveState snapshot={snapshot} onRetry={() => void keeper.saveNow()} />
        {article.versions > 0 ? (
          <ButtonLink size="sm" variant="quiet" href={versionsHref(article.id)}>
            Versions
          </ButtonLink>
        ) : null}
        <MoreMenu
          article={article}
          hasDraft={hasDraft}
          isManager={isManager}
          onAsk={ask}
          onWithdraw={() => void acts.act("withdraw", { ofDraft: true, said: "It is a draft again" })}
          onUnschedule={() =>
            void acts.act("unschedule", { ofDraft: true, said: "It is not published by itself any more" })
          }
          onSubmit={() => void acts.act("submit", { ofDraft: true, said: "It waits for a review" })}
          onUnarchive={() => void acts.act("unarchive", { said: "The article is live again" })}
        />
        {isManager ? (
          <Button
            size="sm"
            variant="primary"
            disabled={!hasDraft}
            title={hasDraft ? undefined : "There are no changes to publish"}
            onClick={() => ask("publish")}
          >
            Publish
          </Button>
        ) : draft?.state === "in_review" ? (
          <Button
            size="sm"
            loading={acts.pending === "withdraw"}
            onClick={() => void acts.act("withdraw", { ofDraft: true, said: "It is a draft again" })}
          >
            Withdraw
          </Button>
        ) : (
          <Button
            size="sm"
            variant="primary"
            disabled={!hasDraft}
            title={hasDraft ? undefined : "There are no changes to review"}
            loading={acts.pending === "submit"}
            onClick={() =>
              void acts.act("submit", { ofDraft: true, said: "It waits for a manager’s review" })
            }
          >
            Submit for review
          </Button>
        )}
      </span>
      {asked === "publish" ? (
        <PublishDialog article={article} fields={fields} nameOf={nameOf} acts={acts} onClose={close} />
      ) : null}
      {asked === "schedule" ? (
        <ScheduleDialog article={article} fields={fields} acts={acts} onClose={close} />
      ) : null}
      <AlertDialog
        open={asked === "discard"}
        onOpenChange={(open) => {
          if (!open) close();
        }}
        action={article.status === "draft" ? "Discard article" : "Discard changes"}
        name={title}
        typeToConfirm={article.status === "draft"}
        consequence={
          article.status === "draft"
            ? "It was never published, so nothing of it is left: text, files and all. This cannot be undone."
            : `The draft is gone and cannot be brought back. Version ${article.version} stays as readers see it.`
        }
        pending={acts.pending === "discard"}
        error={acts.problem}
        onConfirm={() =>
          void acts.discard(paths.staff.knowledge).then((done) => {
            if (done) close();
          })
        }
      />
      <AlertDialog
        open={asked === "archive"}
        onOpenChange={(open) => {
          if (!open) close();
        }}
        action="Archive"
        name={title}
        consequence={archiveConsequence(article)}
        pending={acts.pending === "archive"}
        error={acts.problem}
        onConfirm={() =>
          void acts.act("archive", { said: "The article is archived" }).then((done) => {
            if (done) close();
          })
        }
      />
    </header>
  );
}

function MoreMenu({
  article,
  hasDraft,
  isManager,
  onAsk,
  onWithdraw,
  onUnschedule,
  onSubmit,
  onUnarchive,
}: {
  article: StaffArticleDetailView;
  hasDraft: boolean;
  isManager: boolean;
  onAsk: (asked: Asked) => void;
  onWithdraw: () => void;
  onUnschedule: () => void;
  onSubmit: () => void;
  onUnarchive: () => void;
}) {
  const { draft, status } = article;
  const inReview = draft?.state === "in_review";
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" aria-label="More for this article" className={buttonClass("quiet", "sm", true)}>
          <Ellipsis aria-hidden="true" className="size-4" />
        </button>
      }
    >
      {status === "published" ? (
        <MenuLinkItem href={publicHref(article.slug)}>Open in the help center</MenuLinkItem>
      ) : null}
      {isManager && hasDraft ? (
        <MenuItem onClick={() => onAsk("schedule")}>
          {draft?.publishAt ? "Change the time…" : "Publish later…"}
        </MenuItem>
      ) : null}
      {isManager && draft?.publishAt ? (
        <MenuItem onClick={onUnschedule}>Do not publish by itself</MenuItem>
      ) : null}
      {isManager && hasDraft && !inReview ? <MenuItem onClick={onSubmit}>Submit for review</MenuItem> : null}
      {inReview ? <MenuItem onClick={onWithdraw}>Withdraw from review</MenuItem> : null}
      {isManager && status === "archived" ? <MenuItem onClick={onUnarchive}>Bring back</MenuItem> : null}
      {hasDraft || (isManager && status === "published") ? <MenuSeparator /> : null}
      {hasDraft ? (
        <MenuItem danger onClick={() => onAsk("discard")}>
          {status === "draft" ? "Discard article…" : "Discard changes…"}
        </MenuItem>
      ) : null}
      {isManager && status === "published" ? (
        <MenuItem danger onClick={() => onAsk("archive")}>
          Archive…
        </MenuItem>
      ) : null}
    </Menu>
  );
}
