import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Message } from "./message";
import { Thread } from "./thread";
import type { Audience, MessageItem, ThreadItem } from "./types";

const item = (given: Partial<MessageItem>): MessageItem => ({
  type: "message",
  id: "m1",
  seq: 1,
  author: { kind: "customer", name: "Dana", isMe: false },
  kind: "message",
  text: "Hello **there**",
  createdAt: "2026-11-22T15:00:00.000Z",
  citations: [],
  receipts: [],
  ...given,
});
const render = (given: Partial<MessageItem>, audience: Audience = "customer", streaming = false) =>
  renderToStaticMarkup(<Message item={item(given)} audience={audience} streaming={streaming} />);
const assistant = { kind: "assistant", name: "Assistant", isMe: false } as const;

describe("Message", () => {
  it("shows a customer's words exactly as typed and an answer as Markdown", () => {
    expect(render({})).toContain("Hello **there**");
    expect(render({ author: assistant })).toContain("there</strong>");
  });

  it("says on a note who can see it", () => {
    const staff = { kind: "staff", name: "Alex", isMe: true } as const;
    expect(render({ author: staff, kind: "note" }, "staff")).toContain("Note, only staff can see it");
    expect(render({ author: staff }, "staff")).not.toContain("only staff");
  });

  it("keeps the text of a message that was not sent, and says what becomes of it", () => {
    const author = { kind: "customer", name: "Dana", isMe: true } as const;
    const waiting = { state: "waiting", unconfirmed: false, retryAt: Date.now() + 3_500 } as const;
    expect(render({ author, delivery: waiting })).toMatch(/Not sent yet\..*Trying again in 4 s/);
    expect(render({ author, delivery: { ...waiting, unconfirmed: true } })).toContain("Not confirmed yet.");
    expect(render({ author, delivery: { ...waiting, retryAt: null } })).toContain("Trying again…");
    expect(render({ author, delivery: { state: "behind" } })).toContain("after the one before it");
    const refused = render({ author, delivery: { state: "refused", why: "The text is too long." } });
    expect(refused).toContain("Not sent: The text is too long.");
    expect(refused).toContain("Hello **there**");
  });

  it("says under an answer that the built-in assistant gave it, to customers and staff", () => {
    const line = "Answered by the built-in assistant: our usual one cannot be reached.";
    for (const audience of ["customer", "staff"] as const) {
      expect(render({ author: assistant, fallback: true }, audience)).toContain(line);
      expect(render({ author: assistant, fallback: false }, audience)).not.toContain(line);
    }
  });

  it("says that an interrupted answer is written again, and dims what counts no more", () => {
    const line = "The answer was interrupted and is being written again.";
    const stale = render({ author: assistant, restart: "waiting" }, "customer", true);
    expect(stale).toContain(line);
    expect(stale).toContain("opacity-70");
    const renewed = render({ author: assistant, restart: "writing" }, "customer", true);
    expect(renewed).toContain(line);
    expect(renewed).not.toContain("opacity-70");
    expect(render({ author: assistant })).not.toContain(line);
  });

  it("lists sources only once the answer is whole", () => {
    const given = {
      author: assistant,
      text: "Yes [1]",
      citations: [{ n: 1, title: "Refunds", href: "/help/refunds", heading: "Deadlines" }],
    };
    expect(render(given)).toContain('aria-label="Sources"');
    expect(render(given, "customer", true)).not.toContain('aria-label="Sources"');
  });

  it("turns a running tool into a receipt with a way to see it", () => {
    const receipt = {
      callId: "c",
      tool: "create_ticket",
      label: "Opened ticket #1042",
      href: "/tickets/1042",
    };
    expect(render({ author: assistant, receipts: [{ ...receipt, state: "done" }] })).toContain(">View</a>");
    expect(render({ author: assistant, receipts: [{ ...receipt, state: "running" }] })).not.toContain(
      ">View</a>",
    );
  });

  it("tells a stopped answer from one that failed", () => {
    expect(render({ author: assistant, incomplete: "stopped" })).toContain("Stopped before its end.");
    expect(render({ author: assistant, incomplete: "failed" })).toContain("Cut off by a failure");
  });
});

describe("Thread", () => {
  const at = (minute: number, day = 22) => `2026-11-${day}T15:${String(minute).padStart(2, "0")}:00.000Z`;
  const me = { kind: "customer", name: "Dana", isMe: true } as const;
  const items: ThreadItem[] = [
    item({ id: "a", seq: 1, author: me, createdAt: at(0, 21), delivery: "sent" }),
    item({ id: "b", seq: 2, author: me, createdAt: at(1), delivery: "sent" }),
    item({ id: "c", seq: 3, author: me, createdAt: at(2), delivery: "sent" }),
    { type: "handover", seq: 4, at: at(3), text: "Alex took over", from: "assistant", to: "agent" },
    { type: "notice", seq: 5, at: at(4), text: "Priority is now high" },
  ];
  const html = renderToStaticMarkup(<Thread items={items} audience="customer" readUpTo={3} />);

  it("is a log with one separator a day, and says Sent once", () => {
    expect(html).toContain('role="log"');
    expect(html.match(/November/g)?.length).toBe(2);
    expect(html.match(/>Sent</g)?.length).toBe(1);
  });

  it("marks where the new entries begin", () => {
    expect(html.match(/data-new-divider/g)?.length).toBe(1);
    expect(html.indexOf("data-new-divider")).toBeLessThan(html.indexOf("Alex took over"));
    expect(html.indexOf("data-new-divider")).toBeGreaterThan(html.lastIndexOf("Hello **there**"));
  });
});
