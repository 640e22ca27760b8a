import { describe, expect, it } from "vitest";
import { ask } from "./asking";
import { newTicket } from "./pending";
import { SAY } from "./phrases";
import { type Entry, foldHistory } from "./state";
import { leansOnTopic } from "./topics";

const customer = (text: string): Entry => ({ role: "customer", text });
const assistant = (text: string): Entry => ({ role: "assistant", text });
const missed = `${SAY.notFound} ${SAY.offer}`;
const quoted = "You can return any item within 30 days.";

describe("the state of a conversation", () => {
  it("counts misses in a row, and forgets them after an answer", () => {
    const twice = [
      customer("Do you engrave?"),
      assistant(missed),
      customer("And what about paint?"),
      assistant(missed),
    ];
    expect(foldHistory(twice).failures).toBe(2);
    expect(foldHistory([...twice, customer("How do returns work?"), assistant(quoted)]).failures).toBe(0);
    expect(foldHistory([...twice, customer("thanks"), assistant(SAY.welcome)]).failures).toBe(0);
  });

  it("counts messages without anything achieved", () => {
    const entries = Array.from({ length: 5 }, (_, index) => [
      customer(`Unknown thing ${index}?`),
      assistant(missed),
    ]).flat();
    expect(foldHistory(entries).idle).toBe(5);
    expect(foldHistory([...entries, customer("Returns?"), assistant(quoted)]).idle).toBe(0);
  });

  it("takes a burst for one message", () => {
    const state = foldHistory([customer("Hello"), customer("where is my order?")]);
    expect(state.customerMessages).toBe(1);
    expect(state.message).toBe("Hello\nwhere is my order?");
    expect(state.reading.intent).toBe("order_status");
  });

  it("knows the request from the last question alone", () => {
    const request = newTicket({
      asked: "confirm",
      subject: "Crackling",
      description: "Left side",
      priority: "high",
    });
    const state = foldHistory([assistant(ask(request)), customer("yes")]);
    expect(state.pending).toEqual(request);
    expect(state.reply).toEqual({ kind: "confirmed", request });
  });

  it("ends a request when a person writes", () => {
    const request = newTicket({ asked: "confirm", subject: "Crackling", description: "Left side" });
    const staff = assistant(`(Mia from the support team wrote:) ${ask(request)}`);
    const state = foldHistory([assistant(ask(request)), staff, customer("yes")]);
    expect(state.pending).toBeNull();
    expect(state.reply).toBeNull();
  });

  it("keeps a stack of topics and finds the way back", () => {
    const entries = [
      customer("How do I return a lamp?"),
      assistant(quoted),
      customer("Does the warranty cover water damage?"),
      assistant("Water damage is not covered."),
    ];
    const titles = (text: string) =>
      foldHistory([...entries, customer(text)]).topics.map(({ title }) => title);
    const [returns, warranty] = ["How do I return a lamp", "Does the warranty cover water damage"];
    expect(titles("thanks")).toEqual([warranty, returns]);
    expect(titles("back to my first question")).toEqual([returns, warranty]);
    expect(titles("going back to the warranty")).toEqual([warranty, returns]);
    expect(foldHistory([...entries, customer("back to my first question")]).returned).toBe(true);
    expect(foldHistory([...entries, customer("thanks")]).returned).toBe(false);
  });

  it("remembers the ticket that was spoken of", () => {
    expect(foldHistory([assistant("I have opened ticket #2001: “x”."), customer("close it")]).ticket).toBe(
      2001,
    );
  });

  it("notices a question that leans on the one before", () => {
    expect(leansOnTopic("and for laptops?")).toBe(true);
    expect(leansOnTopic("how long does it take?")).toBe(true);
    expect(leansOnTopic("How do I reset my password on the website?")).toBe(false);
  });
});
