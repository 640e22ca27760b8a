"use client";
/** Who is signed in, what is theirs to set, light or dark, and the way out. */
import { LogOut, UserRound } from "lucide-react";
import { Avatar } from "../ui/avatar";
import { Menu, MenuItem, MenuLinkItem, MenuSeparator } from "../ui/menu";
import { ThemeToggle } from "../ui/theme-toggle";
import { VisuallyHidden } from "../ui/visually-hidden";

export type AccountMenuProps = {
  name: string;
  /** Address or role, under the name. */
  detail: string;
  accountHref: string;
  accountLabel?: string;
  signOutAction: () => void;
  side?: "bottom" | "right";
};

export function AccountMenu({
  name,
  detail,
  accountHref,
  accountLabel = "Account and data",
  signOutAction,
  side = "bottom",
}: AccountMenuProps) {
  return (
    <Menu
      side={side}
      align="end"
      trigger={
        <button
          type="button"
          className="inline-flex size-9 items-center justify-center rounded-full transition-colors hover:bg-hover active:bg-pressed data-popup-open:bg-hover touch:size-11"
        >
          <Avatar name={name} />
          <VisuallyHidden>Account: {name}</VisuallyHidden>
        </button>
      }
    >
      <div className="flex flex-col px-2 py-1">
        <span className="truncate font-medium text-sm">{name}</span>
        <span className="truncate text-text-muted text-xs">{detail}</span>
      </div>
      <MenuSeparator />
      <MenuLinkItem href={accountHref} icon={<UserRound aria-hidden="true" />}>
        {accountLabel}
      </MenuLinkItem>
      <MenuSeparator />
      <ThemeToggle />
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden="true" />} onClick={signOutAction}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
