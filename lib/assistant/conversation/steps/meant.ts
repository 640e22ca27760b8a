/** Which record "it", "that order" or "the second one" stands for. Pure. */
import { pick } from "../shown";
import { fold } from "../text";
import type { Situation } from "./base";

export const PRONOUN = /\b(?:it|this|that|this one|that one)\b/;

export function meant(situation: Situation, kind: "order" | "ticket"): string | null {
  const { shown, focus, message } = situation.state;
  const item = shown?.kind === `${kind}s` ? pick(shown, message, focus) : null;
  if (item) return item.key;
  if (focus?.kind !== kind) return null;
  return PRONOUN.test(fold(message)) || new RegExp(`\\b(?:that|this|the) ${kind}\\b`).test(fold(message))
    ? focus.key
    : null;
}
