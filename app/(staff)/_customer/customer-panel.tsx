"use client";
/** Who the customer is, at a glance: where and when they are, what they bought, what is open, what was before. */
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { api } from "@/app/_client/api";
import { CopyButton } from "@/components/conversation/copy-button";
import { formatTime, plural } from "@/components/format";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import { RelativeTime, useNow } from "@/components/ui/relative-time";
import { moneyText, type OrderView } from "@/lib/catalogue/schema";
import type { ConversationView } from "@/lib/conversations/schema";
import type { CustomerCardView } from "@/lib/customers/schema";
import { keys } from "../_shared/live-refresh";
import { CustomerTickets } from "./customer-tickets";
import { EarlierConversations } from "./earlier-conversations";
import { KnowledgeSearch } from "./knowledge-search";
import { Nothing, PanelPart } from "./panel-part";
import { Remembered } from "./remembered";
import { useVerified, Verified } from "./verified";

export function CustomerPanel({
  initial,
  conversation,
  onBack,
  onInsert,
}: {
  initial: CustomerCardView;
  conversation: ConversationView;
  onBack: () => void;
  /** Puts a text into the reply. */
  onInsert: (text: string) => void;
}) {
  const { data: customer } = useQuery({
    queryKey: keys.customer(initial.id),
    queryFn: ({ signal }) => api<CustomerCardView>(`/api/v1/customers/${initial.id}`, { signal }),
    initialData: initial,
    staleTime: 60_000,
  });
  return (
    <>
      <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b px-4 xl:hidden">
        <IconButton size="sm" label="Back to the conversation" onClick={onBack}>
          <ChevronLeft aria-hidden="true" className="size-5" />
        </IconButton>
        <span className="font-semibold text-base">{customer.name}</span>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        <div className="mx-auto flex max-w-180 flex-col">
          <Identity customer={customer} conversationId={conversation.id} />
          <PanelPart title="Find an answer">
            <KnowledgeSearch onInsert={onInsert} />
          </PanelPart>
          <CustomerTickets
            customer={customer}
            conversationId={conversation.id}
            subject={conversation.subject}
          />
          <PanelPart title="Orders" count={customer.orders.length}>
            {customer.orders.length === 0 ? (
              <Nothing>No orders yet.</Nothing>
            ) : (
              <ul className="flex flex-col gap-2.5">
                {customer.orders.map((order) => (
                  <Order key={order.id} order={order} />
                ))}
              </ul>
            )}
          </PanelPart>
          <Remembered customerId={customer.id} />
          <EarlierConversations
            customerId={customer.id}
            currentId={conversation.id}
            total={customer.conversations}
          />
        </div>
      </div>
    </>
  );
}

function Identity({ customer, conversationId }: { customer: CustomerCardView; conversationId: string }) {
  const verified = useVerified(conversationId);
  return (
    <section aria-label="Profile" className="flex flex-col gap-3 border-line border-b p-4">
      <div className="flex items-center gap-3">
        <Avatar name={customer.name} size="lg" />
        <div className="flex min-w-0 flex-col">
          <span className="truncate font-semibold text-base">{customer.name}</span>
          <span className="truncate text-text-muted">{customer.organization ?? "No organization"}</span>
        </div>
      </div>
      <dl className="grid grid-cols-[4.5rem_1fr] gap-x-3 gap-y-1.5">
        <Fact term="E-mail">
          <span className="flex min-w-0 items-center gap-1">
            <span className="select-all truncate" title={customer.email}>
              {customer.email}
            </span>
            <span className="-my-1">
              <CopyButton text={customer.email} label="Copy the e-mail address" />
            </span>
          </span>
        </Fact>
        {verified ? (
          <Fact term="Verified">
            <Verified latest={verified} />
          </Fact>
        ) : null}
        {customer.phone ? <Fact term="Phone">{customer.phone}</Fact> : null}
        <Fact term="Plan">
          <Badge tone="outline">{capital(customer.plan)}</Badge>
        </Fact>
        <Fact term="Language">{languageName(customer.language)}</Fact>
        <Fact term="Local time">
          <LocalTime zone={customer.timeZone} />
        </Fact>
        <Fact term="Since">
          <RelativeTime iso={customer.since} format="date" />
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-muted">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function LocalTime({ zone }: { zone: string | null }) {
  const now = useNow();
  if (!zone) return <span className="text-text-muted">Unknown</span>;
  const place = zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
  if (now === null) return <span>{place}</span>;
  return (
    <span className="tabular-nums" title={zone}>
      {formatTime(new Date(now).toISOString(), zone)} <span className="text-text-muted">in {place}</span>
    </span>
  );
}

function Order({ order }: { order: OrderView }) {
  const [first, ...more] = order.items;
  return (
    // A request about an order leads here.
    <li id={`order-${order.number}`} tabIndex={-1} className="flex scroll-mt-4 flex-col gap-0.5 rounded-sm">
      <span className="flex items-center gap-2">
        <span className="font-medium tabular-nums">{order.number}</span>
        <Badge tone="outline">{capital(order.status)}</Badge>
        <span className="ml-auto tabular-nums">{moneyText(order.totalCents, order.currency)}</span>
      </span>
      <span className="flex items-baseline gap-2 text-text-muted">
        <span className="min-w-0 flex-1 truncate" title={order.items.map((item) => item.name).join(", ")}>
          {first ? first.name : "No items"}
          {more.length > 0 ? ` and ${plural(more.length, "more", "more")}` : ""}
        </span>
        <RelativeTime iso={order.placedAt} format="date" className="shrink-0 text-xs" />
      </span>
    </li>
  );
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
