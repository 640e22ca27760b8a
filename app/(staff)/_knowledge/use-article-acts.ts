"use client";
/** Everything that may become of an article besides being written: each act saves the text first, then says what came of it. */
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { useToast } from "@/components/ui/toast";
import type { StaffArticleDetailView } from "@/lib/knowledge/editing-schema";
import { keys } from "../_shared/live-refresh";
import { articlePath } from "./addresses";
import type { DraftKeeper } from "./draft-keeper";
import { onServer } from "./use-keeper";

/** Where each act is asked for, below the article's address. */
const acts = {
  publish: ["POST", "publish"],
  submit: ["POST", "submit"],
  withdraw: ["POST", "withdraw"],
  schedule: ["PUT", "schedule"],
  unschedule: ["DELETE", "schedule"],
  archive: ["POST", "archive"],
  unarchive: ["POST", "unarchive"],
  reviewed: ["POST", "review"],
  language: ["PUT", "language"],
} as const;
export type Act = keyof typeof acts;

type Options = {
  body?: Record<string, unknown>;
  /** The act is about the draft as it is now: its revision goes along. */
  ofDraft?: boolean;
  said: string;
};

export function useArticleActs(article: StaffArticleDetailView, keeper: DraftKeeper) {
  const queries = useQueryClient();
  const toast = useToast();
  const router = useRouter();
  const [pending, setPending] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const path = articlePath(article.id);

  /** The article as it is now, for this screen and for every list. */
  const reread = async () => {
    const now = await api<StaffArticleDetailView>(path);
    queries.setQueryData(keys.article(article.id), now);
    void queries.invalidateQueries({ queryKey: keys.articles });
    return now;
  };

  const run = async (name: string, work: () => Promise<unknown>, said: string): Promise<boolean> => {
    if (pending) return false;
    setPending(name);
    setProblem(null);
    try {
      await work();
      toast.show({ title: said });
      return true;
    } catch (error) {
      setProblem(messageOf(error));
      return false;
    } finally {
      setPending(null);
    }
  };

  /** Answers whether it was done; `problem` says why not. */
  const act = (name: Act, { body = {}, ofDraft = false, said }: Options): Promise<boolean> =>
    run(
      name,
      async () => {
        if (ofDraft && !(await keeper.saveNow()))
          throw new ApiProblem(
            "invalid",
            "The text is not saved yet. Mend what stands beside it, then try again.",
          );
        const revision = ofDraft ? { revision: keeper.snapshot().revision } : {};
        const [method, below] = acts[name];
        await api(`${path}/${below}`, { method, body: { ...revision, ...body } });
        const now = onServer(await reread());
        // What has nothing to do with the draft takes nothing away that is not saved yet.
        if (ofDraft) keeper.adopt(now);
        else keeper.meet(now);
      },
      said,
    );

  const discard = (onGone: string): Promise<boolean> =>
    run(
      "discard",
      async () => {
        const { revision } = keeper.snapshot();
        await api(`${path}/draft`, { method: "DELETE", body: { revision } });
        if (article.status === "draft") {
          keeper.adopt({ ...onServer(article), fields: keeper.snapshot().base });
          void queries.invalidateQueries({ queryKey: keys.articles });
          router.push(onGone);
        } else keeper.adopt(onServer(await reread()));
      },
      article.status === "draft" ? "The article was discarded" : "The changes were discarded",
    );

  /** Owner and review date: for all versions at once, no draft involved. */
  const change = (patch: Record<string, unknown>, said: string): Promise<boolean> =>
    run(
      "change",
      async () => {
        await api(path, { method: "PATCH", body: patch });
        await reread();
      },
      said,
    );

  return { act, discard, change, reread, pending, problem, clear: () => setProblem(null) };
}
export type Acts = ReturnType<typeof useArticleActs>;
