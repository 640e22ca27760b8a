/** Sending the customer what was said, by e-mail or in the portal. Pure. */
import { SAY } from "../phrases";
import { contactMethod } from "../slots";
import { fold } from "../text";
import { call, latest, offering, type Situation, type Step, say } from "./base";
import { writeFailed } from "./failures";

/** Sends the last answer to the customer. Standing watches ("when it is back") are refused: nothing would keep them. */
export function sendLastAnswer(situation: Situation): Step {
  const { state } = situation;
  const folded = fold(state.message);
  if (/\b(?:when(?:ever)?|once|as soon as|if|after|until|remind(?:er)?)\b/.test(folded))
    return offering(SAY.cannotWatch);
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
