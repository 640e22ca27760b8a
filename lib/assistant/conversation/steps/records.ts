/**
 * Reading the customer's own records and the catalogue, and saying what they hold: orders, tickets, products, account.
 * States only what a tool returned. Pure.
 */
import { shown } from "../asking";
import { SAY } from "../phrases";
import { list, type Order, object, ordersOf, productsOf, type Ticket, text, ticketsOf } from "../results";
import { contactMethod, orderNumber, ticketNumber } from "../slots";
import { contentStems, fold, shorten } from "../text";
import { call, isStep, latest, read, type Situation, type Step, say, writeFailed } from "./base";

const CLOSED = /^(?:closed|resolved|solved|done|cancelled|canceled)$/i;
const ARRIVED = /^(?:delivered|cancelled|canceled|returned|refunded|completed)$/i;

const date = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** An ISO date as words; anything else stays as the tool wrote it. */
export function spokenDate(value: string): string {
  if (!/^\d{4}-\d{2}-\d{2}/.test(value)) return value;
  const time = Date.parse(value);
  return Number.isNaN(time) ? value : date.format(time);
}

function readable(value: string): string {
  return value.replace(/_/g, " ");
}

export function sayOrders(situation: Situation): Step {
  const customer = read(situation, "get_customer", {});
  if (isStep(customer)) return customer;
  const orders = ordersOf(customer);
  if (orders.length === 0)
    return say(
      "You have no orders on your account. If you ordered with another email address, our team can look for it.",
    );
  const wanted = orderNumber(situation.state.message);
  if (wanted) {
    const order = orders.find((other) => isSameNumber(other.number, wanted));
    if (order) return say(sayOrder(order, `Your order **${order.number}**`));
    return say(
      `You have no order ${wanted} on your account. These are yours:\n\n${orders.map(orderRow).join("\n")}`,
    );
  }
  if (/\b(?:my orders|all (?:my |the )?orders|list|which orders)\b/.test(fold(situation.state.message))) {
    return say(`Your orders:\n\n${orders.map(orderRow).join("\n")}`);
  }
  const newest = [...orders].sort((a, b) => (b.placedAt ?? "").localeCompare(a.placedAt ?? ""));
  const order = newest.find((other) => !ARRIVED.test(other.status)) ?? newest[0];
  if (!order) return say(SAY.trouble);
  const more = orders.length > 1 ? "\n\nIf you mean another order, tell me its number." : "";
  return say(sayOrder(order, `Your latest order **${order.number}**`) + more);
}

/** People often leave the letters of a number out. */
function isSameNumber(number: string, said: string): boolean {
  return (
    bare(number) === bare(said) || (/^\d{4,}$/.test(said) && bare(number).replace(/^[a-z]+/, "") === said)
  );
}

