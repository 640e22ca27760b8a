"use client";
/** One import: how far it is, what came of it, and what can be done next. */
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { useHydrated } from "@/app/_client/use-hydrated";
import { paths } from "@/components/shell/nav";
import { PageHeader } from "@/components/shell/page-header";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { ProgressBar } from "@/components/ui/progress-bar";
import { RelativeTime } from "@/components/ui/relative-time";
import { useToast } from "@/components/ui/toast";
import { type ImportView, isOver, type RepeatImportInput } from "@/lib/imports/schema";
import { keys } from "../_shared/live-refresh";
import { importHref } from "./import-form";
import { ItemList } from "./item-list";
import { type ItemFilter, type ItemPage, useImport } from "./use-import";
import { kindWords, progressWords, resultWords, shareOf, stateWords } from "./words";

export function ImportScreen({
  initial,
  items,
  filter,
  mayImport,
}: {
  initial: ImportView;
  items: ItemPage;
  filter: ItemFilter;
  mayImport: boolean;
}) {
  const hydrated = useHydrated();
  const { data: view } = useImport(initial);
  const over = isOver(view.state);
  return (
    <div aria-busy={!hydrated} className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        dense
        title={view.name}
        meta={view.options.dryRun ? <Badge tone="outline">Dry run</Badge> : null}
        actions={mayImport ? <Actions view={view} /> : null}
      />
      <div className="flex min-h-0 flex-1 flex-col overflow-auto">
        <section aria-label="Progress" className="flex flex-col gap-2 border-line border-b px-4 py-3">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span role="status" className="font-medium">
              {over ? stateWords(view) : progressWords(view)}
            </span>
            <span className="text-text-muted">{resultWords(view)}</span>
          </p>
          {over ? null : <ProgressBar label={stateWords(view)} {...shareOf(view)} className="max-w-xl" />}
          {view.note ? (
            <p className={view.state === "failed" ? "text-danger" : "text-text-muted"}>{view.note}</p>
          ) : null}
          <p className="flex flex-wrap gap-x-3 text-sm text-text-muted">
            <span>{kindWords[view.kind]}</span>
            <span>{view.options.publish ? "Published at once" : "As drafts"}</span>
            <span>
              {view.byShell ? "From a shell" : (view.createdBy ?? "Somebody who has left")},{" "}
              <RelativeTime iso={view.createdAt} />
            </span>
            <TextLink href={`${paths.staff.knowledge}/import`}>All imports</TextLink>
          </p>
        </section>
        <ItemList view={view} initial={items} wasOver={isOver(initial.state)} filter={filter} />
      </div>
    </div>
  );
}

function Actions({ view }: { view: ImportView }) {
  const router = useRouter();
  const queries = useQueryClient();
  const toast = useToast();
  const [pending, setPending] = useState<"cancel" | "real" | "again" | null>(null);
  const [asking, setAsking] = useState(false);
  const act = async (what: "cancel" | "real" | "again", work: () => Promise<void>) => {
    setPending(what);
    try {
      await work();
    } catch (error) {
      toast.show({ title: messageOf(error), tone: "danger" });
    } finally {
      setPending(null);
      void queries.invalidateQueries({ queryKey: keys.imports });
    }
  };
  const path = `/api/v1/knowledge/imports/${view.id}`;
  const repeat = async (body: RepeatImportInput) => {
    const { id } = await api<{ id: string }>(`${path}/repeat`, { method: "POST", body });
    router.push(importHref(id));
  };
  if (!isOver(view.state))
    return (
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        trigger={<Button loading={pending === "cancel"}>Cancel import</Button>}
        action="Cancel import"
        name={view.name}
        consequence="It ends after the article that is being worked on. What is done stays done."
        cancelLabel="Go on importing"
        pending={pending === "cancel"}
        onConfirm={() =>
          void act("cancel", async () => {
            await api(`${path}/cancel`, { method: "POST" });
            setAsking(false);
          })
        }
      />
    );
  if (!view.repeatable) return null;
  const worthIt = view.state === "done" && view.counts.created + view.counts.updated + view.counts.kept > 0;
  return (
    <>
      <Button
        loading={pending === "again"}
        disabled={pending === "real"}
        onClick={() => void act("again", () => repeat({}))}
      >
        {view.options.dryRun ? "Try again" : "Import again"}
      </Button>
      {view.options.dryRun ? (
        <Button
          variant="primary"
          disabled={!worthIt || pending === "again"}
          loading={pending === "real"}
          onClick={() => void act("real", () => repeat({ dryRun: false }))}
        >
          {view.options.publish ? "Import and publish" : "Import as drafts"}
        </Button>
      ) : null}
    </>
  );
}
