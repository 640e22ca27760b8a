/**
 * Makes a first text of an article out of what people answered: without greetings, names, numbers of cases and what was
 * only done for one customer; steps stay a list. It is a beginning for somebody who edits it, so it leaves out rather
 * than keeps. Pure.
 */
import { contentStems, sentences, shorten } from "@/lib/assistant/conversation/text";
import { clean } from "@/lib/core/text";
import { withoutPersonal } from "@/lib/gaps/question";

export type Said = { from: "customer" | "assistant" | "staff"; text: string };

export type Assembled = { title: string; summary: string; body: string };

/** Characters. */
const MAX_TITLE = 90;
const MAX_SUMMARY = 200;
const MAX_BODY = 8_000;

/** What stands in the place of an answer that nobody has given yet. */
export const UNANSWERED = "Nobody has answered this yet. Write the answer here.";

const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|thanks|thank you|many thanks|welcome)\b[^.!?\n]{0,60}(?:[.!,:;–—-]+\s*|$)/iu;
const SIGN_OFF =
  /^(?:(?:kind|best|warm)(?: regards| wishes)?|regards|cheers|sincerely|yours|all the best|have a (?:nice|good|great|lovely) (?:day|evening|weekend)|take care)\b.*$/iu;
/** Said to one person about one case: what somebody did or will do, and how it stands with what is theirs. */
const OF_ONE_CASE = [
  /^(?:i|i['’](?:ve|ll|m|d)|i (?:have|will|am|just)|we['’](?:ve|ll|re)|we (?:have|will|are) |let me|my colleague|our (?:warehouse|courier|colleague)s? (?:has|have|will))\b/iu,
  /\b(?:your|the) (?:order|parcel|refund|ticket|claim|replacement|return|invoice|account|delivery|appointment|money) (?:has|is|was|will|should|arrives|leaves|comes)\b/iu,
  /\b(?:sorry|apologi[sz]e|apologies|does (?:that|this) help|anything else|let (?:me|us) know|glad|happy to|thanks|thank you|you['’]re welcome|no problem|one moment|bear with)\b/iu,
  /\b(?:yesterday|today|tomorrow|this morning|tonight|next (?:monday|tuesday|wednesday|thursday|friday|week))\b/iu,
];

/**
 * @param names of the people in the conversation: none of them stays in the text
 */
export function assemble(question: string, said: readonly Said[], names: readonly string[]): Assembled {
  const answers = said.filter(({ from }) => from === "staff");
  const blocks = dropRepeats(answers.flatMap(({ text }) => blocksOf(text, names)));
  const body = blocks.length > 0 ? joined(blocks) : UNANSWERED;
  const title = titleFrom(question, names);
  const first = blocks.find(({ kind }) => kind === "text")?.text ?? "";
  return {
    title,
    summary: first ? shorten(sentences(first)[0] ?? first, MAX_SUMMARY) : title,
    body: body.length <= MAX_BODY ? body : body.slice(0, body.lastIndexOf("\n", MAX_BODY)).trimEnd(),
  };
}

/** How much of an answer is left once it is cleaned: the fuller of two conversations makes the better text. */
export const usableWords = (said: readonly Said[], names: readonly string[]): number =>
  said
    .filter(({ from }) => from === "staff")
    .flatMap(({ text }) => blocksOf(text, names))
    .reduce((sum, { text }) => sum + contentStems(text).length, 0);

type Block = { kind: "text" | "item"; mark: string; text: string };

function blocksOf(message: string, names: readonly string[]): Block[] {
  return clean(withoutPersonal(message))
    .split("\n")
    .map((line) => line.trim())
    .flatMap((line): Block[] => {
      const item = /^(?:([-*•])|(\d{1,2})[.)])\s+(.*)$/u.exec(line);
      if (item) {
        const text = withoutNames(item[3] ?? "", names);
        const mark = item[2] ? `${item[2]}.` : "-";
        return isWorthIt(text) ? [{ kind: "item", mark, text }] : [];
      }
      const kept = sentences(line)
        .map((sentence) => withoutNames(sentence.replace(GREETING, ""), names))
        .filter((sentence) => isWorthIt(sentence) && !SIGN_OFF.test(sentence))
        .filter((sentence) => !OF_ONE_CASE.some((pattern) => pattern.test(sentence)));
      return kept.length > 0 ? [{ kind: "text", mark: "", text: kept.map(upperFirst).join(" ") }] : [];
    });
}

const isWorthIt = (text: string): boolean =>
  // What introduces a list says little by itself.
  text.endsWith(":") || contentStems(text).some((word) => !COURTESY.has(word) && /\p{L}{3}/u.test(word));

/** Stems that a line of courtesy is made of. */
const COURTESY = new Set(["thank", "welcom", "regard", "best", "hi", "hello", "okay", "ok", "sure"]);

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Takes names out where they address or sign; in the middle of a sentence, the person becomes "you". */
function withoutNames(text: string, names: readonly string[]): string {
  let rest = text;
  for (const name of names
    .flatMap((full) => [full, ...full.split(/\s+/)])
    .sort((a, b) => b.length - a.length)) {
    if (name.length < 3) continue;
    const written = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const word = `(?<![\\p{L}\\p{N}])${written}(?![\\p{L}\\p{N}])`;
    rest = rest
      .replace(new RegExp(`^${word}[,:;–—-]*\\s*`, "u"), "")
      .replace(new RegExp(`[,;–—-]?\\s*${word}(?=[.!?]*$)`, "u"), "")
      .replace(new RegExp(`,\\s*${word},`, "gu"), ",")
      .replace(new RegExp(word, "gu"), "you");
  }
  return rest.replace(/\s{2,}/g, " ").trim();
}

function dropRepeats(blocks: readonly Block[]): Block[] {
  const seen = new Set<string>();
  return blocks.filter(({ text }) => {
    const key = contentStems(text).join(" ");
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Items of one list stand line by line, everything else is a paragraph of its own. */
function joined(blocks: readonly Block[]): string {
  let number = 0;
  return blocks
    .map(({ kind, mark, text }, at) => {
      const before = blocks[at - 1];
      const goesOn = kind === "item" && before?.kind === "item" && (before.mark === "-") === (mark === "-");
      number = kind === "item" && mark !== "-" ? (goesOn ? number + 1 : 1) : 0;
      const line = kind === "item" ? `${mark === "-" ? "-" : `${number}.`} ${text}` : text;
      return at === 0 ? line : `${goesOn ? "\n" : "\n\n"}${line}`;
    })
    .join("");
}

/** The sentence that asks, without what leads up to it. */
export function titleFrom(question: string, names: readonly string[] = []): string {
  const all = sentences(withoutNames(clean(withoutPersonal(question)).replace(/\s+/g, " "), names)).map(
    (sentence) => sentence.replace(GREETING, "").trim(),
  );
  const asked = all.filter((sentence) => sentence.endsWith("?") && contentStems(sentence).length >= 2);
  const chosen = (asked[0] ?? all.find((sentence) => contentStems(sentence).length >= 2) ?? all[0] ?? "")
    .replace(/^(?:and|but|so|also|please|ok|okay|well|sorry|excuse me)[, ]+/iu, "")
    .replace(/[.!]+$/, "");
  return upperFirst(shorten(chosen, MAX_TITLE)) || "Untitled";
}

const headingOf = (line: string): string | null => /^#{1,6}\s+(.*)$/.exec(line)?.[1] ?? null;
const plainHeading = (text: string): string => text.toLowerCase().replace(/[?.!\s]+$/, "");

/**
 * The article's text with the new part in it: under a heading of its own, at the end; an article that has that heading
 * gets the text below it.
 */
export function withSection(article: string, heading: string, section: string): string {
  const lines = article.replace(/\s+$/, "").split("\n");
  const at = lines.findIndex((line) => plainHeading(headingOf(line) ?? "") === plainHeading(heading));
  if (at === -1) return `${lines.join("\n")}\n\n## ${heading}\n\n${section}\n`.replace(/^\n+/, "");
  const next = lines.findIndex((line, n) => n > at && headingOf(line) !== null);
  const end = next === -1 ? lines.length : next;
  const before = lines.slice(0, end).join("\n").replace(/\s+$/, "");
  const after = lines.slice(end).join("\n");
  return `${before}\n\n${section}\n${after ? `\n${after}\n` : ""}`;
}
