"use client";
/** One ticket at work: subject and description, the comments, and at the side everything that can be changed. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ChevronLeft, MessagesSquare } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { api, messageOf } from "@/app/_client/api";
import { paths } from "@/components/shell/nav";
import { Avatar } from "@/components/ui/avatar";
import { Button, ButtonLink, buttonClass } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TicketCommentView, TicketDetail } from "@/lib/tickets/schema";
import { keys } from "../_shared/live-refresh";
import { CommentForm } from "./comment-form";
import { CommentItem } from "./comment-item";
import { AssigneeMenu, CategoryMenu, PriorityMenu, StatusMenu } from "./edit-menus";
import { readView, toHref } from "./filters";
import { TagEditor } from "./tag-editor";

export type CommentPage = { items: TicketCommentView[]; nextCursor: string | null };

export const commentKey = (ticketId: string) => [...keys.ticket(ticketId), "comments"];

const openedBy = {
  customer: "the customer",
  assistant: "the assistant",
  staff: "the team",
  system: "the system",
} as const;

export function TicketScreen({
  initial,
  initialComments,
}: {
  initial: TicketDetail;
  initialComments: CommentPage;
}) {
  const path = `/api/v1/tickets/${initial.id}`;
  const { data: ticket } = useQuery({
    queryKey: keys.ticket(initial.id),
    queryFn: ({ signal }) => api<TicketDetail>(path, { signal }),
    initialData: initial,
    staleTime: 30_000,
  });
  const comments = useInfiniteQuery({
    queryKey: commentKey(initial.id),
    queryFn: ({ pageParam, signal }) =>
      api<CommentPage>(`${path}/comments`, { query: { limit: 100, cursor: pageParam || null }, signal }),
    initialPageParam: "",
    initialData: { pages: [initialComments], pageParams: [""] },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    staleTime: 30_000,
  });
  const back = toHref(paths.staff.tickets, readView(Object.fromEntries(useSearchParams())));
  const said = comments.data.pages.flatMap((page) => page.items);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex min-h-12 shrink-0 items-center gap-2 border-line border-b px-4 py-1">
        <Link href={back} aria-label="Back to the list" className={buttonClass("quiet", "sm", true)}>
          <ChevronLeft aria-hidden="true" className="size-5" />
        </Link>
        <h1 className="flex min-w-0 flex-1 items-baseline gap-2">
          <span className="text-base text-text-muted tabular-nums">#{ticket.number}</span>
          <span className="truncate font-semibold text-md">{ticket.subject}</span>
        </h1>
        <ButtonLink
          size="sm"
          href={`${paths.staff.inbox}/${ticket.conversationId}?view=all`}
          icon={<MessagesSquare aria-hidden="true" className="size-4" />}
        >
          <span className="max-sm:sr-only">Open the conversation</span>
        </ButtonLink>
      </header>
      <div className="flex min-h-0 flex-1 max-lg:flex-col max-lg:overflow-y-auto">
        <div className="flex min-w-0 flex-1 flex-col lg:min-h-0 lg:overflow-y-auto">
          <div className="mx-auto flex w-full max-w-180 flex-col gap-6 p-4 lg:py-6">
            <section aria-label="Description">
              <p className="whitespace-pre-wrap text-base [overflow-wrap:anywhere]">{ticket.description}</p>
            </section>
            <section aria-label="Comments" className="flex flex-col gap-4 border-line border-t pt-4">
              <h2 className="font-semibold">Comments</h2>
              {comments.isError && said.length === 0 ? (
                <ErrorState title="The comments could not be loaded" onRetry={() => void comments.refetch()}>
                  {messageOf(comments.error)}
                </ErrorState>
              ) : said.length === 0 ? (
                <p className="text-text-muted">
                  Nothing was said about it yet. What you write for everyone reaches the customer; a note
                  stays with the team.
                </p>
              ) : (
                <ol className="flex flex-col gap-4">
                  {said.map((comment) => (
                    <CommentItem key={comment.id} comment={comment} />
                  ))}
                </ol>
              )}
              {comments.hasNextPage ? (
                <Button
                  size="sm"
                  loading={comments.isFetchingNextPage}
                  onClick={() => void comments.fetchNextPage()}
                >
                  Load more
                </Button>
              ) : null}
              <CommentForm ticket={ticket} />
            </section>
          </div>
        </div>
        <aside
          aria-label="Details"
          className="w-80 shrink-0 border-line border-l max-lg:order-first max-lg:w-full max-lg:border-b max-lg:border-l-0"
        >
          <dl className="grid grid-cols-[5.5rem_1fr] items-center gap-x-3 gap-y-1 p-4">
            <Detail term="Status">
              <StatusMenu ticket={ticket} />
            </Detail>
            <Detail term="Priority">
              <PriorityMenu ticket={ticket} />
            </Detail>
            <Detail term="Category">
              <CategoryMenu ticket={ticket} />
            </Detail>
            <Detail term="Assignee">
              <AssigneeMenu ticket={ticket}>
                {ticket.assignee ? <Avatar name={ticket.assignee.name} size="sm" /> : null}
                <span className="truncate">{ticket.assignee?.name ?? "Nobody"}</span>
              </AssigneeMenu>
            </Detail>
            <Detail term="Tags">
              <TagEditor ticket={ticket} />
            </Detail>
            <Detail term="Customer">
              <Link
                href={`${paths.staff.tickets}?customerId=${ticket.customer.id}`}
                title={`All tickets of ${ticket.customer.name}`}
                className="truncate rounded-sm px-1.5 hover:text-accent hover:underline"
              >
                {ticket.customer.name}
              </Link>
            </Detail>
            <Detail term="Opened">
              <span className="px-1.5">
                <RelativeTime iso={ticket.createdAt} /> by {openedBy[ticket.openedBy]}
              </span>
            </Detail>
            <Detail term="Updated">
              <RelativeTime iso={ticket.updatedAt} className="px-1.5" />
            </Detail>
            {ticket.closedAt ? (
              <Detail term="Closed">
                <RelativeTime iso={ticket.closedAt} className="px-1.5" />
              </Detail>
            ) : null}
          </dl>
        </aside>
      </div>
    </div>
  );
}

function Detail({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-muted">{term}</dt>
      <dd className="flex min-h-7 min-w-0 items-center">{children}</dd>
    </>
  );
}
