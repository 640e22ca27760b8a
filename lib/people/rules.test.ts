import { describe, expect, it } from "vitest";
import { refuseChange, type Subject } from "./rules";

const person = (given: Partial<Subject>): Subject => ({
  id: "them",
  role: "agent",
  status: "active",
  ...given,
});

describe("what a manager may do to an account", () => {
  it("never locks everybody out", () => {
    const last = person({ id: "other", role: "manager" });
    expect(refuseChange("me", last, { status: "disabled" }, 1)).toContain("last manager");
    expect(refuseChange("me", last, { role: "agent" }, 1)).toContain("last manager");
    expect(refuseChange("me", last, { role: "agent" }, 2)).toBeNull();
    expect(refuseChange("me", person({ id: "me", role: "manager" }), { status: "disabled" }, 9)).toContain(
      "yourself",
    );
  });

  it("keeps customers customers, and may disable them", () => {
    const customer = person({ role: "customer" });
    expect(refuseChange("me", customer, { role: "agent" }, 2)).toContain("customer");
    expect(refuseChange("me", customer, { status: "disabled" }, 1)).toBeNull();
  });

  it("lets a disabled manager be enabled or demoted, who is not the last by being counted out", () => {
    const disabled = person({ role: "manager", status: "disabled" });
    expect(refuseChange("me", disabled, { status: "active" }, 1)).toBeNull();
    expect(refuseChange("me", disabled, { role: "agent" }, 1)).toBeNull();
  });
});
