/** Arguments are read and changed as what they are, and what nobody touched stays what was asked for. */
import { describe, expect, it } from "vitest";
import { draftOf, parseMoney, readDraft } from "./drafts";
import { askOf, changesOf, currencyOf, fieldsOf, textOf } from "./fields";
import { wordsFor } from "./tool-words";

const refund = { order_number: "EL-1042", amount_cents: 12_000, reason: "Arrived broken", note: null };
const shown = (args: Record<string, unknown>) =>
  fieldsOf(args).map((field) => [field.label, textOf(field, args[field.key], currencyOf(args))]);

describe("the arguments of a call", () => {
  it("are labelled, with money as money", () => {
    expect(shown(refund)).toEqual([
      ["Order", "EL-1042"],
      ["Amount", "€120.00"],
      ["Reason", "Arrived broken"],
      ["Note", ""],
    ]);
    expect(shown({ amount: 12.5, currency: "GBP", notifyCustomer: true })).toEqual([
      ["Amount", "£12.50"],
      ["Notify customer", "Yes"],
    ]);
    expect(shown({ items: ["a"] })[0]?.[1]).toBe('[\n  "a"\n]');
  });

  it("can be all of an amount", () => {
    const all = { order_number: "EL-1", amount: null, reason: "x" };
    expect(askOf("request_refund", all)).toBe("refund for order EL-1");
    expect(fieldsOf(all)[1]).toMatchObject({
      kind: "money",
      optional: true,
      whenEmpty: "All that is possible",
    });
    const less = readDraft(all, { ...draftOf(all), amount: "20" });
    expect(less).toMatchObject({ args: { amount: 20 }, changed: true });
    expect(changesOf(all, { ...all, amount: 20 })).toEqual([
      { label: "Amount", from: "All that is possible", to: "€20.00" },
    ]);
  });

  it("make a phrase of what is asked for", () => {
    expect(askOf("request_refund", refund)).toBe("refund of €120.00 for order EL-1042");
    expect(askOf("create_ticket", { subject: "x" })).toBe("open a ticket");
    expect(askOf("shop__ship_gift", {})).toBe("shop ship gift");
  });

  it("are told apart from what was decided", () => {
    expect(changesOf(refund, null)).toEqual([]);
    expect(changesOf(refund, { ...refund, amount_cents: 5_000 })).toEqual([
      { label: "Amount", from: "€120.00", to: "€50.00" },
    ]);
  });
});

describe("a form of arguments", () => {
  it("gives back exactly what was asked for when nothing is touched", () => {
    const args = { ...refund, flag: false, count: 3, items: [1, { a: "b" }] };
    expect(readDraft(args, draftOf(args))).toEqual({ ok: true, args, changed: false });
  });

  it("reads what was written as what the argument is", () => {
    const args = { ...refund, amount: 10, flag: false, count: 3, items: [1] };
    const draft = {
      ...draftOf(args),
      amount_cents: "1,050.5",
      amount: "12,50",
      flag: "yes",
      count: "4",
      items: "[2]",
    };
    expect(readDraft(args, draft)).toEqual({
      ok: true,
      changed: true,
      args: { ...args, amount_cents: 105_050, amount: 12.5, flag: true, count: 4, items: [2] },
    });
  });

  it.each([
    ["amount_cents", "lots"],
    ["amount_cents", "0"],
    ["amount_cents", "-5"],
    ["reason", " "],
    ["count", "many"],
    ["items", "{"],
  ])("says at %s what is wrong with %j", (key, text) => {
    const args = { ...refund, count: 3, items: [1] };
    const read = readDraft(args, { ...draftOf(args), [key]: text });
    expect(read).toMatchObject({ ok: false, problems: { [key]: expect.stringMatching(/^[A-Z]/) } });
  });

  it("keeps what may be empty empty", () => {
    expect(readDraft(refund, { ...draftOf(refund), note: "Called" })).toMatchObject({
      args: { note: "Called" },
    });
    expect(readDraft(refund, { ...draftOf(refund), note: "  " })).toMatchObject({ args: { note: null } });
  });
});

describe("an amount", () => {
  it.each([
    ["5", 500],
    ["49.9", 4_990],
    ["49,90", 4_990],
    ["€ 1,200.50", 120_050],
    ["1200", 120_000],
    ["", null],
    ["1.2.3", null],
    ["-1", null],
    ["12.345", null],
  ])("%j is %j cents", (text, cents) => {
    expect(parseMoney(text)).toBe(cents);
  });
});

it("says what an unknown tool does in its own first sentence", () => {
  expect(wordsFor("mcp__files__read_text", "Reads a file. Then more.\nAnd more")).toEqual({
    title: "Files read text",
    does: "Reads a file.",
  });
  expect(wordsFor("x", "word ".repeat(80)).does).toHaveLength(160);
});
