import { describe, expect, it } from "vitest";
import { everything, isFiltered, readView, sentenceOf, toHref, toQuery, usual } from "./filters";

describe("the URL of a ticket list", () => {
  it("comes back as the same view, whatever the order in it was", () => {
    const view = readView({
      status: "pending,open",
      priority: "high",
      assignee: "me",
      q: "invoice",
      sort: "priority",
    });
    expect(view.status).toEqual(["open", "pending"]);
    expect(readView(toQuery(view))).toEqual(view);
  });
  it("forgets what is not known, and names nothing that is usual", () => {
    expect(readView({ status: "lost", assignee: "somebody", sort: "colour" })).toEqual(everything);
    expect(toHref("/tickets", everything)).toBe("/tickets");
    expect(toHref("/tickets", { ...everything, status: ["open", "pending"] })).toBe(
      "/tickets?status=open,pending",
    );
  });
  it("tells an order from a condition", () => {
    expect(isFiltered({ ...everything, sort: "created" })).toBe(false);
    expect(isFiltered({ ...everything, q: "desk" })).toBe(true);
  });
});

const nobody = { assignee: null, customer: null };

describe("the sentence", () => {
  it("reads as one", () => {
    expect(sentenceOf(everything, nobody)).toBe("All tickets");
    expect(sentenceOf({ ...everything, status: ["open"], assignee: "me", priority: ["high"] }, nobody)).toBe(
      "Open tickets, assigned to me, high priority",
    );
    expect(
      sentenceOf({ ...everything, status: ["open", "pending"], category: "billing", q: " invoice " }, nobody),
    ).toBe("Open or pending tickets, in billing, about “invoice”");
    expect(usual.map((each) => sentenceOf(each.view, nobody))[4]).toBe(
      "Open or pending tickets, high or urgent priority",
    );
  });
});
