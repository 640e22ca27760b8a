/**
 * How a customer sounds in one message: for the reading that staff see, and for the rule that meets anger with a person.
 * Words decide, never punctuation alone. Pure.
 */
import { fold } from "./text";

export type Mood = "calm" | "pleased" | "upset" | "angry";

export interface MoodRule {
  mood: Exclude<Mood, "calm">;
  patterns: readonly RegExp[];
  /** A match is dropped when one of these also matches. */
  unless: readonly RegExp[];
}

const VERY =
  "(?:so |very |really |extremely |absolutely |beyond |completely |totally |just |quite |a bit |getting |still |all |increasingly )*";
const I_AM = `\\bi(?:'m| am| feel| was|'ve been| have been) ${VERY}`;
const IT_IS = `\\b(?:you(?:'re| are)|this is|it(?:'s| is)|that(?:'s| is)|your (?:service|support|company|product|app|website|staff) is) ${VERY}`;

/** The strongest first: the first rule that matches decides. */
export const MOOD_RULES: readonly MoodRule[] = [
  {
    mood: "angry",
    patterns: [
      /\b(?:fuck\w*|bullshit|wtf|shit(?:ty)? (?:service|support|company|product|app)|damn (?:service|support|company)|go to hell|piss(?:ed)? off|scam(?:mers?)?|rip-?off|crooks|thieves|fraudsters)\b/,
      new RegExp(
        `${IT_IS}(?:useless|ridiculous|unacceptable|outrageous|infuriating|a joke|a disgrace|disgraceful|pathetic|stupid|idiots?|incompetent)\\b`,
      ),
      new RegExp(`${I_AM}(?:angry|furious|livid|fed up|outraged|enraged|sick of|sick and tired)\\b`),
      /\b(?:how many times do i|worst (?:service|support|company|experience)|waste of (?:my )?(?:time|money)|never (?:buying|ordering|using) .{0,20}again|how dare you|shut up)\b/,
    ],
    unless: [
      /\b(?:not|never|isn't|wasn't) (?:angry|furious|a scam|fed up)\b/,
      /\bscam (?:e-?mail|call|text|message|warning|protection)s?\b/,
      /\b(?:is|are) (?:this|it|that) a (?:scam|joke)\b/,
    ],
  },
  {
    mood: "upset",
    patterns: [
      new RegExp(
        `${I_AM}(?:upset|frustrated|disappointed|annoyed|worried|desperate|unhappy|at my wits' end|in tears|panicking|stressed|confused and|scared|anxious|devastated)\\b`,
      ),
      new RegExp(
        `${IT_IS}(?:frustrating|disappointing|annoying|terrible|awful|horrible|(?:not|n't) (?:good enough|acceptable|okay|fair)|unfair|a nightmare|a mess)\\b`,
      ),
      /\b(?:still (?:not|no|nothing|doesn't|does not|isn't|hasn't|waiting|broken)|(?:nobody|no one|noone) (?:is |has |ever |even |here )*(?:help(?:s|ing|ed)?|answer(?:s|ing|ed)?|repl(?:y|ies|ied)|respond(?:s|ing|ed)?|cares?)|for the (?:second|third|fourth|fifth|\d+(?:nd|rd|th)) time|let(?:ting)? me down|(?:i(?:'ve| have) )?(?:asked|told you|explained|written) (?:\w+ )?(?:twice|(?:\d+|three|four|five|many|several) times)|this (?:doesn't|does not|didn't|did not) help)\b/,
      /\bplease help me\b.{0,40}\b(?:urgent|desperate|immediately)\b/,
    ],
    unless: [
      /\bnot (?:upset|worried|annoyed|disappointed|frustrated)\b/,
      /\b(?:if|when|what happens)\b.{0,20}\b(?:nobody|no one)\b/,
      /\bstill (?:not|no) (?:in stock|available)\b.{0,3}$/,
    ],
  },
  {
    mood: "pleased",
    patterns: [
      /\b(?:thank you|thanks|thx|cheers|much appreciated|appreciate (?:it|that|your|the))\b/,
      new RegExp(
        `${IT_IS}(?:great|perfect|awesome|excellent|amazing|wonderful|fantastic|brilliant|lovely|very helpful|helpful)\\b`,
      ),
      /^(?:great|perfect|awesome|excellent|amazing|wonderful|fantastic|brilliant|lovely|super|cool|nice)\b/,
      new RegExp(`${I_AM}(?:happy|glad|pleased|delighted|impressed|satisfied)\\b`),
      /\b(?:love (?:it|this|the|your)|that (?:worked|helped|solved it)|works now|you(?:'ve| have) been (?:very |really |so )?helpful)\b/,
    ],
    unless: [
      /\b(?:no|not|nothing|without) thanks\b|\bthanks for nothing\b|\bnot (?:happy|glad|pleased|impressed|satisfied|helpful|great)\b/,
      /\bthanks? (?:you )?in advance\b/,
      /\b(?:would|will|i'd|i'll) be (?:happy|glad|great|perfect|helpful)\b/,
    ],
  },
];

const SHOUTING_WORDS = 5;

/** How this message sounds; `calm` when nothing says otherwise. */
export function moodOf(text: string): Mood {
  const folded = fold(text);
  for (const { mood, patterns, unless } of MOOD_RULES) {
    if (!patterns.some((pattern) => pattern.test(folded))) continue;
    if (unless.some((pattern) => pattern.test(folded))) continue;
    return mood;
  }
  return isShouting(text) ? "angry" : "calm";
}

/** Whole sentences in capitals with exclamation marks; acronyms and order codes alone do not count. */
export function isShouting(text: string): boolean {
  const long = text.match(/\p{L}{3,}/gu) ?? [];
  const loud = long.filter((word) => word === word.toUpperCase() && word !== word.toLowerCase());
  return long.length >= SHOUTING_WORDS && loud.length / long.length > 0.8 && /!{2,}/.test(text);
}
