import type { ModelRequest, ModelResponse, StreamEvent } from "@openai/agents-core";
import { describe, expect, it } from "vitest";
import {
  AnswerCheck,
  MAX_ARGUMENTS,
  MAX_CALLS,
  MAX_STREAMED,
  MAX_TEXT,
  REFUSAL_TEXT,
  requireWhole,
  type Wire,
} from "./answer";

type Output = Extract<StreamEvent, { type: "response_done" }>["response"]["output"];
type Part = Extract<Output[number], { role: "assistant" }>["content"][number];

const delta = (text: string): StreamEvent => ({ type: "output_text_delta", delta: text });
const raw = (event: object): StreamEvent => ({ type: "model", event });
const chunk = (content: object, finish_reason: string | null = null) =>
  raw({ choices: [{ index: 0, delta: content, finish_reason }] });
const message = (...content: Part[]): Output[number] => ({
  type: "message",
  role: "assistant",
  status: "completed",
  content,
});
const text = (said: string): Part => ({ type: "output_text", text: said });
const refusal: Part = { type: "refusal", refusal: "As an AI by Example Corp. I cannot." };
const call = (callId: string, args = "{}", name = "search"): Output[number] => ({
  type: "function_call",
  callId,
  name,
  arguments: args,
  status: "completed",
});
const done = (...output: Output): StreamEvent => ({
  type: "response_done",
  response: { id: "r", usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 }, output },
});

function see(events: StreamEvent[], wire: Wire = "responses", input: ModelRequest["input"] = "Hello") {
  const check = new AnswerCheck(wire, input);
  const seen: StreamEvent[] = [];
  const failed = (() => {
    try {
      for (const event of events) seen.push(...check.see(event));
      return null;
    } catch (error) {
      return error;
    }
  })();
  const shown = seen.map((event) => (event.type === "output_text_delta" ? event.delta : "")).join("");
  const end = seen.find((event) => event.type === "response_done");
  return { failed, shown, output: end?.response.output ?? [], isComplete: check.isComplete };
}

const calls = (output: Output) => output.flatMap((item) => (item.type === "function_call" ? [item] : []));

describe("a streamed answer", () => {
  it("is complete when its end agrees with what was shown, but for spaces", () => {
    expect(see([delta("Good "), delta("day"), done(message(text("Good day\n")))])).toMatchObject({
      failed: null,
      shown: "Good day",
      isComplete: true,
    });
  });

  it("is not complete before its end", () => {
    expect(see([delta("Good day")]).isComplete).toBe(false);
  });

  it("is corrupt when its end says something else than its pieces", () => {
    for (const pieces of [["day ", "Good "], ["Good "], ["Good ", "day ", "day "]]) {
      const { failed, output } = see([...pieces.map(delta), done(message(text("Good day")))]);
      expect(failed).toMatchObject({ code: "model_error" });
      expect(output).toEqual([]);
    }
  });

  it("is shown when its end is all that came", () => {
    expect(see([done(message(text("Good day")))])).toMatchObject({ failed: null, shown: "Good day" });
  });

  it("has nothing after its end", () => {
    const end = done(message(text("a")));
    expect(see([delta("a"), end, delta("b"), end])).toMatchObject({ failed: null, shown: "a" });
  });

  it.each([[""], ["  \n"]])("is no answer when it says %j", (nothing) => {
    expect(see([done(message(text(nothing)))]).failed).toMatchObject({
      code: "model_incomplete",
      isOutage: false,
    });
    expect(see([done()]).failed).toMatchObject({ code: "model_incomplete" });
    expect(see([done({ type: "reasoning", content: [] })]).failed).toMatchObject({
      code: "model_incomplete",
    });
  });

  it("is cut at its limit, in many pieces or in one", () => {
    const piece = "a".repeat(1_000);
    const { failed, shown } = see(Array.from({ length: 50 }, () => delta(piece)));
    expect(failed).toMatchObject({ code: "model_incomplete", isOutage: false });
    expect(shown).toHaveLength(Math.floor(MAX_TEXT / 1_000) * 1_000);
    expect(see([delta("a".repeat(MAX_TEXT + 1))])).toMatchObject({
      failed: { code: "model_incomplete" },
      shown: "",
    });
    expect(see([done(message(text("a".repeat(MAX_TEXT + 1))))])).toMatchObject({
      shown: "",
      isComplete: false,
    });
  });

  it("is cut when what nobody sees has no end either", () => {
    const piece = "a".repeat(MAX_STREAMED / 4);
    for (const event of [
      raw({ type: "response.reasoning_text.delta", delta: piece }),
      chunk({ reasoning_content: piece }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] }),
    ])
      expect(see([event, event, event, event, event]).failed).toMatchObject({ code: "model_incomplete" });
  });
});

