/** What is done about the rarer intents: refunds under way, codes, undoing, feedback, going on. Pure. */
import { isAsking } from "../asks";
import { startProfile } from "../pending";
import { SAY } from "../phrases";
import { list, object, text } from "../results";
import { orderNumber } from "../slots";
import { spokenDate } from "../spoken";
import { fold } from "../text";
import { asking, isStep, offering, read, type Situation, type Step, say } from "./base";
import { meant } from "./meant";

/** @param intent any name: examples that managers add may bring names that this release does not act on. */
export function followSpecial(situation: Situation, intent: string): Step | null {
  const { state } = situation;
  switch (intent) {
    case "change_address": {
      // The address of an order is another matter, and so is a question about it.
      if (isAsking(state.message) || /\b(?:order|parcel|package|shipment)\b/.test(fold(state.message)))
        return null;
      const request = startProfile(state.message);
      const isKnown = request.changes.address !== undefined;
      return asking(isKnown ? request : { ...request, asked: "value", field: "address", changes: {} });
    }
    case "refund_status":
      return sayRefunds(situation);
    case "identity_code":
      return say(SAY.code);
    case "undo_action":
      return offering(SAY.undo);
    case "about_assistant":
      return say(SAY.aboutMe);
    case "feedback":
      return say(SAY.heard);
    default:
      return null;
  }
}

/** What became of a refund; null when no order is known, so that the help center answers. */
function sayRefunds(situation: Situation): Step | null {
  const { parked, message } = situation.state;
  const waiting = parked.find(({ request }) => request.kind === "request_refund");
  if (waiting?.request.kind === "request_refund")
    return say(
      `Your refund request for order **${waiting.request.order}** waits for a decision of our team.`,
    );
  const number = orderNumber(message) ?? meant(situation, "order");
  if (!number || !situation.tools.has("get_order")) return null;
  const result = read(situation, "get_order", { number });
  if (isStep(result)) return result;
  const order = text(result.number) ?? number;
  const rows = list(result.refunds).flatMap((entry) => {
    const row = object(entry);
    const amount = text(row?.amount);
    const when = text(row?.requested_at);
    return amount
      ? [`- ${amount}: ${text(row?.state) ?? "requested"}${when ? `, requested ${spokenDate(when)}` : ""}`]
      : [];
  });
  const focus = { kind: "order" as const, key: order, label: text(result.items) ?? "" };
  if (rows.length === 0) return say(`There is no refund for order **${order}** so far.`, { focus });
  return say(`These are the refunds for order **${order}**:\n\n${rows.join("\n")}`, { focus });
}
