/** The two lists of people. Pure. */
export const groups = ["staff", "customer"] as const;
export type Group = (typeof groups)[number];
export const groupLabel: Record<Group, string> = { staff: "Team", customer: "Customers" };
