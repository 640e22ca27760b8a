import { describe, expect, it } from "vitest";
import { fromLocalField, monthsLater, nextHour, toDayField, toLocalField } from "./moments";

const at = (text: string) => new Date(text);

describe("moments in a form", () => {
  it("come back as they went", () => {
    const moment = at("2026-12-01T09:30");
    expect(toLocalField(moment)).toBe("2026-12-01T09:30");
    expect(fromLocalField("2026-12-01T09:30")).toEqual(moment);
    expect(toDayField(moment)).toBe("2026-12-01");
    expect(fromLocalField("2026-12-01")).toEqual(at("2026-12-01T00:00"));
  });

  it.each(["", "2026-12", "2026-13-40T99:00"])("are nothing while %j stands there", (value) => {
    expect(fromLocalField(value)).toBeNull();
  });

  it("begin at a full hour that leaves time to think", () => {
    expect(toLocalField(nextHour(at("2026-12-31T22:10")))).toBe("2027-01-01T00:00");
  });

  it.each([
    ["2026-01-31T10:00", 1, "2026-02-28"],
    ["2026-08-15T10:00", 6, "2027-02-15"],
  ])("%s and %i months", (from, months, to) => {
    expect(toDayField(monthsLater(at(from), months))).toBe(to);
  });
});
