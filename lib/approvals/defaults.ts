/** What each tool may do by itself until a manager says otherwise, and what a manager may say. Pure. */
export const policies = ["allow", "approve", "deny"] as const;
export type Policy = (typeof policies)[number];

/** `approveAboveCents`, with `approve`: only calls for more than this wait for a person; null: every call. */
export type ToolPolicy = { policy: Policy; approveAboveCents: number | null };

const ALLOW: ToolPolicy = { policy: "allow", approveAboveCents: null };

const defaults: Record<string, ToolPolicy> = {
  request_refund: { policy: "approve", approveAboveCents: 5_000 },
};

/** A tool that is not named here is allowed. */
export const defaultPolicyOf = (tool: string): ToolPolicy => defaults[tool] ?? ALLOW;

const withAmount = new Set(["request_refund"]);

/** Its calls are for an amount of money, so that a limit can be set. */
export const hasAmount = (tool: string): boolean => withAmount.has(tool);

/** The way to a person must stay open, whatever else the assistant may do. */
export const isFixed = (tool: string): boolean => tool === "escalate_to_human";

/** Why a policy cannot be set for a tool, in words for the manager; null when it can. */
export function refusePolicy(tool: string, wanted: ToolPolicy): string | null {
  if (isFixed(tool) && wanted.policy !== "allow") return "The assistant can always bring in a person.";
  if (wanted.approveAboveCents === null) return null;
  if (wanted.policy !== "approve") return "A limit only goes with asking a person.";
  return hasAmount(tool) ? null : "This tool has no amount that a limit could be compared with.";
}
