/**
 * The last thing that happens to an answer before it is stored and shown, while it streams: secrets, other people's
 * data, links to foreign places and the assistant's own instructions are taken out. Holds back what is undecided, at
 * most about a hundred characters; the output does not depend on how the text was cut up. Pure.
 */
import type { Known } from "./known";
import { LeakFilter } from "./leak";
import { dropForeignLinks, hideSecrets, isAllowedTarget } from "./output";
import { cut, isOpen } from "./segments";

export interface StreamGuard {
  push(chunk: string): string;
  /** The rest. What comes after it begins a new text. */
  end(): string;
  counts(): GuardCounts;
}

export interface GuardCounts {
  links: number;
  secrets: number;
  others: number;
  leaks: number;
}

type Options = {
  /** Host names that links may lead to; our own pages always. */
  hosts: readonly string[];
  known: Known;
  /** Text that must not be repeated to a customer. */
  instructions: string;
};

/** How the rest of a word that was cut off at the limit is treated: shown, or left out, until one of these comes. */
type Rest = { shown: boolean; until: RegExp } | null;

const PLAIN = /^[\p{L}\p{M}'\u2019\u201c\u201d"!?,;\u2013\u2014-]+[.:]?[*_"\u201d]*$/u;
const WORD_END = /[\s]/;
const TARGET_END = /[\s)]/;
/** What began to look like one of them when the word was cut off. */
const CUT_SECRET =
  /(?:[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}.-]*|\b(?:sk|pk|rk|gh[pousr]|xox[abprs]|glpat|github_pat)[-_][\w-]{8,}|\beyJ[\w-]{8,}[\w.-]*)$/u;
const CUT_URL = /(?:(?:https?|ftp):\/\/|www\.)[^\s<>"'`\])]*$/i;
const SLASHES = /^([[(<"']*)(?:\/[/\\]|\\\\)\S*/;

export function createStreamGuard({ hosts, known, instructions }: Options): StreamGuard {
  const leak = new LeakFilter(instructions);
  const counts = { links: 0, secrets: 0, others: 0 };
  const allowed = new Set(hosts.map((host) => host.toLowerCase()));
  let buffer = "";
  let rest: Rest = null;
  /** Inside a private key, before or in its last line. */
  let key: "body" | "end" | null = null;

  const isAllowed = (target: string) => known.links.has(target) || isAllowedTarget(target, allowed);

  const clean = (piece: string): string => {
    if (PLAIN.test(piece) && !/^(?:www\.|javascript:|data:)/i.test(piece)) return piece;
    const links = dropForeignLinks(piece, isAllowed);
    const secrets = hideSecrets(dropLoneTargets(links.text));
    const others = known.hideOthers(secrets.text);
    if (others.text !== piece && known.saysItself(piece)) return piece;
    counts.links += links.removed;
    counts.secrets += secrets.hidden;
    counts.others += others.hidden;
    return others.text;
  };

  /** `](…)` whose bracket was opened too long ago, and addresses that begin with two slashes. */
  const dropLoneTargets = (piece: string): string => {
    const parts = piece.replace(
      /(^|[^\]])\]\(\s*<?([^\s<>)]*)[^)]*\)?/g,
      (whole, before: string, target: string, at: number, all: string) => {
        const isWhole = all.slice(0, at + before.length).includes("[");
        if (isWhole || isAllowed(target)) return whole;
        counts.links += 1;
        return `${before}]`;
      },
    );
    return parts.replace(SLASHES, (_, lead: string) => {
      counts.links += 1;
      return `${lead}(link removed)`;
    });
  };

  /** A piece that goes on for longer than may be held. */
  const cleanForced = (piece: string): string => {
    const target = /\]\(\s*<?([^\s<>)]*)$/.exec(piece);
    if (target) {
      const isFine = isAllowed(target[1] ?? "");
      rest = { shown: isFine, until: TARGET_END };
      if (isFine) return piece;
      counts.links += 1;
      return `${clean(piece.slice(0, target.index)).replace(/\[/g, "")}`;
    }
    const url = CUT_URL.exec(piece);
    if (url) {
      const isFine = isAllowed(url[0]);
      rest = { shown: isFine, until: WORD_END };
      if (isFine) return piece;
      counts.links += 1;
      return `${clean(piece.slice(0, url.index))}(link removed)`;
    }
    const secret = CUT_SECRET.exec(piece);
    if (secret) {
      rest = { shown: false, until: WORD_END };
      counts.secrets += 1;
      return `${clean(piece.slice(0, secret.index))}(removed)`;
    }
    return clean(isOpen(piece) ? piece.replace(/[[<]/g, "") : piece);
  };

  const scan = (isEnd: boolean): string => {
    let out = "";
    let at = 0;
    while (at < buffer.length) {
      if (rest) {
        const stop = buffer.slice(at).search(rest.until);
        const to = stop < 0 ? buffer.length : at + stop;
        if (rest.shown) out += leak.push(buffer.slice(at, to));
        at = to;
        if (stop < 0) break;
        if (!rest.shown && buffer.charAt(at) === ")") at += 1;
        rest = null;
        continue;
      }
      const { length, isForced } = cut(buffer.slice(at, at + 2 * 100), isEnd && buffer.length - at <= 200);
      if (length === 0) break;
      const piece = buffer.slice(at, at + length);
      at += length;
      if (key) {
        if (piece.includes("-----END")) key = "end";
        if (key === "end" && piece.includes("KEY-----")) key = null;
        continue;
      }
      if (piece.includes("-----BEGIN")) {
        key = "body";
        counts.secrets += 1;
        out += leak.push("(removed)");
        continue;
      }
      out += leak.push(isForced ? cleanForced(piece) : clean(piece));
    }
    buffer = buffer.slice(at);
    return out;
  };

  return {
    push(chunk) {
      buffer += chunk;
      return scan(false);
    },
    end() {
      const out = scan(true) + leak.end();
      rest = null;
      key = null;
      buffer = "";
      return out;
    },
    counts: () => ({ ...counts, leaks: leak.leaks }),
  };
}

/** The same, for a text that is already whole. */
export function guardText(text: string, options: Options): { text: string; counts: GuardCounts } {
  const guard = createStreamGuard(options);
  return { text: guard.push(text) + guard.end(), counts: guard.counts() };
}
