/** What is taken out of a customer's text before a model sees it: payment numbers that nobody here needs. Pure. */

export type SecretKind = "card" | "iban" | "security_code" | "national_id";

export interface Redaction {
  text: string;
  /** What was taken out, in order; never the value itself. */
  found: SecretKind[];
}

const CARD = /(?<![\p{L}\p{Nd}+])\d(?:[ .\u00a0\u2009-]{0,2}\d){12,18}(?![\p{L}\p{Nd}])/gu;
const IBAN = /(?<![\p{L}\p{Nd}])[A-Z]{2}\d{2}(?:[ \u00a0-]?[A-Z0-9]){11,30}(?![\p{L}\p{Nd}])/giu;
const SECURITY_CODE = /\b(cvv2?|cvc2?|security code|card code|pin)\b(\s*(?:is|:|=|#)?\s*)(\d{3,6})\b/gi;
const SOCIAL_SECURITY = /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g;

/** British, Italian and Spanish numbers by their shape, the latter by its check letter too; others where they are named. */
const NINO =
  /(?<![\p{L}\p{Nd}])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\p{L}\p{Nd}])/giu;
const FISCAL_CODE = /(?<![\p{L}\p{Nd}])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![\p{L}\p{Nd}])/giu;
const DNI = /(?<![\p{L}\p{Nd}-])([XYZ]?)(\d{7,8})-?([A-Z])(?![\p{L}\p{Nd}])/giu;
const NAMED_ID =
  /\b(?:passport|social security|ssn|national id(?:entity)?|id card|identity card|tax id|driver'?s licen[cs]e)(?: (?:number|no\.?|nr\.?))?\s*(?:is|:|=|#)?\s*((?=[A-Z0-9-]*\d{5})[A-Z]{0,3}[\d-]{6,14}[A-Z]?)(?![\p{L}\p{Nd}])/giu;
const DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

const REPLACEMENTS: Record<SecretKind, string> = {
  card: "(card number removed)",
  iban: "(account number removed)",
  security_code: "(code removed)",
  national_id: "(national id removed)",
};

/** Takes out card numbers (by length, first digit and check digit), IBANs (by checksum), card codes and national ids. */
export function redact(text: string): Redaction {
  const spans: { from: number; to: number; kind: SecretKind }[] = [];
  const flat = asciiDigits(text);
  const mark = (from: number, length: number, kind: SecretKind) => {
    const to = from + length;
    if (!spans.some((span) => from < span.to && to > span.from)) spans.push({ from, to, kind });
  };
  for (const match of flat.matchAll(IBAN)) {
    const length = ibanLength(match[0]);
    if (length > 0) mark(match.index, length, "iban");
  }
  for (const match of flat.matchAll(CARD))
    for (const { from, length } of cardsIn(match[0])) mark(match.index + from, length, "card");
  for (const match of flat.matchAll(SECURITY_CODE)) {
    const code = match[3] ?? "";
    mark(match.index + match[0].length - code.length, code.length, "security_code");
  }
  for (const match of flat.matchAll(SOCIAL_SECURITY)) mark(match.index, match[0].length, "national_id");
  for (const pattern of [NINO, FISCAL_CODE])
    for (const match of flat.matchAll(pattern)) mark(match.index, match[0].length, "national_id");
  for (const match of flat.matchAll(DNI)) {
    const number = Number(`${"XYZ".indexOf((match[1] ?? "").toUpperCase() || "X")}${match[2]}`);
    const isWhole = (match[1] ?? "").length + (match[2] ?? "").length === 8;
    if (isWhole && DNI_LETTERS[number % 23] === match[3]?.toUpperCase())
      mark(match.index, match[0].length, "national_id");
  }
  for (const match of flat.matchAll(NAMED_ID)) {
    const id = match[1] ?? "";
    mark(match.index + match[0].length - id.length, id.length, "national_id");
  }
  spans.sort((a, b) => a.from - b.from);
  let clean = "";
  let at = 0;
  for (const span of spans) {
    clean += text.slice(at, span.from) + REPLACEMENTS[span.kind];
    at = span.to;
  }
  return { text: clean + text.slice(at), found: spans.map((span) => span.kind) };
}

/** The same for every text of a value that is about to be read or kept as JSON. */
export function redactAll(value: unknown): unknown {
  if (typeof value === "string") return redact(value).text;
  if (Array.isArray(value)) return value.map(redactAll);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redactAll(inner)]));
}

/** Digits of any script as ASCII, with every position kept, so that spans fit the original. */
function asciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = code >= 0xff10 ? 0xff10 : code >= 0x06f0 ? 0x06f0 : 0x0660;
    return String(code - zero);
  });
}

/** Digits that follow a card number, such as those of "… 1111. 2 desks", are swept in with it: each stretch of groups is tried. */
function cardsIn(match: string): { from: number; length: number }[] {
  const groups = [...match.matchAll(/\d+/g)].map(({ index, 0: digits }) => ({ index, digits }));
  const found: { from: number; length: number }[] = [];
  for (let first = 0; first < groups.length; first++)
    for (let last = groups.length - 1; last >= first; last--) {
      const stretch = groups.slice(first, last + 1);
      if (!isCard(stretch.map(({ digits }) => digits).join(""))) continue;
      const [start, end] = [groups[first], groups[last]];
      if (!start || !end) break;
      found.push({ from: start.index, length: end.index + end.digits.length - start.index });
      first = last;
      break;
    }
  return found;
}

function isCard(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false;
  if (!/^[2-6]/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Characters of an IBAN by country (ISO 13616 registry). Without it, one in 65 random ids would pass for one. */
const IBAN_LENGTHS = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18
  FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21
  LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27
  ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** How much of the match is a valid IBAN: words that follow it may have been swept in. Zero when none is. */
function ibanLength(match: string): number {
  const wanted = IBAN_LENGTHS.get(match.slice(0, 2).toUpperCase());
  if (!wanted) return 0;
  let compact = "";
  let end = 0;
  while (end < match.length && compact.length < wanted) {
    const character = match[end++] ?? "";
    if (/[A-Z0-9]/i.test(character)) compact += character.toUpperCase();
  }
  const endsThere = !/[A-Z0-9]/i.test(match[end] ?? "");
  return compact.length === wanted && endsThere && mod97(compact) === 1 ? end : 0;
}

function mod97(iban: string): number {
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
