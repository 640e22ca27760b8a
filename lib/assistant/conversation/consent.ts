/** What counts as a yes to a write: fixed words and nothing else, and no verb of another act. Pure. */
import type { Request, TicketChange } from "./pending";
import { fold } from "./text";

const CONSENT_LIMIT = 80;
const YES =
  /^(?:(?:yes|yeah|yep|yup|sure|ok|okay|correct|exactly|absolutely|of course|certainly|confirm(?:ed)?|right|agreed|perfect|great|fine|please)[,.! ]*)*(?:(?:yes|yeah|yep|yup|sure|ok|okay|correct|exactly|absolutely|of course|certainly|confirm(?:ed)?|right|agreed|perfect|great|fine|go ahead|please do|do (?:it|that|so)|sounds good|looks good|that(?:'s| is) (?:right|fine|correct|good)|(?:open|create|close|reopen|change|update|add|send) (?:it|that|this|one|the ticket|my ticket)))(?:[,.! ]+(?:please|thanks|thank you|do it|go ahead|that(?:'s| is) (?:right|fine|correct)))*[.! ]*$/;

/** A write needs a yes that is nothing else: fixed words, not statistics. */
export function isConsent(message: string): boolean {
  return message.length <= CONSENT_LIMIT && YES.test(fold(message));
}

/** "Close it" is no yes to opening a ticket. */
export function isOwnVerb(request: Request, message: string): boolean {
  const verb = /\b(open|create|close|re-?open|change|update|add|send) (?:it|that|this|one|the|my)\b/.exec(
    fold(message),
  )?.[1];
  return !verb || VERBS[request.kind === "update_ticket" ? request.action : request.kind].test(verb);
}

const VERBS: Readonly<Record<Exclude<Request["kind"], "update_ticket"> | TicketChange["action"], RegExp>> = {
  create_ticket: /open|create|send/,
  update_profile: /change|update/,
  request_refund: /send/,
  close: /close/,
  reopen: /open/,
  comment: /add|send|update/,
  priority: /change|update/,
};
