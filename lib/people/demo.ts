/** The demo's accounts for its sign-in page; nothing outside a demo, where no password may be shown. */
import "server-only";
import { customers, staff } from "@/db/seed/people";
import { env, isDemo } from "@/lib/core/env";

export type DemoAccount = { name: string; email: string; role: "customer" | "agent" | "manager" };

export type Demo = { password: string; accounts: DemoAccount[] };

export function listDemoAccounts(): Demo | null {
  if (!isDemo()) return null;
  const people = [...customers.map((person) => ({ ...person, role: "customer" as const })), ...staff];
  const accounts = people
    .filter((person) => person.signsIn)
    .map(({ name, email, role }) => ({ name, email, role }));
  return { password: env().DEMO_PASSWORD, accounts };
}
