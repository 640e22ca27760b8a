import { describe, expect, it } from "vitest";
import { compare, duplicateScore } from "./compare";
import { quantitiesOf } from "./statements";

const passage = (text: string, title = "Returns", heading: string | null = null) => ({
  title,
  heading,
  text,
});
const because = (a: string, b: string) =>
  compare(passage(a), passage(b)).map((finding) =>
    finding.kind === "contradiction" ? finding.because : finding.kind,
  );
const marked = ({ text, marks }: { text: string; marks: readonly (readonly [number, number])[] }) =>
  marks.map(([start, end]) => text.slice(start, end));

describe("two statements that cannot both be true", () => {
  it.each([
    [
      "You can return an item within 14 days of delivery.",
      "You can return items within 30 days of delivery.",
      "number",
    ],
    [
      "Return an item within two weeks of its delivery.",
      "Items: return within 30 days of the delivery.",
      "number",
    ],
    ["The gas lift has a warranty of 2 years.", "The warranty of a gas lift is 5 years.", "number"],
    ["Assembly of a standing desk costs 49 EUR.", "Assembly of a standing desk costs €59.", "number"],
    [
      "Assembly of a standing desk is free for members.",
      "Assembly of a standing desk costs members 35 EUR.",
      "price",
    ],
    ["Pickup of a large item is free of charge.", "The pickup of a large item costs 35 EUR.", "price"],
    [
      "Gift cards are refundable in the first month after purchase.",
      "Gift cards are not refundable in the first month after purchase.",
      "denial",
    ],
    [
      "We deliver large items to the upper floors of a house.",
      "We do not deliver large items to upper floors of a house.",
      "denial",
    ],
    ["The autumn price promise ends on 31 October.", "The autumn price promise ends on November 15.", "date"],
    [
      "The Tarn frame carries a load of up to 120 kg.",
      "The Tarn frame carries a load of up to 80 kg.",
      "number",
    ],
    [
      "A discount of 10% applies to spare parts for members.",
      "A 15 % discount applies to spare parts for members.",
      "number",
    ],
  ])("%s / %s", (a, b, expected) => {
    expect(because(a, b)).toEqual([expected]);
    expect(because(b, a)).toEqual([expected]);
  });

  it("are found in the midst of others, with the words marked in which they differ", () => {
    const one = "Keep the box.\n\n- Return an item within 14 days of delivery.\n- Print the label yourself.";
    const other = "Pack it well. You can return an item within 30 days of delivery. Drop it at a shop.";
    const [finding] = compare(passage(one), passage(other));
    expect(finding && marked(finding.a)).toEqual(["14 days"]);
    expect(finding && marked(finding.b)).toEqual(["30 days"]);
    expect(finding?.a.text).toBe("Return an item within 14 days of delivery.");
  });

  it("are found in a copy of which one number was changed", () => {
    const text = (days: number) =>
      `To send something back, open your order and choose what you return. Print the label, pack the item well and hand it in at any shop of the carrier. You can return an item within ${days} days of delivery and get the full price back.`;
    expect(because(text(14), text(30))).toEqual(["number"]);
  });
});

