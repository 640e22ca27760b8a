"use client";
/** Every tool of the assistant: used at once, after a person's approval, or never. Each row is saved by itself. */
import { useQuery } from "@tanstack/react-query";
import { Wrench } from "lucide-react";
import { api, messageOf } from "@/app/_client/api";
import { useHydrated } from "@/app/_client/use-hydrated";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { HeadCell, Table, TableScroll } from "@/components/ui/table";
import type { ToolSettingView } from "@/lib/approvals/policy-schema";
import { keys } from "../_shared/live-refresh";
import { ToolRow } from "./tool-row";

export function ToolsScreen({ initial }: { initial: ToolSettingView[] }) {
  const hydrated = useHydrated();
  const { data, isError, error, isFetching, refetch } = useQuery({
    queryKey: keys.tools,
    queryFn: async ({ signal }) =>
      (await api<{ items: ToolSettingView[] }>("/api/v1/tools", { signal })).items,
    initialData: initial,
    staleTime: 30_000,
  });
  return (
    <div aria-busy={!hydrated} className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        dense
        title="What the assistant may do"
        description="A change counts for the next call, in every conversation. Requests that wait for approval already go on waiting."
      />
      {data.length === 0 && isError ? (
        <ErrorState
          title="The tools could not be loaded"
          onRetry={() => void refetch()}
          retrying={isFetching}
        >
          {messageOf(error)}
        </ErrorState>
      ) : data.length === 0 ? (
        <EmptyState icon={<Wrench />} title="No tools">
          What the assistant can do besides answering appears here.
        </EmptyState>
      ) : (
        <TableScroll label="Tools" className="flex-1">
          <Table aria-label="Tools of the assistant" className="max-w-6xl sm:table-fixed">
            <thead className="max-sm:sr-only">
              <tr>
                <HeadCell className="pl-4">Tool</HeadCell>
                <HeadCell className="w-96">The assistant may use it</HeadCell>
                <HeadCell className="w-56 pr-4">Last change</HeadCell>
              </tr>
            </thead>
            <tbody>
              {data.map((tool) => (
                <ToolRow key={tool.tool} tool={tool} />
              ))}
            </tbody>
          </Table>
        </TableScroll>
      )}
    </div>
  );
}
