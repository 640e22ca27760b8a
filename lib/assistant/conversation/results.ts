/**
 * Reads tool results defensively: whatever a tool, an approval or a fault returned becomes a named shape or an error
 * text. Pure; the one place in the conversation logic that knows the tools' result fields.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One finished tool call of this run. */
export interface ToolOutcome {
  name: string;
  args: Record<string, Json>;
  /** Null when the tool failed. */
  result: Record<string, Json> | null;
  error: string | null;
}

export interface Passage {
  ref: string;
  title: string;
  heading: string | null;
  passage: string;
  score: number;
}

export interface Ticket {
  number: number;
  subject: string;
  status: string;
  priority: string;
  updatedAt: string | null;
}

export interface Order {
  number: string;
  status: string;
  placedAt: string | null;
  items: string | null;
  total: string | null;
  estimate: string | null;
  deliveredAt: string | null;
}

export function readOutcome(name: string, args: string, output: string): ToolOutcome {
  const parsed = object(parse(output));
  const error = parsed ? text(parsed.error) : output.trim() || "The tool returned nothing.";
  return { name, args: object(parse(args)) ?? {}, result: error === null ? parsed : null, error };
}

export function passagesOf(result: Record<string, Json>): { answerable: boolean; passages: Passage[] } {
  const passages = list(result.results).flatMap((entry) => {
    const row = object(entry);
    const ref = text(row?.ref);
    const passage = text(row?.passage);
    if (!row || !ref || !passage) return [];
    return [
      {
        ref,
        passage,
        title: text(row.title) ?? "",
        heading: text(row.heading),
        score: number(row.score) ?? 0,
      },
    ];
  });
  return { answerable: result.answerable === true && passages.length > 0, passages };
}

export function ticketOf(value: Json | undefined): Ticket | null {
  const row = object(value);
  const ticket = number(row?.number);
  if (!row || ticket === null) return null;
  return {
    number: ticket,
    subject: text(row.subject) ?? "",
    status: text(row.status) ?? "unknown",
    priority: text(row.priority) ?? "medium",
    updatedAt: text(row.updated_at),
  };
}

export function ticketsOf(result: Record<string, Json>): Ticket[] {
  return list(result.tickets).flatMap((entry) => ticketOf(entry) ?? []);
}

export function ordersOf(result: Record<string, Json>): Order[] {
  return list(result.orders).flatMap((entry) => {
    const row = object(entry);
    const order = text(row?.number);
    if (!row || !order) return [];
    return [
      {
        number: order,
        status: text(row.status) ?? "unknown",
        placedAt: text(row.placed_at),
        items: items(row.items),
        total: text(row.total),
        estimate: text(row.delivery_estimate),
        deliveredAt: text(row.delivered_at),
      },
    ];
  });
}

export function productsOf(result: Record<string, Json>) {
  return list(result.products).flatMap((entry) => {
    const row = object(entry);
    const name = text(row?.name);
    if (!row || !name) return [];
    return [
      {
        name,
        sku: text(row.sku),
        price: text(row.price),
        stock: stock(row.stock),
        description: text(row.description),
      },
    ];
  });
}

function stock(value: Json | undefined): string | null {
  if (typeof value === "number") return value > 0 ? "in stock" : "out of stock";
  if (typeof value === "boolean") return value ? "in stock" : "out of stock";
  return text(value)?.replace(/_/g, " ") ?? null;
}

function items(value: Json | undefined): string | null {
  if (!Array.isArray(value)) return text(value);
  const names = value.flatMap((entry) => {
    const row = object(entry);
    if (!row) return text(entry) ?? [];
    const name = text(row.name) ?? text(row.product) ?? text(row.sku);
    const quantity = number(row.quantity);
    return name ? (quantity !== null && quantity > 1 ? `${quantity} × ${name}` : name) : [];
  });
  return names.length > 0 ? names.join(", ") : null;
}

function parse(source: string): Json {
  try {
    return JSON.parse(source) as Json;
  } catch {
    return null;
  }
}

export function object(value: Json | undefined): Record<string, Json> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
}

export function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

/** A non-empty string, or a number as one. */
export function text(value: Json | undefined): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() ? value.trim() : null;
}

export function number(value: Json | undefined): number | null {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  return typeof value === "string" && /^#?\d+(?:\.\d+)?$/.test(value.trim())
    ? Number(value.trim().replace("#", ""))
    : null;
}
