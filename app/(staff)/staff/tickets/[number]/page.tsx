/** One ticket: what it is about, what can be changed, what was said. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { paths } from "@/components/shell/nav";
import type { StaffViewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/core/errors";
import { getTicketByNumber, listTicketComments } from "@/lib/tickets/queries";
import { ticketCommentView, ticketDetail, ticketNumberOf } from "@/lib/tickets/schema";
import { staffViewer } from "../../../_shared/staff-viewer";
import { TicketScreen } from "../../../_tickets/ticket-screen";

type Props = { params: Promise<{ number: string }> };

const findTicket = cache(async (viewer: StaffViewer, text: string) => {
  const number = ticketNumberOf(text);
  if (number === null) return null;
  try {
    return await getTicketByNumber(viewer, number);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number } = await params;
  const found = await findTicket(await staffViewer(`${paths.staff.tickets}/${number}`), number);
  return { title: found ? `#${found.number} ${found.subject}` : "Ticket not found" };
}

export default async function TicketPage({ params }: Props) {
  const { number } = await params;
  const viewer = await staffViewer(`${paths.staff.tickets}/${number}`);
  const ticket = await findTicket(viewer, number);
  if (!ticket) notFound();
  const comments = await listTicketComments(viewer, ticket.id, { limit: 100 });
  return (
    <TicketScreen
      key={ticket.id}
      initial={ticketDetail.parse(ticket)}
      initialComments={{
        items: comments.items.map((item) => ticketCommentView.parse(item)),
        nextCursor: comments.nextCursor,
      }}
    />
  );
}
