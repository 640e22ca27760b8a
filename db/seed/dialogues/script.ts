/**
 * The words a demo conversation is written in. A dialogue is a list of lines and acts; each `say` holds
 * variants of the same thing, and {slots} are filled by the generator:
 * {first} {agent} {product} {order} {ordered} {due} {day} {city} {amount} {ticket}.
 */
export type Urgency = "low" | "medium" | "high" | "urgent";
export type Category =
  | "orders"
  | "delivery"
  | "returns"
  | "warranty"
  | "billing"
  | "membership"
  | "products"
  | "assembly"
  | "account"
  | "organizations"
  | "general";
export type EscalationReason =
  | "customer_request"
  | "frustration"
  | "missing_knowledge"
  | "policy"
  | "tool_failure"
  | "low_confidence"
  | "budget"
  | "identity_unverified"
  | "error"
  | "pending_clarification";

/** How far the order of a story had come when the customer wrote. */
export type OrderAge =
  | "placed"
  | "packed"
  | "shipped"
  | "just delivered"
  | "delivered"
  | "a month ago"
  | "long ago";

export type Line =
  | { do: "say"; by: "customer" | "agent" | "note"; say: string[] }
  /** `cites` are "slug#Heading"; the n-th is marked [n] in the text. `tools` ran before the answer. */
  | { do: "answer"; say: string[]; cites: string[]; tools: string[]; receipt?: string }
  | {
      do: "escalate";
      reason: EscalationReason;
      urgency: Urgency;
      question: string;
      nextStep: string;
      open?: string;
    }
  | { do: "claim" }
  | { do: "takeOver" }
  | { do: "handBack"; instruction: string }
  | { do: "ticket"; by: "assistant" | "staff"; subject: string; description: string; tags: string[] }
  | { do: "resolve"; as: "confirmed" | "assumed" };

export type Dialogue = {
  key: string;
  topic: string;
  category: Category;
  /** Relative chance of each ticket priority. */
  priority: Partial<Record<Urgency, number>>;
  /** Relative chance of the whole dialogue; 1 when left out. */
  weight?: number;
  /** SKUs or product categories that {product} is taken from; any desk or chair when left out. */
  about?: string[];
  /** {amount} is the total of the order; a small sum when left out. */
  amount?: "total";
  /** What became of the order. */
  ends?: "cancelled" | "returned";
  /** Only for customers of organizations, or of one plan. */
  only?: "organization" | "plus" | "basic";
  /** What the order that {order} names must have reached. */
  order?: OrderAge;
  lines: Line[];
};

export const c = (...say: string[]): Line => ({ do: "say", by: "customer", say });
export const g = (...say: string[]): Line => ({ do: "say", by: "agent", say });
export const note = (...say: string[]): Line => ({ do: "say", by: "note", say });
/** An answer that rests on passages. */
export const a = (cites: string[], ...say: string[]): Line => ({
  do: "answer",
  say,
  cites,
  tools: cites.length > 0 ? ["search_knowledge_base"] : [],
});
/** An answer that follows tool calls other than (or besides) a search. */
export const did = (tools: string[], cites: string[], ...say: string[]): Line => ({
  do: "answer",
  say,
  cites,
  tools: cites.length > 0 ? [...tools, "search_knowledge_base"] : tools,
});
export const up = (
  reason: EscalationReason,
  urgency: Urgency,
  question: string,
  nextStep: string,
  open?: string,
): Line => ({ do: "escalate", reason, urgency, question, nextStep, ...(open ? { open } : {}) });
export const claim: Line = { do: "claim" };
export const takeOver: Line = { do: "takeOver" };
export const back = (instruction: string): Line => ({ do: "handBack", instruction });
export const ticket = (
  by: "assistant" | "staff",
  subject: string,
  description: string,
  ...tags: string[]
): Line => ({ do: "ticket", by, subject, description, tags });
export const confirmed: Line = { do: "resolve", as: "confirmed" };
export const assumed: Line = { do: "resolve", as: "assumed" };
