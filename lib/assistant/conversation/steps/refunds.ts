/**
 * Asking for a refund: which order, what the rules allow for it, why, and then the customer's yes. What the rules do
 * not allow is said with its reason before anything more is asked. Pure.
 */
import type { RefundRequest } from "../pending";
import { SAY } from "../phrases";
import { object, text } from "../results";
import { asking, isStep, latest, offering, read, type Situation, type Step, say } from "./base";
import { isSameNumber, orderRow, readOrders, shownOrders } from "./orders";

/** Where the customer's orders matter: what could be refunded at all. */
const HOPELESS = /^(?:cancelled|canceled|refunded)$/i;

const FOR_A_PERSON = /\b(?:person|team|colleague)\b.{0,30}\b(?:decide|decision)\b/;

/** The next question for a refund, after a look at the orders it could be for. */
export function proposeRefund(situation: Situation, request: RefundRequest): Step {
  const order = request.order;
  if (order !== null && situation.tools.has("get_order")) return checked(situation, request, order);
  const orders = readOrders(situation);
  if (!Array.isArray(orders)) return orders;
  if (order !== null) {
    const found = orders.find((other) => isSameNumber(other.number, order));
    if (found) return asking(next({ ...request, order: found.number }));
  }
  const candidates = orders.filter(({ status }) => !HOPELESS.test(status));
  const [only] = candidates;
  if (!only)
    return offering(
      orders.length > 0
        ? "None of your orders can be refunded any more."
        : "You have no orders on your account that could be refunded.",
    );
  if (candidates.length === 1 && order === null)
    return proposeRefund(situation, { ...request, order: only.number });
  const lead = order === null ? "" : `You have no order ${order} on your account. `;
  const step = asking(
    { ...request, order: null, asked: "order" },
    `${lead}These are your orders:\n\n${candidates.map(orderRow).join("\n")}\n\n`,
  );
  return { ...step, move: { ...step.move, shown: shownOrders(candidates) } };
}

/** What the rules say about this order, before the customer is asked for more. */
function checked(situation: Situation, request: RefundRequest, order: string): Step {
  const failed = latest(situation, "get_order")?.error;
  if (failed && /not found|no (?:such )?order|does not exist|could not be found/i.test(failed)) {
    const tools = new Set([...situation.tools].filter((name) => name !== "get_order"));
    return proposeRefund({ ...situation, tools }, request);
  }
  const result = read(situation, "get_order", { number: order });
  if (isStep(result)) return result;
  const number = text(result.number) ?? order;
  const refundable = object(result.refundable);
  if (!refundable) {
    const note = text(result.refund_note) ?? `Order ${number} cannot be refunded by me.`;
    const focus = { kind: "order" as const, key: number, label: "" };
    if (FOR_A_PERSON.test(note))
      return say(`${note} ${SAY.offerPerson}`, { focus, offer: { kind: "person" } });
    return offering(note, { focus }, `Refund for order ${number}`);
  }
  const most = text(refundable.up_to);
  const lead =
    most && request.amount === null ? `Up to ${most} of order **${number}** can be refunded. ` : "";
  const step = asking(next({ ...request, order: number }), lead);
  return {
    ...step,
    move: { ...step.move, focus: { kind: "order", key: number, label: text(result.items) ?? "" } },
  };
}

function next(request: RefundRequest): RefundRequest {
  return { ...request, asked: request.reason ? "confirm" : "reason" };
}