describe("statements that only look like it", () => {
  it.each([
    // Of different things.
    ["Chairs have a warranty of 10 years.", "Standing desks have a warranty of 5 years."],
    ["Delivery of a parcel to Denmark takes 3 days.", "Delivery of a parcel to Sweden takes 5 days."],
    ["Members get 10% off spare parts.", "Organizations get 15% off standing desks."],
    ["Refunds to a card take 5 days.", "Refunds to a gift card take 1 day."],
    ["A parcel costs 4.90 EUR.", "A pallet costs 49 EUR."],
    // The same amount, in other words.
    ["Return an item within two weeks of delivery.", "Return an item within 14 days of delivery."],
    ["The gas lift has a warranty of 2 years.", "The gas lift has a warranty of 24 months."],
    ["Shipping an order costs 5 EUR.", "Shipping an order costs €5.00."],
    ["The order can hold 1,000 chairs.", "The order can hold 1000 chairs."],
    // Both deny, or both are free.
    ["Gift cards are not refundable after purchase.", "Gift cards are never refundable after purchase."],
    ["Pickup of a large item is free.", "The pickup of large items costs nothing."],
    // A list of prices says nothing about one.
    [
      "Assembly: chairs 19 EUR, desks 49 EUR, shelves 39 EUR.",
      "Assembly: chairs 25 EUR, desks 59 EUR, shelves 45 EUR.",
    ],
    // Conditions.
    ["Assembly is free for Plus members.", "Assembly costs 35 EUR with the Basic plan."],
    // Several figures, or a case in which something holds.
    [
      "That is usually 2 hours for parcels and 24 hours for large items.",
      "Parcels usually take 3-5 working days, large items up to 7.",
    ],
    ["If you cannot, ask for a person in the chat.", "Ask for a person in the chat."],
    // Steps of two instructions.
    [
      "Hold the button for 5 seconds until the display shows RST.",
      "Press both keys for 8 seconds; the display blinks.",
    ],
    ["Wait.", "Wait 5 minutes."],
  ])("%s / %s", (a, b) => {
    expect(because(a, b)).toEqual([]);
  });

  it("does not hold a statement against a passage that also says the same", () => {
    const both =
      "Return an item within 14 days of delivery. Return an item within 30 days of delivery as a member.";
    expect(because("You can return an item within 14 days of delivery.", both)).toEqual([]);
  });

  it("asks short statements for the same subject in title and heading", () => {
    const about = (days: number, title: string) =>
      passage(`Allow ${days} days for it to arrive by parcel.`, title);
    const short = (days: number, title: string) => passage(`It arrives by parcel in ${days} days.`, title);
    expect(compare(about(3, "Delivery times"), about(5, "Delivery times"))).toHaveLength(1);
    expect(compare(short(3, "Refund labels"), short(5, "Spare parts"))).toEqual([]);
    expect(compare(short(3, "Delivery times"), short(5, "Delivery by parcel"))).toHaveLength(1);
  });
});

describe("near-duplicates", () => {
  const text =
    "To clean the mesh, vacuum it with a soft brush. Wipe it with lukewarm water and a drop of soap, never with solvents, and let it dry in the shade for a day before anybody sits on it again.";
  it("are told from passages that share a phrase", () => {
    expect(compare(passage(text), passage(`Good to know. ${text}`)).map(({ kind }) => kind)).toEqual([
      "duplicate",
    ]);
    expect(duplicateScore(text, text)).toBe(1);
    expect(
      because(text, "Wipe the wood with lukewarm water and a drop of soap; oil it once a year."),
    ).toEqual([]);
    expect(duplicateScore("Short text.", "Short text.")).toBe(0);
  });
});

describe("quantities", () => {
  it.each([
    ["within 14 days", [["time", 20_160]]],
    ["two weeks", [["time", 20_160]]],
    [
      "€35 or 35.00 EUR",
      [
        ["EUR", 3_500],
        ["EUR", 3_500],
      ],
    ],
    [
      "2-5 working days",
      [
        ["time", 2_880],
        ["time", 7_200],
      ],
    ],
    ["1,200.50 EUR", [["EUR", 120_050]]],
    ["12,5 %", [["%", 12.5]]],
    [
      "on 31 March and April 2nd",
      [
        ["date", 331],
        ["date", 402],
      ],
    ],
    ["one of them", []],
    ["error E03", []],
    ["4 chairs", [["", 4]]],
  ])("of %j", (text, expected) => {
    expect(quantitiesOf(text).map(({ kind, value }) => [kind, value])).toEqual(expected);
  });

  it("tells at least from at most", () => {
    expect(quantitiesOf("at least 5 days").map(({ bound }) => bound)).toEqual(["least"]);
    expect(quantitiesOf("no more than 5 days").map(({ bound }) => bound)).toEqual(["most"]);
  });
});
