import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ask } from "./asking";
import { newTicket } from "./pending";
import { type Entry, foldHistory } from "./state";
import { fingerprint, readStored, toStored } from "./stored";

const entries: Entry[] = [
  { role: "customer", text: "Do you engrave names?", at: 1_000 },
  { role: "assistant", text: "I could not find this in our help center." },
  { role: "customer", text: "open a ticket: the lamp flickers at night", at: 2_000 },
  { role: "assistant", text: ask(newTicket({ asked: "confirm", subject: "Lamp", description: "Flickers" })) },
];

describe("the stored state", () => {
  it("comes back as it was, through JSON", () => {
    for (let length = 0; length <= entries.length; length += 1) {
      const state = foldHistory(entries.slice(0, length));
      const back = readStored(JSON.parse(JSON.stringify(toStored(4, ["Hello [1]."], state))));
      expect(back?.state).toEqual(state);
      expect(back?.upTo).toBe(4);
    }
  });

  it("is nothing when it is anything else", () => {
    const good = toStored(4, [], foldHistory(entries));
    expect(readStored({ ...good, v: 2 })).toBeNull();
    expect(readStored({ ...good, state: { ...good.state, topics: [{}] } })).toBeNull();
    fc.assert(fc.property(fc.jsonValue(), (value) => readStored(value) === null));
  });

  it("knows an answer again without its citations", () => {
    expect(fingerprint("It takes 3 days. [[k1]]  Really.")).toBe(
      fingerprint("It takes 3 days. [1]\nReally."),
    );
    expect(fingerprint("It takes 3 days.")).not.toBe(fingerprint("It takes 4 days."));
  });
});
