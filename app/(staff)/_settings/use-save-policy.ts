"use client";
/** Saves what one tool may do, or puts it back to its default; the toast takes either back. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { useToast } from "@/components/ui/toast";
import type { ToolPolicy } from "@/lib/approvals/defaults";
import type { ToolSettingView } from "@/lib/approvals/policy-schema";
import { keys } from "../_shared/live-refresh";
import { policyText } from "./policy-words";

/** `null`: the default. */
type Wanted = ToolPolicy | null;

export function useSavePolicy({ tool, title, changed, policy, approveAboveCents }: ToolSettingView) {
  const [pending, setPending] = useState(false);
  const queries = useQueryClient();
  const toast = useToast();
  const path = `/api/v1/tools/${encodeURIComponent(tool)}/policy`;

  const write = async (wanted: Wanted, after: (saved: ToolSettingView) => void): Promise<boolean> => {
    setPending(true);
    try {
      const saved = await api<ToolSettingView>(
        path,
        wanted
          ? {
              method: "PUT",
              body: { policy: wanted.policy, approveAboveCents: wanted.approveAboveCents },
            }
          : { method: "DELETE" },
      );
      queries.setQueryData<ToolSettingView[]>(keys.tools, (list) =>
        list?.map((each) => (each.tool === saved.tool ? saved : each)),
      );
      after(saved);
      return true;
    } catch (error) {
      toast.show({ title: messageOf(error), description: "Nothing was changed.", tone: "danger" });
      void queries.invalidateQueries({ queryKey: keys.tools });
      return false;
    } finally {
      setPending(false);
    }
  };
  const before: Wanted = changed ? { policy, approveAboveCents } : null;
  const save = (wanted: Wanted): Promise<boolean> =>
    write(wanted, (saved) =>
      toast.show({
        title: `${title}: ${policyText(saved)}`,
        description: wanted ? undefined : "Back to the default.",
        action: {
          label: "Undo",
          onClick: () =>
            void write(before, (undone) =>
              toast.show({ title: `${title}: ${policyText(undone)}`, description: "As it was before." }),
            ),
        },
      }),
    );
  return { save, pending };
}
