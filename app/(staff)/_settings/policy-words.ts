/** Policies in words: in the list, and before saving what will be different for whom. Pure. */
import type { Policy, ToolPolicy } from "@/lib/approvals/defaults";
import type { ToolSettingView } from "@/lib/approvals/policy-schema";
import { moneyText } from "@/lib/catalogue/money";

export const policyLabel: { value: Policy; label: string; hint: string }[] = [
  { value: "allow", label: "At once", hint: "Without asking anybody" },
  { value: "approve", label: "After approval", hint: "A person decides in the inbox" },
  { value: "deny", label: "Never", hint: "Customers are offered a person" },
];

const limitText = (cents: number) => moneyText(cents, "EUR");

export const isSame = (a: ToolPolicy, b: ToolPolicy): boolean =>
  a.policy === b.policy && a.approveAboveCents === b.approveAboveCents;

export function policyText({ policy, approveAboveCents }: ToolPolicy): string {
  if (policy === "allow") return "at once";
  if (policy === "deny") return "never";
  return approveAboveCents === null
    ? "after approval"
    : `after approval above ${limitText(approveAboveCents)}`;
}

export function consequenceOf(tool: ToolSettingView, { policy, approveAboveCents }: ToolPolicy): string {
  if (policy === "allow") return "The assistant will do this without asking anybody.";
  if (policy === "deny") return "The assistant will not do this, and will offer customers a person.";
  if (approveAboveCents === null)
    return `Customers will wait for a person each time${tool.hasAmount ? ", whatever the amount" : ""}.`;
  return `Up to ${limitText(approveAboveCents)} it is done at once; above that, customers wait for a person.`;
}
