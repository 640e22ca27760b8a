import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redact } from "./input";

describe("redacting", () => {
  it.each([
    ["my card is 4242 4242 4242 4242 thanks", "my card is (card number removed) thanks", ["card"]],
    ["5555-5555-5555-4444", "(card number removed)", ["card"]],
    ["378282246310005.", "(card number removed).", ["card"]],
    ["4242424242424242. 1 desk", "(card number removed). 1 desk", ["card"]],
    ["2 x 4242 4242 4242 4242 7", "2 x (card number removed) 7", ["card"]],
    ["４２４２４２４２４２４２４２４２", "(card number removed)", ["card"]],
    ["IBAN DE89 3704 0044 0532 0130 00 is mine", "IBAN (account number removed) is mine", ["iban"]],
    ["gb82west12345698765432", "(account number removed)", ["iban"]],
    ["cvv: 123 please", "cvv: (code removed) please", ["security_code"]],
    ["ssn 123-45-6789", "ssn (national id removed)", ["national_id"]],
    ["NI number AB 12 34 56 C", "NI number (national id removed)", ["national_id"]],
    ["codice fiscale RSSMRA85T10A562S", "codice fiscale (national id removed)", ["national_id"]],
    ["mi DNI es 12345678Z", "mi DNI es (national id removed)", ["national_id"]],
    ["NIE X1234567L", "NIE (national id removed)", ["national_id"]],
    ["my passport number is 963545637", "my passport number is (national id removed)", ["national_id"]],
    ["social security number: 123456789", "social security number: (national id removed)", ["national_id"]],
    [
      "4242424242424242 and DE89370400440532013000",
      "(card number removed) and (account number removed)",
      ["card", "iban"],
    ],
  ])("takes out %s", (text, clean, found) => {
    expect(redact(text)).toEqual({ text: clean, found });
  });

  it.each([
    "order 4242424242424241",
    "call +44 20 7946 0000 12345",
    "tracking 1Z999AA10123456784",
    "DE89 3704 0044 0532 0130 02",
    "ticket #1042, order 10023, 2026-11-22",
    "0000 0000 0000 0000",
    "the code is 123456",
    "serial ABCD4242424242424242",
    "serial 12345678A",
    "order EF-204017 and E0105",
    "is a passport required in 2026?",
    "tax id is needed for 12 invoices",
  ])("leaves %s alone", (text) => {
    expect(redact(text)).toEqual({ text, found: [] });
  });

  it("finds every valid card number, however it is spaced", () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(digits, fc.constantFrom("", " ", "-"), (middle, separator) => {
        const body = [4, ...middle];
        const sum = body.reduce(
          (total, digit, index) =>
            total + (index % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit),
          0,
        );
        const number = [...body, (10 - (sum % 10)) % 10].join("");
        const written = number.match(/.{4}/g)?.join(separator) ?? "";
        expect(redact(`a ${written} b`).text).toBe("a (card number removed) b");
      }),
    );
  });
});

describe("ids that are no account numbers", () => {
  it("stay as they are, whatever their letters and digits add up to", () => {
    // Its third to last groups satisfy the checksum, but there is no country AC.
    const id = "6226bd65-ac66-4c99-b3c8-1cf217a1ccd1";
    expect(redact(`about ${id}`)).toEqual({ text: `about ${id}`, found: [] });
  });

  it("are told from an account number by its country's length", () => {
    expect(redact("DE89 3704 0044 0532 0130 00 please").text).toBe("(account number removed) please");
    expect(redact("DE89370400440532013000abc").found).toEqual([]);
  });
});
