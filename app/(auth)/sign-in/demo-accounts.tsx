"use client";
/** The accounts of a demo: one click fills in the form, a second one signs in. */
import type { Demo, DemoAccount } from "@/lib/people/demo";

const roleLabel = { customer: "Customer", agent: "Agent", manager: "Manager" };

export function DemoAccounts({
  demo,
  disabled,
  onChoose,
}: {
  demo: Demo;
  disabled: boolean;
  onChoose: (account: DemoAccount) => void;
}) {
  return (
    <section aria-labelledby="demo-accounts" className="flex flex-col gap-2">
      <h2 id="demo-accounts" className="font-medium text-sm">
        Demo accounts
      </h2>
      <p className="text-sm text-text-muted">
        Choose one to fill in the form. The password of all is{" "}
        <code className="font-mono">{demo.password}</code>.
      </p>
      <ul className="flex flex-col overflow-hidden rounded border border-line bg-surface">
        {demo.accounts.map((account) => (
          <li key={account.email} className="border-line border-b last:border-b-0">
            <button
              type="button"
              disabled={disabled}
              onClick={() => onChoose(account)}
              className="flex min-h-9 w-full items-center justify-between gap-3 px-3 py-1 text-left text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2 active:bg-pressed touch:min-h-11"
            >
              <span className="truncate">{account.email}</span>
              <span className="text-text-muted">{roleLabel[account.role]}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
