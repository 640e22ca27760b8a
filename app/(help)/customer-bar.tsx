"use client";
/** The bar that customers have on all their pages, with their menu. */
import type { ReactNode } from "react";
import { AccountButton } from "@/app/_client/account-button";
import { CustomerShell } from "@/components/shell/customer-shell";
import { paths } from "@/components/shell/nav";
import { UiProviders } from "@/components/ui/providers";

export type CustomerBarProps = {
  name: string;
  email: string;
  nonce: string | undefined;
  children: ReactNode;
};

export function CustomerBar({ name, email, nonce, children }: CustomerBarProps) {
  return (
    <UiProviders nonce={nonce}>
      <CustomerShell accountMenu={<AccountButton name={name} detail={email} accountHref={paths.account} />}>
        {children}
      </CustomerShell>
    </UiProviders>
  );
}
