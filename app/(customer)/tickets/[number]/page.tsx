/** One ticket: what it is about, where it stands, what was said about it. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache, type ReactNode } from "react";
import { Markdown } from "@/components/markdown";
import { Column } from "@/components/shell/customer-shell";
import { paths } from "@/components/shell/nav";
import { PageHeader } from "@/components/shell/page-header";
import { Avatar } from "@/components/ui/avatar";
import { TextLink } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import type { CustomerViewer } from "@/lib/auth/viewer";
import { getTicketByNumber, listTicketComments } from "@/lib/tickets/queries";
import {
  type Category,
  categoryLabel,
  priorityLabel,
  type TicketCommentView,
  type TicketDetail,
  ticketCommentView,
  ticketDetail,
  ticketNumberOf,
} from "@/lib/tickets/schema";
import { customerViewer, orNull } from "../../_shared/customer-viewer";
import { LiveRefresh } from "../../_shared/live-refresh";
import { TicketStatusBadge } from "../../_shared/ticket-status";
import { TicketActs } from "./ticket-acts";

type Props = { params: Promise<{ number: string }> };
const COMMENTS = 100;

const findTicket = cache(async (viewer: CustomerViewer, given: string): Promise<TicketDetail | null> => {
  const number = ticketNumberOf(given);
  const found = number === null ? null : await orNull(getTicketByNumber(viewer, number));
  return found && ticketDetail.parse(found);
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number } = await params;
  const ticket = await findTicket(await customerViewer(`${paths.tickets}/${number}`), number);
  return { title: ticket ? `#${ticket.number} ${ticket.subject}` : "Ticket" };
}

export default async function TicketPage({ params }: Props) {
  const { number } = await params;
  const viewer = await customerViewer(`${paths.tickets}/${number}`);
  const ticket = await findTicket(viewer, number);
  if (!ticket) notFound();
  const comments = await readComments(viewer, ticket.id);
  return (
    <Column>
      <LiveRefresh kinds={["ticket"]} />
      <div className="flex flex-col gap-2">
        <TextLink href={paths.tickets} className="self-start text-sm">
          My tickets
        </TextLink>
        <PageHeader
          title={<span className="whitespace-normal [overflow-wrap:anywhere]">{ticket.subject}</span>}
          meta={<TicketStatusBadge status={ticket.status} />}
        />
      </div>
      <Facts ticket={ticket} />
      <section aria-label="Description" className="rounded border border-line bg-surface p-4">
        <Markdown text={ticket.description} breaks />
      </section>
      <section aria-label="Comments" className="flex flex-col gap-4">
        <h2 className="font-semibold text-md">Comments</h2>
        {comments.length === 0 ? (
          <p className="text-base text-text-muted">
            No comments yet. What you add here reaches the people who work on it.
          </p>
        ) : (
          <ol className="flex flex-col gap-4">
            {comments.map((comment) => (
              <Comment key={comment.id} comment={comment} />
            ))}
          </ol>
        )}
      </section>
      <TicketActs
        userId={viewer.userId}
        ticket={{ id: ticket.id, number: ticket.number, status: ticket.status }}
      />
    </Column>
  );
}

/** All of them: a ticket with hundreds of comments is read from its end, which is where one answers. */
async function readComments(viewer: CustomerViewer, ticketId: string): Promise<TicketCommentView[]> {
  const comments: TicketCommentView[] = [];
  let cursor: string | undefined;
  do {
    const page = await listTicketComments(viewer, ticketId, { cursor, limit: COMMENTS });
    comments.push(...page.items.map((item) => ticketCommentView.parse(item)));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && comments.length < COMMENTS * 10);
  return comments;
}

function Facts({ ticket }: { ticket: TicketDetail }) {
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3 text-base">
      <Fact term="Number">
        <span className="tabular-nums">#{ticket.number}</span>
      </Fact>
      <Fact term="About">{categoryLabel[ticket.category as Category] ?? ticket.category}</Fact>
      <Fact term="Priority">{priorityLabel[ticket.priority]}</Fact>
      <Fact term="With">{ticket.assignee?.name ?? "Nobody yet"}</Fact>
      <Fact term="Opened">
        <RelativeTime iso={ticket.createdAt} format="date" />
      </Fact>
      <Fact term="Conversation">
        <TextLink href={`${paths.chat}/${ticket.conversationId}`}>Open the conversation</TextLink>
      </Fact>
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex flex-col">
      <dt className="text-sm text-text-muted">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Comment({ comment }: { comment: TicketCommentView }) {
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-center gap-2 text-sm">
        <Avatar name={comment.author.name} size="sm" />
        <span className="font-medium">{comment.author.isMe ? "You" : comment.author.name}</span>
        <RelativeTime iso={comment.createdAt} className="text-text-muted" />
      </div>
      <div className="pl-7">
        <Markdown text={comment.text} breaks />
      </div>
    </li>
  );
}
