/**
 * Turns the markers that a model writes (`[[k1]]`) into numbered citations (`[1]`), while the text streams. A number in
 * the output stands for a passage that was retrieved in this run, or it is not there: unknown markers are dropped, and
 * numbers that the model made up lose their brackets. Pure; the output does not depend on how the text was cut up.
 */

export interface CitedSource<Source> {
  number: number;
  ref: string;
  source: Source;
}

export interface CitationFilter<Source> {
  /** The part of the text so far that is decided. What could still become a marker is held back. */
  push(chunk: string): string;
  /** The rest. Call once, at the end. */
  end(): string;
  /** Sources used so far, by number. */
  sources(): CitedSource<Source>[];
  /** Markers that pointed at nothing retrieved, and numbers that stood for nothing. */
  counts(): { unknown: number; forged: number };
}

const REF_LIMIT = 64;
/** How far back an open bracket is looked for; longer than any token. */
const TAIL = 100;

const MARKER = / ?\[\[([^[\]\n]{1,64})\]\]/y;
const MARKER_START = / ?(?:\[(?:\[(?:[^[\]\n]{0,64}\]?)?)?)?$/y;
/** `[7]`, `[1, 2]`, `[^3]`, `\[7\]`: whatever a reader would take for a citation. */
const NUMBER = /\\?\[\^? ?(\d{1,4}(?: ?[,\u2013-] ?\d{1,4}){0,8}) ?\\?\]/y;
const NUMBER_START = /\\?(?:\[[\^ \d,\u2013\\-]{0,80})?$/y;
/** The citation style that some models fall back to. */
const LENTICULAR = /\u3010[^\u3011\n]{0,64}\u3011/y;
const LENTICULAR_START = /\u3010[^\u3011\n]{0,64}$/y;
const PLAIN = /[^ [\\\u3010]+/y;

/** @param known the passage that a ref stands for in this run, or null. */
export function createCitationFilter<Source>(known: (ref: string) => Source | null): CitationFilter<Source> {
  const used = new Map<string, CitedSource<Source>>();
  let unknown = 0;
  let forged = 0;
  let buffer = "";
  let tail = "";
  let afterCitation = false;
  let out = "";

  const emit = (text: string) => {
    if (!text) return;
    // "[1](…)" and "[1]: …" would be links in Markdown, dressed up as citations.
    const piece = afterCitation && /^[(:]/.test(text) ? ` ${text}` : text;
    afterCitation = false;
    out += piece;
    tail = (tail + piece).slice(-TAIL);
  };

  /** Text in place of a token. Inside an open bracket it is kept apart, or the two would form a token of their own. */
  const replace = (text: string) => {
    const isInside = /\[[^\]\n]*$/.test(tail);
    emit(isInside || (text.startsWith("(") && tail.endsWith("]")) ? ` ${text}` : text);
  };

  const cite = (refs: string[], space: string) => {
    const numbers: number[] = [];
    for (const ref of refs) {
      const number = numberOf(ref);
      if (number === null) unknown += 1;
      else if (!numbers.includes(number)) numbers.push(number);
    }
    if (numbers.length === 0) return replace("");
    replace(`${space}${numbers.map((number) => `[${number}]`).join("")}`);
    afterCitation = true;
  };

  const numberOf = (ref: string): number | null => {
    const found = used.get(ref);
    if (found) return found.number;
    const source = known(ref);
    if (source === null) return null;
    const number = used.size + 1;
    used.set(ref, { number, ref, source });
    return number;
  };

  const keepOrNeutralise = (written: string, inner: string) => {
    const number = Number(inner);
    if (written === `[${inner}]` && number >= 1 && number <= used.size && !/\[[^\]\n]*$/.test(tail)) {
      emit(`[${number}]`);
      afterCitation = true;
      return;
    }
    forged += 1;
    replace(`(${inner})`);
  };

  const scan = (isEnd: boolean): string => {
    let at = 0;
    const take = (pattern: RegExp): RegExpExecArray | null => {
      pattern.lastIndex = at;
      const match = pattern.exec(buffer);
      if (match) at = pattern.lastIndex;
      return match;
    };
    const isOpen = (pattern: RegExp) => {
      pattern.lastIndex = at;
      return !isEnd && pattern.test(buffer);
    };
    out = "";
    while (at < buffer.length) {
      const plain = take(PLAIN);
      if (plain) {
        emit(plain[0]);
        continue;
      }
      const marker = take(MARKER);
      if (marker) {
        const refs = (marker[1] ?? "").split(/[,;\s]+/).filter(Boolean);
        cite(refs, marker[0].startsWith(" ") ? " " : "");
        continue;
      }
      if (isOpen(MARKER_START)) break;
      const number = take(NUMBER);
      if (number) {
        keepOrNeutralise(number[0], number[1] ?? "");
        continue;
      }
      if (isOpen(NUMBER_START)) break;
      if (take(LENTICULAR)) {
        forged += 1;
        replace("");
        continue;
      }
      if (isOpen(LENTICULAR_START)) break;
      if (isEnd && isCutMarker(buffer.slice(at))) {
        unknown += 1;
        at = buffer.length;
        break;
      }
      emit(buffer.charAt(at));
      at += 1;
    }
    buffer = buffer.slice(at);
    return out;
  };

  return {
    push(chunk) {
      buffer += chunk;
      return scan(false);
    },
    end: () => scan(true),
    sources: () => [...used.values()],
    counts: () => ({ unknown, forged }),
  };
}

/** A marker that the answer's end cut off: `[[k1`, `[[k1]`. */
function isCutMarker(rest: string): boolean {
  return rest.length <= REF_LIMIT + 4 && /^ ?\[\[[\w, ;-]*\]?$/.test(rest);
}

/** The same, for a text that is already whole. */
export function resolveCitations<Source>(text: string, known: (ref: string) => Source | null) {
  const filter = createCitationFilter(known);
  return { text: filter.push(text) + filter.end(), sources: filter.sources(), ...filter.counts() };
}
