/**
 * A tool call's arguments as people read them: labelled, money as money. What an argument is, is told by its name and
 * its value, so that tools of other servers can be read, too. Pure.
 */
import { moneyText } from "@/lib/catalogue/money";
import { wordsFor } from "./tool-words";

export type Args = Readonly<Record<string, unknown>>;

export type ArgField = {
  key: string;
  label: string;
  kind: "money" | "order" | "line" | "text" | "number" | "flag" | "choice" | "data";
  /** Of `money`: the value counts cents, or whole units of the currency. */
  inCents: boolean;
  /** Of `choice`. */
  options: readonly string[];
  /** May be left empty; what that means. */
  optional: boolean;
  whenEmpty: string;
};

const labels: Record<string, string> = {
  amount: "Amount",
  amount_cents: "Amount",
  order: "Order",
  order_number: "Order",
  reason: "Reason",
  number: "Ticket",
  ticket_number: "Ticket",
};

const choices: Record<string, readonly string[]> = {
  priority: ["low", "medium", "high", "urgent"],
  urgency: ["low", "medium", "high", "urgent"],
  method: ["email", "in_app"],
};

/** Longer texts get several lines. */
const LINE = 80;

export const currencyOf = (args: Args): string =>
  typeof args.currency === "string" && /^[A-Z]{3}$/.test(args.currency) ? args.currency : "EUR";

export function fieldsOf(args: Args): ArgField[] {
  return Object.entries(args)
    .filter(([key]) => key !== "currency")
    .map(([key, value]) => fieldOf(key, value))
    .sort((a, b) => rankOf(a) - rankOf(b));
}

/** What it is about, how much, and the rest: storage keeps no order of its own. */
const rankOf = ({ kind }: ArgField): number => (kind === "order" ? 0 : kind === "money" ? 1 : 2);

function fieldOf(key: string, value: unknown): ArgField {
  const name = key.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
  const plain = name.replace(/_cents$/, "").replaceAll("_", " ");
  const options = choices[name] ?? [];
  const kind = kindOf(name, value, options);
  return {
    key,
    label: labels[name] ?? plain.charAt(0).toUpperCase() + plain.slice(1),
    kind,
    inCents: /_cents$/.test(name),
    options,
    optional: value === null || value === "",
    whenEmpty: kind === "money" ? "All that is possible" : "Not given",
  };
}

function kindOf(name: string, value: unknown, options: readonly string[]): ArgField["kind"] {
  if (typeof value === "boolean") return "flag";
  const isMoney = /_cents$|^amount(_|$)|^(price|total)$/.test(name);
  if (isMoney && (typeof value === "number" || value === null)) return "money";
  if (typeof value === "number") return "number";
  if (typeof value === "object" && value !== null) return "data";
  if (options.includes(String(value))) return "choice";
  if (/^order(_number)?$/.test(name)) return "order";
  const text = String(value ?? "");
  return text.length > LINE || text.includes("\n") || /description|comment|message|text/.test(name)
    ? "text"
    : "line";
}

export const centsOf = ({ inCents }: ArgField, value: number): number =>
  inCents ? value : Math.round(value * 100);

/** As it is read; empty for what was not given. */
export function textOf(field: ArgField, value: unknown, currency: string): string {
  if (value === null || value === undefined || value === "") return "";
  if (field.kind === "money" && typeof value === "number") return moneyText(centsOf(field, value), currency);
  if (field.kind === "flag") return value === true ? "Yes" : "No";
  if (field.kind === "data") return JSON.stringify(value, null, 2);
  const text = String(value);
  return field.kind === "choice" ? optionLabel(text) : text;
}

export const optionLabel = (option: string): string => {
  if (option === "in_app") return "In the portal";
  return option === "email" ? "E-mail" : option.charAt(0).toUpperCase() + option.slice(1);
};

/** What is asked for, as a phrase in a sentence: "refund of €120.00 for order EL-1042". */
export function askOf(tool: string, args: Args): string {
  const fields = fieldsOf(args);
  const shown = (kind: ArgField["kind"]) => {
    const field = fields.find((each) => each.kind === kind);
    return field ? textOf(field, args[field.key], currencyOf(args)) : "";
  };
  const [amount, order] = [shown("money"), shown("order")];
  if (tool === "request_refund")
    return `refund${amount ? ` of ${amount}` : ""}${order ? ` for order ${order}` : ""}`;
  const { title } = wordsFor(tool);
  return `${title.charAt(0).toLowerCase()}${title.slice(1)}${amount ? ` (${amount})` : ""}`;
}

export const sentenceStart = (phrase: string): string => phrase.charAt(0).toUpperCase() + phrase.slice(1);

export type Change = { label: string; from: string; to: string };

/** What the decider made of the arguments. */
export function changesOf(args: Args, edited: Args | null): Change[] {
  if (!edited) return [];
  const all = new Map([...fieldsOf(edited), ...fieldsOf(args)].map((field) => [field.key, field]));
  return [...all.values()].flatMap((field) => {
    const from = textOf(field, args[field.key], currencyOf(args));
    const to = textOf(field, edited[field.key], currencyOf(edited));
    const empty = field.whenEmpty;
    return from === to ? [] : [{ label: field.label, from: from || empty, to: to || empty }];
  });
}
