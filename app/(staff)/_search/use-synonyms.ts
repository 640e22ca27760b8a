"use client";
/** The lines of one language, and what can be done with them. Everything is saved at once; deleting can be undone. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { useToast } from "@/components/ui/toast";
import type { SynonymLine, SynonymList } from "@/lib/synonyms/schema";
import { keys } from "../_shared/live-refresh";

const path = "/api/v1/knowledge/synonyms";

export function useSynonyms(language: string, initial: SynonymList) {
  const queries = useQueryClient();
  const toast = useToast();
  const queryKey = [...keys.search, "synonyms", language];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api<SynonymList>(`${path}?${new URLSearchParams({ language })}`, { signal }),
    initialData: initial.language === language ? initial : undefined,
    staleTime: 30_000,
  });
  // What was tried is tried again with what has changed.
  const reread = () => queries.invalidateQueries({ queryKey: keys.search });
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (caught) {
      toast.show({ title: messageOf(caught), description: "Nothing was changed.", tone: "danger" });
      return false;
    } finally {
      void reread();
    }
  };

  return {
    ...query,
    /** Null when it was saved, else why not. */
    save: async (line: string, id: string | null): Promise<string | null> => {
      try {
        await (id === null
          ? api(path, { method: "POST", body: { language, line } })
          : api(`${path}/${id}`, { method: "PATCH", body: { line } }));
        return null;
      } catch (caught) {
        return (caught instanceof ApiProblem && caught.fields.line) || messageOf(caught);
      } finally {
        void reread();
      }
    },
    turn: (item: SynonymLine, enabled: boolean) =>
      attempt(() =>
        item.builtIn
          ? api(`${path}/built-in`, { method: "PUT", body: { language, line: item.line, enabled } })
          : api(`${path}/${item.id}`, { method: "PATCH", body: { enabled } }),
      ),
    remove: async ({ id, line, enabled }: SynonymLine) => {
      if (!(await attempt(() => api(`${path}/${id}`, { method: "DELETE" })))) return;
      toast.show({
        title: `“${line}” was deleted`,
        action: {
          label: "Undo",
          onClick: () => void attempt(() => api(path, { method: "POST", body: { language, line, enabled } })),
        },
      });
    },
  };
}
