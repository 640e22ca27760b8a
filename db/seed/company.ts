/** The demo company in a few constants. Its policies live in the articles; change both together. */
export const company = {
  name: "Elmfjord",
  legalName: "Elmfjord GmbH",
  tagline: "Furniture for working from home, made to last and to be repaired.",
  timeZone: "Europe/Berlin",
  currency: "EUR",
  supportEmail: "support@elmfjord.example",
  telephone: "+49 451 5550 130",
  /** Minutes after local midnight when people answer; index 0 is Sunday. Null means closed. */
  supportHours: [
    null,
    { from: 480, to: 1200 },
    { from: 480, to: 1200 },
    { from: 480, to: 1200 },
    { from: 480, to: 1200 },
    { from: 480, to: 1200 },
    { from: 600, to: 960 },
  ] as const,
  returnDays: { basic: 30, plus: 60, studio: 60 },
  plans: [
    { id: "basic", name: "Basic", monthlyCents: 0, yearlyCents: 0 },
    { id: "plus", name: "Plus", monthlyCents: 490, yearlyCents: 4900 },
    { id: "studio", name: "Studio", monthlyCents: 2900, yearlyCents: 29000 },
  ],
} as const;

export type PlanId = (typeof company.plans)[number]["id"];
