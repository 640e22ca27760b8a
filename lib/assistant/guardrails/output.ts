/**
 * What is taken out of an assistant's text before a customer sees it: links to foreign places lose their target, and
 * secrets are blotted out. `./stream-guard.ts` does this while the text streams. Pure.
 */
import { redact } from "./input";

const TARGET = String.raw`<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?`;
const IMAGE = new RegExp(String.raw`!\[([^\]]*)\]\(\s*${TARGET}\s*\)`, "g");
const LINK = new RegExp(String.raw`(?<!!)\[((?:[^[\]]|\[[^\]]*\])*)\]\(\s*${TARGET}\s*\)`, "g");
const DEFINITION = /^[ \t]{0,3}\[[^\]\n]+\]:[ \t]*\S+.*$/gm;
const TAG = /<\/?[a-z][^>]*>/gi;
const AUTOLINK = /<((?:https?|ftp|mailto|javascript|data|file):[^\s>]*)>/gi;
const BARE =
  /(?<![\w@/.])(?:(?:https?|ftp):\/\/|www\.)[^\s<>"'`\])]+|(?<![\w])(?:javascript|data|vbscript|file):[^\s<>"'`\])]+/gi;
const REMOVED = "(link removed)";

/**
 * Keeps links to allowed hosts and to our own pages (`/help/…`); of all others only the words stay. Images are kept
 * under the same rule: a picture's address can carry a conversation away without anybody clicking.
 */
export function dropForeignLinks(
  text: string,
  isAllowed: (target: string) => boolean,
): { text: string; removed: number } {
  let removed = 0;
  const drop = (replacement: string) => {
    removed += 1;
    return replacement;
  };
  const clean = text
    .replace(DEFINITION, () => drop(""))
    .replace(IMAGE, (whole, label: string, target: string) => (isAllowed(target) ? whole : drop(label)))
    .replace(LINK, (whole, label: string, target: string) => (isAllowed(target) ? whole : drop(label)))
    .replace(AUTOLINK, (whole, target: string) => (isAllowed(target) ? whole : drop(REMOVED)))
    .replace(TAG, (tag) => (/\b(?:href|src|action|style|on\w+)\s*=/i.test(tag) ? drop("") : ""))
    .replace(BARE, (target) => {
      const url = target.replace(/[.,;:!?]+$/, "");
      return isAllowed(url) ? target : drop(REMOVED) + target.slice(url.length);
    });
  return { text: clean, removed };
}

/** @param hosts names in lower case; a subdomain must be listed by itself. */
export function isAllowedTarget(target: string, hosts: ReadonlySet<string>): boolean {
  // A backslash counts as a slash in browsers, and control characters are skipped by them.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must be seen through.
  const plain = target.replace(/[\u0000-\u0020]/g, "").replace(/\\/g, "/");
  if (/^(?:\/(?!\/)|#)/.test(plain)) return true;
  try {
    const url = new URL(/^www\./i.test(plain) ? `https://${plain}` : plain);
    return (
      (url.protocol === "https:" || url.protocol === "http:") &&
      !url.username &&
      !url.password &&
      hosts.has(url.hostname.toLowerCase())
    );
  } catch {
    return false;
  }
}

const SECRETS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{16,}/g,
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abprs]-[A-Za-z0-9-]{10,})/g,
  /\bAKIA[0-9A-Z]{16}\b/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@[^\s]+/gi,
  /\bBearer\s+[A-Za-z0-9._~+/-]{16,}=*/gi,
  /\$(?:argon2(?:id|i|d)|2[aby])\$[^\s]{20,}/g,
  /\b(?:password|passwd|secret|api[_ -]?key|token)\s*[:=]\s*(?!\()\S{6,}/gi,
];

/** Blots out keys, tokens, hashes, addresses with credentials, and payment numbers. */
export function hideSecrets(text: string): { text: string; hidden: number } {
  let hidden = 0;
  let clean = text;
  for (const pattern of SECRETS) {
    clean = clean.replace(pattern, () => {
      hidden += 1;
      return "(removed)";
    });
  }
  const { text: rest, found } = redact(clean);
  return { text: rest, hidden: hidden + found.length };
}
