/** What the customer reads about a thing that the assistant did for them. Pure; the words of receipts and effects. */
type TicketChange = { status?: string; priority?: string; commented: boolean };

export const openedTicketLabel = (number: number): string => `Opened ticket #${number}`;

/** By what weighs most: a ticket that is closed with a comment has been closed. */
export function changedTicketLabel(number: number, { status, priority, commented }: TicketChange): string {
  if (status === "closed") return `Closed ticket #${number}`;
  if (status === "open") return `Reopened ticket #${number}`;
  if (priority) return `Changed the priority of ticket #${number}`;
  return commented ? `Added a comment to ticket #${number}` : `Left ticket #${number} as it was`;
}

export const PROFILE_LABEL = "Updated your profile";

export const notifiedLabel = (method: string): string =>
  method === "email" ? "Sent you an e-mail" : "Sent you a notification";

/** `amount` as `moneyText` writes it. */
export const refundedLabel = (amount: string, orderNumber: string): string =>
  `Granted a refund of ${amount} for order ${orderNumber}`;
