/** The parts of the page of checks, as its address names them. */
export const checkTabs = ["conflicts", "questions", "usage"] as const;
export type CheckTab = (typeof checkTabs)[number];
