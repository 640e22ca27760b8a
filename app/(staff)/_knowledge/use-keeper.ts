"use client";
/** The keeper of one article's draft in React: what it saves through, what the tab keeps, and who asks before leaving. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { api } from "@/app/_client/api";
import { readDraft, writeDraft } from "@/app/_client/browser-store";
import { MAX } from "@/lib/core/text";
import type { SavedDraftView, StaffArticleDetailView } from "@/lib/knowledge/editing-schema";
import { MAX_ARTICLE, MAX_SUMMARY } from "@/lib/knowledge/schema";
import { keys } from "../_shared/live-refresh";
import { useMe } from "../_shared/me";
import { articlePath } from "./addresses";
import { DraftKeeper, type LocalCopy, type OnServer } from "./draft-keeper";
import { fieldNames, fieldsOf, isSameText } from "./fields";

export const limits = { title: MAX.subject, slug: 120, summary: MAX_SUMMARY, body: MAX_ARTICLE };

/** The working copy; where there is none, the live text as the beginning of one. */
export function onServer(article: StaffArticleDetailView): OnServer {
  const { draft } = article;
  if (draft)
    return {
      fields: fieldsOf(draft),
      revision: draft.revision,
      editedAt: draft.editedAt,
      editedBy: draft.editedBy,
    };
  return { fields: fieldsOf(article), revision: 0, editedAt: null, editedBy: null };
}

const copyName = (articleId: string) => `article:${articleId}`;

export function useKeeper(article: StaffArticleDetailView) {
  const me = useMe();
  const queries = useQueryClient();
  const path = articlePath(article.id);
  const key = keys.article(article.id);
  const [keeper] = useState(
    () =>
      new DraftKeeper(onServer(article), {
        save: async (revision, changes) => {
          const known = queries.getQueryData<StaffArticleDetailView>(key);
          const saved = await api<SavedDraftView>(`${path}/draft`, {
            method: "PATCH",
            body: { revision, ...(revision === 0 ? { baseVersion: known?.version ?? 0 } : {}), ...changes },
          });
          // What was asked for before this save knows nothing of it.
          await queries.cancelQueries({ queryKey: key });
          void queries.invalidateQueries({ queryKey: key });
          return saved;
        },
        read: async () => {
          const now = await api<StaffArticleDetailView>(path);
          queries.setQueryData(key, now);
          return onServer(now);
        },
        keep: (copy) => writeDraft(me.id, copyName(article.id), copy === null ? "" : JSON.stringify(copy)),
        limits,
      }),
  );
  const snapshot = useSyncExternalStore(keeper.subscribe, keeper.snapshot, keeper.snapshot);

  // What colleagues save is taken over while nothing here is unsaved.
  const meet = useEffectEvent(() => keeper.meet(onServer(article)));
  const { draft, version } = article;
  // biome-ignore lint/correctness/useExhaustiveDependencies: these say that the article was read anew
  useEffect(() => void meet(), [draft?.revision, version]);

  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (!keeper.isUnsaved) return;
      void keeper.saveNow();
      event.preventDefault();
    };
    const again = () => {
      if (keeper.snapshot().phase === "failed") void keeper.saveNow();
    };
    window.addEventListener("beforeunload", leave);
    window.addEventListener("online", again);
    return () => {
      window.removeEventListener("beforeunload", leave);
      window.removeEventListener("online", again);
      void keeper.saveNow();
      keeper.stop();
    };
  }, [keeper]);
  return { keeper, snapshot };
}

/** Text that this tab kept because it could not be saved, and that the server still does not have. */
export function useLeftCopy(articleId: string, server: OnServer) {
  const me = useMe();
  const [copy, setCopy] = useState<LocalCopy | null>(null);
  const find = useEffectEvent(() => {
    const kept = readCopy(readDraft(me.id, copyName(articleId)));
    if (kept && !isSameText(kept.fields, server.fields)) setCopy(kept);
    else if (kept) writeDraft(me.id, copyName(articleId), "");
  });
  useEffect(() => find(), []);
  const forget = () => {
    writeDraft(me.id, copyName(articleId), "");
    setCopy(null);
  };
  return { copy, forget, settle: () => setCopy(null) };
}

function readCopy(text: string): LocalCopy | null {
  try {
    const { fields, base, at } = JSON.parse(text) as Partial<LocalCopy>;
    const whole = (value: unknown): boolean =>
      typeof value === "object" &&
      value !== null &&
      fieldNames.every((name) => typeof (value as Record<string, unknown>)[name] === "string");
    return fields && base && typeof at === "string" && whole(fields) && whole(base)
      ? { fields, base, at }
      : null;
  } catch {
    return null;
  }
}
