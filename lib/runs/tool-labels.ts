/** What the assistant's tools do, in words: while it happens for the customer, afterwards for staff. Pure. */
type Label = { doing: string; did: string };

const labels: Record<string, Label> = {
  search_knowledge_base: { doing: "Searching the help center", did: "Searched the help center" },
  search_tickets: { doing: "Looking through your tickets", did: "Looked through the customer's tickets" },
  search_products: { doing: "Looking through the catalogue", did: "Looked through the catalogue" },
  create_ticket: { doing: "Opening a ticket", did: "Opened a ticket" },
  update_ticket: { doing: "Updating your ticket", did: "Updated a ticket" },
  get_order: { doing: "Looking at your order", did: "Looked at an order" },
  list_orders: { doing: "Looking through your orders", did: "Looked through the customer's orders" },
  request_refund: { doing: "Asking for your refund", did: "Asked for a refund" },
  get_customer: { doing: "Looking at your account", did: "Looked up the customer's account and orders" },
  update_customer_profile: { doing: "Updating your profile", did: "Updated the profile" },
  remember: { doing: "Making a note", did: "Made a note for later conversations" },
  send_notification: { doing: "Sending you a message", did: "Sent a message" },
  escalate_to_human: { doing: "Passing you to our team", did: "Passed the conversation on" },
};

export const doingLabel = (toolName: string): string => labels[toolName]?.doing ?? "Working on it";
export const didLabel = (toolName: string): string => labels[toolName]?.did ?? toolName;
