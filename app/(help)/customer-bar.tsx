"use client";
/** The bar that customers have on all their pages, with their menu. */
import type { ReactNode } from "react";
import { AccountButton } from "@/app/_client/account-button";
import { CustomerShell } from "@/components/shell/customer-shell";
import { paths } from "@/components/shell/nav";

export function CustomerBar({ name, email, children }: { name: string; email: string; children: ReactNode }) {
  return (
    <CustomerShell accountMenu={<AccountButton name={name} detail={email} accountHref={paths.account} />}>
      {children}
    </CustomerShell>
  );
}