function bare(number: string): string {
  return number.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function sayOrder(order: Order, lead: string): string {
  const rows = [
    order.placedAt && `- Placed: ${spokenDate(order.placedAt)}`,
    order.items && `- Items: ${order.items}`,
    order.total && `- Total: ${order.total}`,
    order.estimate && `- Delivery estimate: ${spokenDate(order.estimate)}`,
  ].filter(Boolean);
  return `${lead} has the status **${readable(order.status)}**.${rows.length > 0 ? `\n\n${rows.join("\n")}` : ""}`;
}

function orderRow(order: Order): string {
  const when = order.placedAt ? `, placed ${spokenDate(order.placedAt)}` : "";
  return `- **${order.number}**: ${readable(order.status)}${when}`;
}

export function sayTickets(situation: Situation): Step {
  const result = read(situation, "search_tickets", { status: null, limit: 10 });
  if (isStep(result)) return result;
  const tickets = ticketsOf(result);
  const wanted = ticketNumber(situation.state.message);
  if (wanted !== null) {
    const ticket = tickets.find((other) => other.number === wanted);
    if (ticket) return say(`Here is your ticket:\n\n${ticketRow(ticket)}`);
    return say(
      `I could not find ticket #${wanted} among your latest tickets.${tickets.length > 0 ? ` These are yours:\n\n${tickets.map(ticketRow).join("\n")}` : ""}`,
    );
  }
  if (tickets.length === 0)
    return say("You have no tickets yet. Shall I open one? Tell me what it is about.");
  const open = tickets.filter(isOpen);
  const lead =
    open.length === 0
      ? "You have no open tickets. Your latest ones:"
      : `You have ${open.length} open ${open.length === 1 ? "ticket" : "tickets"}:`;
  return say(`${lead}\n\n${(open.length === 0 ? tickets : open).map(ticketRow).join("\n")}`);
}

export function isOpen(ticket: Ticket): boolean {
  return !CLOSED.test(ticket.status);
}

export function ticketRow(ticket: Ticket): string {
  const when = ticket.updatedAt ? `, updated ${spokenDate(ticket.updatedAt)}` : "";
  return `- **#${ticket.number}** ${shorten(ticket.subject, 80)}: ${readable(ticket.status)}, ${ticket.priority} priority${when}`;
}

/** @param otherwise what to do when the catalogue has nothing that fits. */
export function sayProducts(situation: Situation, otherwise: () => Step): Step {
  const query = situation.state.message.slice(0, 200);
  const result = read(situation, "search_products", { query, category: null });
  if (isStep(result)) return result;
  const products = fittingProducts(productsOf(result), query);
  return products.length > 0 ? say(listProducts(products)) : otherwise();
}

/** Those whose names hold most of what was asked for, within the price that was named. */
export function fittingProducts(products: ReturnType<typeof productsOf>, wish: string) {
  const most =
    /\b(?:under|below|less than|up to|max(?:imum)?|cheaper than)\s*(?:eur|€|\$)?\s*(\d{1,6})\b/.exec(
      fold(wish),
    )?.[1];
  const asked = contentStems(wish);
  const scored = products
    .filter(({ price }) => !most || price === null || Number(price.replace(/[^\d.]/g, "")) <= Number(most))
    .map((product) => {
      const own = new Set(contentStems(product.name));
      return { product, score: asked.filter((stem) => own.has(stem)).length };
    });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const least = /\b(?:compare|vs|versus|difference|better|or)\b/.test(fold(wish)) ? Math.min(1, best) : best;
  return scored.filter(({ score }) => score >= least).map(({ product }) => product);
}

export function listProducts(products: ReturnType<typeof productsOf>): string {
  const rows = products.slice(0, 5).map((product) => {
    const facts = [product.price, product.stock].filter(Boolean).join(", ");
    const about = product.description ? ` ${shorten(product.description, 140)}` : "";
    return `- **${product.name}**${facts ? ` (${facts})` : ""}${about && facts ? "." : ""}${about}`;
  });
  return `Here is what fits from our catalogue:\n\n${rows.join("\n")}`;
}

export function sayAccount(situation: Situation): Step {
  const customer = read(situation, "get_customer", {});
  if (isStep(customer)) return customer;
  const plan = text(customer.plan);
  const language = text(customer.language);
  const method = text(customer.contact_method);
  const facts: [label: string, asked: RegExp, value: string | null][] = [
    ["Name", /\bname\b/, text(customer.name)],
    ["Email", /\be-?mail\b/, text(customer.email)],
    [
      "Plan",
      /\b(?:plan|membership|subscription|member)\b/,
      plan && plan.charAt(0).toUpperCase() + plan.slice(1),
    ],
    [
      "Organization",
      /\b(?:organi[sz]ation|company)\b/,
      text(customer.organization) ?? text(object(customer.organization)?.name),
    ],
    ["Language", /\blanguage\b/, language && shown("language", language)],
    ["Contact method", /\bcontact(?:ed)?\b/, method === "in_app" ? "in the portal" : method],
    ["Phone", /\b(?:phone|number)\b/, text(customer.phone)],
    ["Orders", /\borders?\b/, String(list(customer.orders).length)],
    ["Open tickets", /\btickets?\b/, String(list(customer.open_tickets).length)],
  ];
  const asked = fold(situation.state.message);
  const named = facts.filter(([, pattern, value]) => value && pattern.test(asked));
  const rows = (named.length > 0 ? named : facts).flatMap(([label, , value]) =>
    value ? [`- ${label}: ${value}`] : [],
  );
  return say(`Here is what your account says:\n\n${rows.join("\n")}`);
}

/** Sends the last answer to the customer. Standing watches ("when it is back") are refused: nothing would keep them. */
export function sendLastAnswer(situation: Situation): Step {
  const { state } = situation;
  const folded = fold(state.message);
  if (/\b(?:when(?:ever)?|once|as soon as|if|after|until|remind(?:er)?)\b/.test(folded))
    return say(`${SAY.cannotWatch} ${SAY.offer}`);
  const said = [
    SAY.offer,
    SAY.notFound,
    SAY.cannotDecide,
    SAY.partNotFound,
    SAY.clarify,
    SAY.greeting,
    SAY.welcome,
  ];
  const message = said
    .reduce<string>((left, phrase) => left.replace(phrase, ""), state.lastAnswer)
    .replace(/\s*(?:\[\[k\d+\]\]|\[\d+\])/g, "")
    .trim();
  if (!message) return say("There is nothing to send yet. Ask me something, and I can send you the answer.");
  const method = contactMethod(state.message) === "in_app" ? "in_app" : "email";
  return send(situation, message, method, () =>
    say(method === "email" ? "I have sent you this by email." : "I have sent you this as a notification."),
  );
}

export function send(
  situation: Situation,
  message: string,
  method: "email" | "in_app",
  then: () => Step,
): Step {
  if (!situation.tools.has("send_notification")) return say("I cannot send messages right now.");
  const outcome = latest(situation, "send_notification");
  if (!outcome) return call("send_notification", { message: message.slice(0, 2000), method });
  if (outcome.error !== null) return writeFailed(situation, outcome.error, "send it");
  return outcome.result?.sent === false
    ? say("I could not send it. Your notification settings may not allow it.")
    : then();
}
