/** Every tool of the assistant. */
import "server-only";
import { createTicket } from "./create-ticket";
import { escalateToHuman } from "./escalate-to-human";
import { getCustomerTool } from "./get-customer";
import { getOrderTool } from "./get-order";
import { listOrdersTool } from "./list-orders";
import { remember } from "./remember";
import { requestRefundTool } from "./request-refund";
import { searchKnowledgeBase } from "./search-knowledge-base";
import { searchProductsTool } from "./search-products";
import { searchTickets } from "./search-tickets";
import { sendNotification } from "./send-notification";
import { updateCustomerProfile } from "./update-customer-profile";
import { updateTicket } from "./update-ticket";

export { outcomeOf } from "./receipts";

export const assistantTools = [
  searchKnowledgeBase,
  searchTickets,
  searchProductsTool,
  createTicket,
  updateTicket,
  getOrderTool,
  listOrdersTool,
  requestRefundTool,
  getCustomerTool,
  updateCustomerProfile,
  remember,
  sendNotification,
  escalateToHuman,
];
