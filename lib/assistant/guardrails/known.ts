/**
 * What an answer may name: everything that this customer wrote, was told, or that a tool returned in this run. E-mail
 * addresses, telephone numbers, numbers of orders and tickets, and names of addressees that are not among it belong to
 * somebody else, or to nobody. Pure.
 */

const EMAIL = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Written as people write telephone numbers: with a plus, a leading zero or bracket, or in the American way. */
const PHONE =
  /(?<![\p{L}\p{N}#._-])(?:(?:\+|00?(?=[ (/.-]?\d)|\()[ ]?\d[\d() ./\u00a0-]{5,18}\d|\d{3}[ .-]\d{3}[ .-]\d{4})(?![\p{L}\p{N}])/gu;
const NUMBERED =
  /\b((?:order|ticket|case|invoice|reference|refund|return|parcel|shipment|customer|account)s?(?:\s+(?:number|no\.?|nr\.?|id|code))?(?:\s+is)?[\s:*_#]{1,6})(\d{3,12})(?![\d.,-]*\d|\s?(?:%|euros?|dollars?|units?|days?))/giu;
/** Codes such as EF-204017. */
const CODED = /(?<![\p{L}\p{N}/-])\p{Lu}{1,4}-\d{6,12}(?![\p{L}\p{N}-])/gu;
const HASHED = /(?<![\p{L}\p{N}/&])(#)(\d{3,12})(?!\d)/gu;
const GREETED = /\b(hello|hi|hey|dear)((?:[ ,]+)(\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?))(?=[\s,.!:]|$)/giu;
const TITLED = /\b(mr|mrs|ms|mx|dr)(\.? )(\p{Lu}[\p{L}'-]+)/giu;
const URL_IN = /(?:https?:\/\/|www\.)[^\s<>"'`\])]+/gi;

const ANYBODY = new Set(
  "there again everyone everybody all team customer sir madam mr mrs ms mx dr".split(" "),
);

const digitsOf = (text: string): string => text.replace(/\D/g, "");
/** Country and trunk prefixes vary; the last digits do not. */
const phoneKey = (text: string): string => digitsOf(text).slice(-7);
const wordKey = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();

export interface Hidden {
  text: string;
  hidden: number;
}

export class Known {
  private readonly emails = new Set<string>();
  private readonly phones = new Set<string>();
  private readonly numbers = new Set<string>();
  private readonly words = new Set<string>();
  /** Addresses that the company's own articles give. */
  readonly links = new Set<string>();
  private readonly own: string[] = [];

  /** @param isOwn whether it comes from the help center, whose links may be passed on. */
  add(value: unknown, isOwn = false): void {
    if (typeof value === "number") this.numbers.add(String(value));
    else if (typeof value === "string") this.addText(value, isOwn);
    else if (typeof value === "object" && value !== null)
      for (const inner of Object.values(value)) this.add(inner, isOwn);
  }

  private addText(text: string, isOwn: boolean): void {
    for (const [email] of text.matchAll(EMAIL)) this.emails.add(email.toLowerCase());
    for (const [phone] of text.matchAll(PHONE)) this.phones.add(phoneKey(phone));
    for (const [number] of text.matchAll(/\d{3,}/g)) this.numbers.add(number);
    // A number may stand alone in a field, without the signs by which a text's numbers are known.
    if (/^[+\d() ./-]{7,25}$/.test(text)) this.phones.add(phoneKey(text));
    for (const [word] of text.matchAll(/[\p{L}'-]{2,}/gu)) this.words.add(wordKey(word));
    if (!isOwn) return;
    this.own.push(text);
    for (const [url] of text.matchAll(URL_IN)) this.links.add(url.replace(/[.,;:!?]+$/, ""));
  }

  /** Whether the company's own articles say it in these words. */
  saysItself(text: string): boolean {
    const words = text.trim();
    return words.length > 3 && this.own.some((own) => own.includes(words));
  }

  /** Takes out what is nobody's business here. */
  hideOthers(text: string): Hidden {
    let hidden = 0;
    const out = (replacement: string) => {
      hidden += 1;
      return replacement;
    };
    const clean = text
      .replace(EMAIL, (email) => (this.emails.has(email.toLowerCase()) ? email : out("(address removed)")))
      .replace(PHONE, (phone) =>
        digitsOf(phone).length < 8 || isDate(phone) || this.phones.has(phoneKey(phone))
          ? phone
          : out("(number removed)"),
      )
      .replace(NUMBERED, (whole, lead: string, number: string) =>
        this.numbers.has(number) ? whole : out(`${lead.replace(/#$/, "")}(number removed)`),
      )
      .replace(CODED, (code) => (this.numbers.has(digitsOf(code)) ? code : out("(number removed)")))
      .replace(HASHED, (whole, _sign: string, number: string) =>
        this.numbers.has(number) ? whole : out("(number removed)"),
      )
      .replace(TITLED, (whole, title: string, gap: string, name: string) =>
        /^\p{Lu}/u.test(name) && !this.isKnownName(name) ? out(`${title}${gap}(name removed)`) : whole,
      )
      .replace(GREETED, (whole, greeting: string, _rest: string, name: string) =>
        /^\p{Lu}/u.test(name) && !this.isKnownName(name) ? out(greeting) : whole,
      );
    return { text: clean, hidden };
  }

  private isKnownName(name: string): boolean {
    const [first = ""] = name.split(" ");
    return ANYBODY.has(wordKey(first)) || name.split(" ").every((part) => this.words.has(wordKey(part)));
  }
}

const isDate = (text: string): boolean =>
  /^\(?\d{4}[-./ ]\d{2}[-./ ]\d{2}\b|^\(?\d{1,2}[-./ ]\d{1,2}[-./ ]\d{4}$/.test(text.trim());
