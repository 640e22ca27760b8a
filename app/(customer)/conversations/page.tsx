/** The customer's conversations, the newest activity first. The address holds where in the list one is. */
import { MessagesSquare } from "lucide-react";
import type { Metadata } from "next";
import { toOwner } from "@/app/_client/present";
import { OwnerMark } from "@/components/conversation/owner-mark";
import { plural } from "@/components/format";
import { Column } from "@/components/shell/customer-shell";
import { paths } from "@/components/shell/nav";
import { PageHeader } from "@/components/shell/page-header";
import { Badge, CountBadge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { CursorBar } from "@/components/ui/pagination";
import { RelativeTime } from "@/components/ui/relative-time";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { listConversations } from "@/lib/conversations/queries";
import { type ConversationView, conversationView } from "@/lib/conversations/schema";
import { customerViewer, orNull } from "../_shared/customer-viewer";
import { LiveRefresh } from "../_shared/live-refresh";
import { Row, RowList } from "../_shared/row-list";

export const metadata: Metadata = { title: "My conversations" };

const PAGE = 25;
type Search = Promise<{ cursor?: string | string[] }>;

export default async function ConversationsPage({ searchParams }: { searchParams: Search }) {
  const given = (await searchParams).cursor;
  const cursor = typeof given === "string" ? given : undefined;
  const viewer = await customerViewer(paths.conversations);
  const list = (limit: { cursor?: string }) =>
    listConversations(viewer, { view: "all" }, { ...limit, limit: PAGE });
  // A mistyped cursor is no reason for an error: the list starts at its beginning.
  const page = (cursor ? await orNull(list({ cursor })) : null) ?? (await list({}));
  const items = page.items.map((item) => conversationView.parse(item));
  return (
    <Column>
      <LiveRefresh kinds={["conversation", "message"]} />
      <PageHeader
        title="My conversations"
        actions={
          <ButtonLink href={paths.chat} variant="primary">
            New conversation
          </ButtonLink>
        }
      />
      {items.length === 0 ? (
        <EmptyState
          icon={<MessagesSquare />}
          title="No conversations yet"
          action={<ButtonLink href={paths.chat}>Ask a question</ButtonLink>}
        >
          What you ask, and every answer to it, will be kept here.
        </EmptyState>
      ) : (
        <RowList label="My conversations">
          {items.map((item) => (
            <ConversationRow key={item.id} item={item} />
          ))}
        </RowList>
      )}
      {cursor || page.nextCursor ? (
        <CursorBar
          summary={plural(items.length, "conversation")}
          previousHref={cursor ? paths.conversations : null}
          nextHref={
            page.nextCursor
              ? `${paths.conversations}?${new URLSearchParams({ cursor: page.nextCursor })}`
              : null
          }
        />
      ) : null}
    </Column>
  );
}

const speaker: Record<NonNullable<ConversationView["lastAuthor"]>, string> = {
  customer: "You: ",
  assistant: "Assistant: ",
  staff: "",
  system: "",
};

function ConversationRow({ item }: { item: ConversationView }) {
  // A number given to the start, or to the customer's own message, is not news.
  const unread = item.lastAuthor === null || item.lastAuthor === "customer" ? 0 : item.unread;
  return (
    <Row
      href={`${paths.chat}/${item.id}`}
      mark={<OwnerMark owner={toOwner(item.owner)} />}
      title={item.subject ?? "Nothing written yet"}
      strong={unread > 0}
      detail={excerptOf(item)}
      end={
        <>
          <RelativeTime iso={item.lastMessageAt} />
          {unread > 0 ? (
            <span>
              <CountBadge count={unread} tone="accent" />
              <VisuallyHidden> unread</VisuallyHidden>
            </span>
          ) : item.status === "resolved" ? (
            <Badge tone="outline">Resolved</Badge>
          ) : null}
        </>
      }
    />
  );
}

function excerptOf({ lastExcerpt, lastAuthor }: ConversationView): string {
  if (!lastExcerpt) return "Started, but nothing was sent.";
  return `${lastAuthor ? speaker[lastAuthor] : ""}${lastExcerpt}`;
}
