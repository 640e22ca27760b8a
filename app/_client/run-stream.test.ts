import type { UIMessageChunk } from "ai";
import { describe, expect, it } from "vitest";
import { readChunks } from "./read-chunks";
import { applyChunk, emptyAnswer } from "./run-stream";

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
