import type { UIMessageChunk } from "ai";
import { describe, expect, it } from "vitest";
import { readChunks } from "./read-chunks";
import { applyChunk, emptyAnswer, isBehind, isStale, shownOf } from "./run-stream";

const seen = (...chunks: UIMessageChunk[]) => chunks.reduce(applyChunk, emptyAnswer);
const activity = (state: string, label: string): UIMessageChunk => ({
  type: "data-activity",
  data: {
    callId: "c1",
    tool: "create_ticket",
    label,
    state,
    href: state === "done" ? "/my/tickets/7" : null,
  },
});

describe("an answer that is being written", () => {
  it("grows by its deltas; a second stretch of text is a paragraph of its own", () => {
    const answer = seen(
      { type: "start", messageId: "r1" },
      { type: "text-start", id: "t0" },
      { type: "text-delta", id: "t0", delta: "Let me " },
      { type: "text-delta", id: "t0", delta: "look." },
      { type: "text-end", id: "t0" },
      { type: "text-start", id: "t1" },
      { type: "text-delta", id: "t1", delta: "Here it is." },
      { type: "finish" },
    );
    expect(answer).toMatchObject({ id: "r1", text: "Let me look.\n\nHere it is.", ending: "finished" });
  });

  it("turns one call's activity into its receipt", () => {
    const answer = seen(activity("running", "Opening a ticket"), activity("done", "Opened ticket #7"));
    expect(answer.receipts).toEqual([
      {
        callId: "c1",
        tool: "create_ticket",
        label: "Opened ticket #7",
        state: "done",
        href: "/my/tickets/7",
      },
    ]);
  });

  it("keeps sources by number, each once", () => {
    const cite = (n: number): UIMessageChunk => ({
      type: "data-citation",
      data: { n, passageId: "p", title: `Article ${n}`, heading: null, href: "/help/a" },
    });
    expect(seen(cite(2), cite(1), cite(2)).citations.map((each) => each.n)).toEqual([1, 2]);
  });

  it.each([
    ["cancelled", "stopped"],
    ["superseded", "superseded"],
    ["expired", "failed"],
  ])("an abort because it was %s ends it as %s and keeps the text", (reason, ending) => {
    const answer = seen({ type: "text-delta", id: "t", delta: "Half" }, { type: "abort", reason });
    expect(answer).toMatchObject({ ending, text: "Half" });
  });

  it("starts over when a reconnection replays it from the beginning", () => {
    const answer = seen(
      { type: "start", messageId: "r1" },
      { type: "text-delta", id: "t", delta: "Once" },
      { type: "start", messageId: "r1" },
      { type: "text-delta", id: "t", delta: "Once" },
    );
    expect(answer.text).toBe("Once");
  });

  it("is not disturbed by chunks of another shape", () => {
    const broken = seen({ type: "data-activity", data: null }, { type: "data-citation", data: { n: "1" } });
    expect(broken).toEqual(emptyAnswer);
  });
});

describe("an answer that was interrupted and is written again", () => {
  const restart: UIMessageChunk = { type: "data-restart", data: {} };
  const cite: UIMessageChunk = {
    type: "data-citation",
    data: { n: 1, passageId: "p", title: "Article", heading: null, href: "/help/a" },
  };
  const answer: UIMessageChunk[] = [
    { type: "start", messageId: "r1" },
    { type: "start-step" },
    { type: "data-fallback", data: {} },
    activity("running", "Opening a ticket"),
    activity("done", "Opened ticket #7"),
    { type: "text-start", id: "t0" },
    { type: "text-delta", id: "t0", delta: "Let me look. " },
    cite,
    { type: "text-end", id: "t0" },
    { type: "text-start", id: "t1" },
    { type: "text-delta", id: "t1", delta: "Here " },
    { type: "text-delta", id: "t1", delta: "it is." },
    { type: "text-end", id: "t1" },
  ];
  const again: UIMessageChunk[] = [
    { type: "text-start", id: "t0" },
    { type: "text-delta", id: "t0", delta: "Another text." },
    { type: "finish" },
  ];
  const prefixes = Array.from({ length: answer.length + 1 }, (_, length) => answer.slice(0, length));

  it.each(prefixes.map((prefix) => [prefix.length, prefix] as const))(
    "comes out as if the first %i chunks had never been, and never shows less meanwhile",
    (_, prefix) => {
      const before = seen(...prefix);
      let now = applyChunk(before, restart);
      expect(now).toMatchObject({ id: before.id, text: "", receipts: [], citations: [], fallback: false });
      expect(shownOf(now)).toEqual(shownOf(before));
      expect(isStale(now)).toBe(true);
      now = again.reduce(applyChunk, now);
      expect(shownOf(now)).toEqual(shownOf(seen(...again)));
      expect(isStale(now)).toBe(false);
      expect(now).toMatchObject({ text: "Another text.", ending: "finished", fallback: false });
    },
  );

  it("keeps the first text also over a second interruption, and takes over what still holds", () => {
    const twice = seen(...answer, restart, activity("done", "Opened ticket #7"), restart);
    expect(twice.receipts).toEqual([]);
    expect(shownOf(twice).text).toBe("Let me look.\n\nHere it is.");
    const receipt = applyChunk(twice, activity("done", "Opened ticket #8"));
    expect(shownOf(receipt).receipts.map((each) => each.label)).toEqual(["Opened ticket #8"]);
    expect(shownOf(receipt).text).toBe("Let me look.\n\nHere it is.");
  });

  it("is told from the beginning on another connection without going back on the screen", () => {
    const chunks = [...answer, restart, ...again.slice(0, 2)];
    const shown = seen(...chunks);
    let painted = shown;
    for (let length = 0; length <= chunks.length; length++) {
      const replayed = seen(...chunks.slice(0, length));
      if (!isBehind(replayed, painted)) painted = replayed;
      expect(shownOf(painted)).toEqual(shownOf(shown));
    }
    expect(painted).toEqual(shown);
    expect(isBehind(seen({ type: "start", messageId: "r2" }), shown)).toBe(false);
    expect(isBehind(seen({ type: "abort", reason: "cancelled" }), shown)).toBe(false);
  });
});

describe("the wire", () => {
  it("is read across any cut, skips what is not a chunk, and ends at [DONE]", async () => {
    const text = [
      'data: {"type":"start","messageId":"r"}',
      ": beat",
      "data: not json",
      'data: {"type":"text-delta","id":"t","delta":"Grüße"}',
      "data: [DONE]",
      'data: {"type":"finish"}',
    ].join("\n\n");
    const bytes = new TextEncoder().encode(`${text}\n\n`);
    for (const size of [1, 2, 7, bytes.length]) {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
          controller.close();
        },
      });
      const read: UIMessageChunk[] = [];
      for await (const chunk of readChunks(body)) read.push(chunk);
      expect(read.map((chunk) => chunk.type)).toEqual(["start", "text-delta"]);
      expect(read[1]).toMatchObject({ delta: "Grüße" });
    }
  });
});