describe("an answer over Chat Completions", () => {
  const end = (reason: string | null) =>
    see(
      [chunk({ content: "a" }), delta("a"), chunk({}, reason), done(message(text("a")))],
      "chat_completions",
    );

  it.each(["stop", "tool_calls", "function_call", "eos"])("ends with %s", (reason) => {
    expect(end(reason).failed).toBeNull();
  });

  it.each(["length", "content_filter", null])("is cut off with %s", (reason) => {
    expect(end(reason)).toMatchObject({ failed: { code: "model_incomplete" }, isComplete: false });
  });

  it("is corrupt when it goes on after its finish reason", () => {
    for (const more of [{ content: "b" }, { tool_calls: [{ index: 0, function: { arguments: "{" } }] }])
      expect(see([chunk({ content: "a" }, "stop"), chunk(more)], "chat_completions").failed).toMatchObject({
        code: "model_error",
      });
  });

  it("may be followed by empty pieces and its usage", () => {
    const events = [
      chunk({ content: "a" }),
      delta("a"),
      chunk({ content: "" }, "stop"),
      chunk({ role: "assistant", content: "" }),
      raw({ choices: [], usage: { total_tokens: 2 } }),
      done(message(text("a"))),
    ];
    expect(see(events, "chat_completions").failed).toBeNull();
  });
});

describe("text", () => {
  it("loses what cannot be stored, and keeps letters that came in two halves", () => {
    const whole = "a😀b";
    const events = [..."\ufffda", "\ud83d", "\ude00", "\u0000b\ud83d"].map(delta);
    const { failed, shown, output } = see([
      ...events,
      done(message(text("\ufffda\ud83d\ude00\u0000b\ud83d"))),
    ]);
    expect({ failed, shown }).toEqual({ failed: null, shown: whole });
    expect(output).toEqual([message(text(whole))]);
  });

  it("must be text", () => {
    const broken = { type: "output_text_delta", delta: 5 } as unknown as StreamEvent;
    expect(see([broken]).failed).toMatchObject({ code: "model_error" });
  });
});

describe("a refusal", () => {
  it("is said in our words, and remembered so", () => {
    const { shown, output } = see([done(message(refusal))]);
    expect(shown).toBe(REFUSAL_TEXT);
    expect(output).toEqual([message(text(REFUSAL_TEXT))]);
  });

  it("beside text leaves the text", () => {
    const { shown, output } = see([
      delta("I can say this."),
      done(message(text("I can say this."), refusal)),
    ]);
    expect(shown).toBe("I can say this.");
    expect(output).toEqual([message(text("I can say this."))]);
  });
});

describe("tool calls", () => {
  it("keep their ids when nobody else has them", () => {
    expect(calls(see([done(call("a"), call("b"))]).output).map((one) => one.callId)).toEqual(["a", "b"]);
  });

  const idsOf = (output: Output, input: ModelRequest["input"] = "Hello") =>
    calls(see([done(...output)], "responses", input).output).map((one) => one.callId);

  it("get an id of their own when another call of the answer has theirs", () => {
    const [first, second] = idsOf([call("call_0", '{"q":1}'), call("call_0", '{"q":2}')]);
    expect(first).toBe("call_0");
    expect(second).toMatch(/^call_[\w-]{36}$/);
  });

  it("get one when a call of an earlier answer has theirs: some servers count from zero in each", () => {
    const earlier = {
      type: "function_call",
      callId: "call_0",
      name: "t",
      arguments: "{}",
      status: "completed",
    } as const;
    const ids = idsOf([call("call_0"), call("call_1")], [earlier]);
    expect(ids[0]).toMatch(/^call_[\w-]{36}$/);
    expect(ids[1]).toBe("call_1");
  });

  it("get one when they came without", () => {
    const ids = idsOf([call(""), call("")]);
    expect(new Set(ids).size).toBe(2);
    expect(ids).not.toContain("");
  });

  it("that came twice, word for word, are one", () => {
    expect(calls(see([done(call("a"), call("a"), call("b"))]).output)).toEqual([call("a"), call("b")]);
  });

  it("are few", () => {
    const many = Array.from({ length: 50 }, (_, n) => call(`c${n}`, `{"q":${n}}`));
    expect(calls(see([done(...many)]).output)).toEqual(many.slice(0, MAX_CALLS));
  });

  it("with endless arguments are kept as calls that no tool accepts", () => {
    const [kept] = calls(see([done(call("a", "x".repeat(MAX_ARGUMENTS + 1)))]).output);
    expect(kept?.arguments.length).toBeLessThan(100);
    expect(JSON.parse(kept?.arguments ?? "")).toBeTypeOf("string");
    const fits = "x".repeat(MAX_ARGUMENTS);
    expect(calls(see([done(call("a", fits))]).output)).toEqual([call("a", fits)]);
  });
});

describe("an answer in one piece", () => {
  const whole = (output: Output, finish_reason: string | null = "stop") => ({
    usage: {} as ModelResponse["usage"],
    output,
    providerData: { choices: [{ finish_reason }] },
  });

  it("is held to the same", () => {
    expect(requireWhole("chat_completions", whole([message(refusal)]), "Hello")).toEqual([
      message(text(REFUSAL_TEXT)),
    ]);
    const bad: [ReturnType<typeof whole>, Wire][] = [
      [whole([message(text("a"))], "length"), "chat_completions"],
      [whole([message(text("a"))], null), "chat_completions"],
      [whole([]), "responses"],
      [whole([message(text("a".repeat(MAX_TEXT + 1)))]), "responses"],
    ];
    for (const [answer, wire] of bad)
      expect(() => requireWhole(wire, answer, "Hello")).toThrow(
        expect.objectContaining({ code: "model_incomplete" }),
      );
  });
});
