/**
 * What the customer wants remembered about how to talk with them, and where they can read and clear it. Only what they
 * said outright is noted; nothing is concluded. Pure.
 */
import * as slots from "../slots";
import { contentStems, fold, sentences } from "../text";
import { call, latest, type Situation, type Step, say } from "./base";

const PAGE = "[What we remember](/account/memory)";

const ABOUT_MEMORY =
  /\bwhat (?:do|did|have) you (?:remember(?:ed)?|know|noted?|stored?|saved?)(?: down)? (?:about|of|on) me\b|\bwhat (?:is|do you have) (?:remembered|stored|saved|noted) about me\b|\bwhat you (?:remember|know|have stored) about me\b/;
const FORGET =
  /^(?:please |can you |could you )*(?:forget (?:that|this|it|everything|all(?: of (?:it|that))?|what (?:i|you)\b.*|my (?:preferences?|data)|about (?:that|me)|that i\b.*)|(?:delete|clear|erase) (?:your memory|what you (?:remember|know)\b.*|my preferences?))(?: about me)?(?: please)?[.! ]*$/;

export interface Preference {
  about: "tone" | "name" | "contact_method" | "language";
  /** A short statement about the customer. */
  text: string;
  /** The same, said to them. */
  said: string;
}

const SHORT =
  /\b(?:keep (?:it|your answers?|answers?|replies|this|things) (?:short|brief|concise|simple)|(?:be|stay) (?:brief|concise|short)|(?:short(?:er)?|brief(?:er)?) (?:answers?|replies|versions?)(?: please)?|(?:answer|reply|write) (?:me )?(?:briefly|shortly|concisely))\b/;
const PLAIN_WORDS =
  /\b(?:in (?:simple|plain|easy) (?:words|terms|language|english)|no (?:jargon|technical terms))\b/;
/** Outright wishes about contact and language; "contact me in the portal from now on" changes the profile instead. */
const WISH =
  /\b(?:i(?:'d| would)? (?:prefer|rather|like you to)|i like it (?:better|best|more)|remember that i|i want you to)\b/;

/** The preference that one sentence states, or null. */
export function preferenceIn(sentence: string): Preference | null {
  const folded = fold(sentence);
  if (/\?\s*$/.test(sentence) && !SHORT.test(folded)) return null;
  if (SHORT.test(folded))
    return { about: "tone", text: "Prefers short answers.", said: "you prefer short answers" };
  if (PLAIN_WORDS.test(folded))
    return { about: "tone", text: "Prefers plain words.", said: "you prefer plain words" };
  const name = /\b(?:[Cc]all me|I go by|my friends call me)\s+([\p{Lu}][\p{L}'-]{1,30})(?![\p{L}])/u.exec(
    sentence,
  )?.[1];
  if (name && !/^(?:When|If|Back|At|On|In|Tomorrow|Today)$/.test(name))
    return { about: "name", text: `Wants to be called ${name}.`, said: `you want to be called ${name}` };
  if (!WISH.test(folded)) return null;
  const isContact =
    /\b(?:contact|reach|write to|e-?mail|message|notif\w*|call|answer|hear from you|by|via)\b/.test(folded);
  const isCall = /\b(?:by phone|phone calls?|call me)\b/.test(folded);
  const method = isContact ? slots.contactMethod(sentence) : null;
  if (isCall)
    return { about: "contact_method", text: "Prefers to be reached by phone.", said: "you prefer the phone" };
  if (method === "email")
    return { about: "contact_method", text: "Prefers e-mail.", said: "you prefer e-mail" };
  if (method === "in_app" && /\b(?:chat|portal|in[- ]app)\b/.test(folded))
    return { about: "contact_method", text: "Prefers the portal.", said: "you prefer the portal" };
  const tag = /\b(?:in|speak|language|write|answer|talk)\b/.test(folded) ? slots.language(sentence) : null;
  const language = tag ? new Intl.DisplayNames(["en"], { type: "language" }).of(tag) : null;
  return language
    ? { about: "language", text: `Prefers ${language}.`, said: `you prefer ${language}` }
    : null;
}

const [ASKED, CLEARED]: readonly [string, string] = ["recall_memory", "forget_memory"];
const SURE = 0.7;
const MAX_STEMS = 8;

/**
 * @param others answers what else the message says. Null when the message is not about memory at all.
 */
export function followMemory(situation: Situation, others: (rest: Situation) => Step): Step | null {
  const folded = fold(situation.state.message);
  const { intent, confidence } = situation.state.reading;
  const isSure = confidence >= SURE && contentStems(situation.state.message).length <= MAX_STEMS;
  if (ABOUT_MEMORY.test(folded) || (isSure && intent === ASKED))
    return say(
      `Everything that I remember about you is on the page ${PAGE}. You can correct and delete it there.`,
    );
  if (FORGET.test(folded) || (isSure && intent === CLEARED))
    return say(`You can delete what I remember, one by one or all of it, on the page ${PAGE}.`);
  if (!situation.tools.has("remember")) return null;
  const said = sentences(situation.state.message).flatMap((line) => line.split(/\n+/));
  const stated = said.map(preferenceIn);
  const preference = stated.find((each) => each !== null);
  const fact = preference ?? factIn(situation.state.message);
  if (!fact) return null;
  const outcome = latest(situation, "remember");
  if (!outcome)
    return call("remember", { kind: preference ? "preference" : "note", about: fact.about, text: fact.text });
  const noted =
    outcome.error === null ? `I have noted that ${fact.said}. It is on the page ${PAGE}.` : "All right.";
  if (!preference) return say(noted);
  const rest = said
    .filter((_, at) => !stated[at])
    .join(" ")
    .trim();
  if (contentStems(rest).length < 2) return say(noted);
  const tools = new Set([...situation.tools].filter((name) => name !== "remember"));
  const step = others({ ...situation, tools, state: { ...situation.state, message: rest } });
  return step.kind === "call" ? step : { ...step, text: `${noted}\n\n${step.text}` };
}

/** "Please remember that I have two offices": something else that they want kept, in their own words. */
function factIn(message: string): { about: string; text: string; said: string } | null {
  const said =
    /^(?:please |can you |could you |and )*(?:remember|note(?: down)?|keep in mind|don'?t forget)(?: for (?:me|next time|the future))?,? that\s+(\S[\s\S]{3,160})$/i.exec(
      message.trim(),
    )?.[1];
  if (!said || /\?\s*$/.test(said)) return null;
  const fact = said.replace(/\s+/g, " ").replace(/[.!\s]+$/, "");
  const about = contentStems(fact).slice(0, 4).join(" ");
  return about ? { about, text: `“${fact}.”`, said: "you told me this" } : null;
}
