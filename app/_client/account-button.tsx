"use client";
/** The account menu with its sign-out: shared by customers' and staff's shells. */
import { AccountMenu, type AccountMenuProps } from "@/components/shell/account-menu";
import { useToast } from "@/components/ui/toast";
import { messageOf } from "./api";
import { signOut } from "./auth";

export function AccountButton(props: Omit<AccountMenuProps, "signOutAction">) {
  const toast = useToast();
  const leave = () => {
    signOut().catch((error) =>
      toast.show({ title: "You are still signed in", description: messageOf(error), tone: "danger" }),
    );
  };
  return <AccountMenu {...props} signOutAction={leave} />;
}
