"use client";
/** Articles by how often they are cited, or by how often a person was needed after. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Quote } from "lucide-react";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { TextLink } from "@/components/ui/link";
import { Select } from "@/components/ui/select";
import { Cell, HeadCell, Row, Table, TableScroll } from "@/components/ui/table";
import type { UsageDays, UsageFilter, UsageRow } from "@/lib/knowledge/usage-schema";
import { editHref } from "../_gaps/places";
import { keys } from "../_shared/live-refresh";

const orders = [
  { value: "cited", label: "Most cited" },
  { value: "toPerson", label: "Cited and then handed over" },
] as const;
const spans = [
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
  { value: "90", label: "Last 90 days" },
] as const;

export function UsageTable({ initial }: { initial: UsageRow[] }) {
  const [{ days, order }, setFilter] = useState<UsageFilter>({ days: 30, order: "cited" });
  const isFirst = days === 30 && order === "cited";
  const { data, isError, error, isFetching, refetch } = useQuery({
    queryKey: [...keys.usage, days, order],
    queryFn: async ({ signal }) =>
      (await api<{ items: UsageRow[] }>("/api/v1/knowledge/usage", { query: { days, order }, signal })).items,
    ...(isFirst ? { initialData: initial } : {}),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const rows = data ?? [];
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Select
          size="sm"
          aria-label="Order"
          className="w-60!"
          items={orders}
          value={order}
          onValueChange={(next) => setFilter({ days, order: next })}
        />
        <Select
          size="sm"
          aria-label="Time"
          className="w-40!"
          items={spans}
          value={String(days) as `${UsageDays}`}
          onValueChange={(next) => setFilter({ days: Number(next) as UsageDays, order })}
        />
      </div>
      {isError && rows.length === 0 ? (
        <ErrorState
          title="The citations could not be loaded"
          onRetry={() => void refetch()}
          retrying={isFetching}
        >
          {messageOf(error)}
        </ErrorState>
      ) : rows.length === 0 ? (
        <EmptyState icon={<Quote />} title="Nothing was cited">
          {order === "cited"
            ? "Each article that an answer of the assistant cites appears here, with what became of the conversation."
            : "No conversation went to a person after an article was cited in it."}
        </EmptyState>
      ) : (
        <TableScroll label="Citations">
          <Table aria-label="Articles by citations">
            <thead>
              <tr>
                <HeadCell>Article</HeadCell>
                <HeadCell numeric>Cited</HeadCell>
                <HeadCell numeric>Conversations</HeadCell>
                <HeadCell numeric>Confirmed</HeadCell>
                <HeadCell numeric>Assumed</HeadCell>
                <HeadCell numeric>Open</HeadCell>
                <HeadCell numeric>To a person</HeadCell>
                <HeadCell numeric>Helpful</HeadCell>
                <HeadCell numeric>Not helpful</HeadCell>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.article.id}>
                  <Cell className="max-sm:max-w-44">
                    <TextLink href={editHref(row.article.id)}>{row.article.title}</TextLink>
                  </Cell>
                  <Cell numeric>{row.cited}</Cell>
                  <Cell numeric>{row.conversations}</Cell>
                  <Cell numeric>{row.confirmed}</Cell>
                  <Cell numeric>{row.assumed}</Cell>
                  <Cell numeric>{row.open}</Cell>
                  <Cell numeric>{row.toPerson}</Cell>
                  <Cell numeric>{row.helpful}</Cell>
                  <Cell numeric>{row.notHelpful}</Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        </TableScroll>
      )}
      <p className="max-w-prose text-sm text-text-muted">
        Cited counts answers, the other columns conversations; a conversation counts once however often it was
        cited in it. Confirmed: the customer said that it is resolved. Assumed: a colleague or time did.
      </p>
    </div>
  );
}
