"use client";
/** The files of one article: stored with their progress, listed, removed. The editor and the panel share it. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { formatBytes } from "@/components/format";
import type { StoredFile } from "@/components/knowledge/markdown-editor";
import type { ArticleFileView } from "@/lib/knowledge/editing-schema";
import { MAX_FILE_BYTES } from "@/lib/knowledge/file-schema";
import { keys } from "../_shared/live-refresh";
import { useMe } from "../_shared/me";
import { articlePath } from "./addresses";
import { upload } from "./upload";

export const toStored = ({ name, href, type }: ArticleFileView): StoredFile => ({
  name,
  href,
  isImage: type.startsWith("image/"),
});

export type Sending = { id: number; name: string; share: number; error: string | null; file: File };

export function useFiles(articleId: string) {
  const me = useMe();
  const queries = useQueryClient();
  const [sending, setSending] = useState<Sending[]>([]);
  const reread = () => void queries.invalidateQueries({ queryKey: keys.article(articleId) });

  /** For the editor, which shows the progress itself. */
  const store = async (file: File, onProgress: (share: number) => void): Promise<StoredFile> => {
    if (file.size > MAX_FILE_BYTES)
      throw new ApiProblem(
        "invalid",
        `It has ${formatBytes(file.size)}; at most ${formatBytes(MAX_FILE_BYTES)} can be kept.`,
      );
    const stored = await upload<ArticleFileView>(`${articlePath(articleId)}/files`, file, me.id, onProgress);
    reread();
    return toStored(stored);
  };

  const change = (id: number, part: Partial<Sending>) =>
    setSending((all) => all.map((each) => (each.id === id ? { ...each, ...part } : each)));
  const dismiss = (id: number) => setSending((all) => all.filter((each) => each.id !== id));
  const add = async (file: File) => {
    const id = Date.now() + Math.random();
    setSending((all) => [...all, { id, name: file.name, share: 0, error: null, file }]);
    try {
      await store(file, (share) => change(id, { share }));
      dismiss(id);
    } catch (error) {
      change(id, { error: messageOf(error) });
    }
  };
  const again = (one: Sending) => {
    dismiss(one.id);
    void add(one.file);
  };
  const remove = async (fileId: string): Promise<void> => {
    await api(`/api/v1/files/${fileId}`, { method: "DELETE" });
    reread();
  };
  return { store, sending, add: (file: File) => void add(file), again, dismiss, remove };
}
export type Files = ReturnType<typeof useFiles>;
