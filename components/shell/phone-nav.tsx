"use client";
/** The main navigation on a phone: one button at the top, so that the foot of the page belongs to the composer. */
import { Menu as MenuIcon } from "lucide-react";
import { buttonClass } from "../ui/button";
import { Menu, MenuLinkItem } from "../ui/menu";
import type { NavEntry } from "./nav";

export function PhoneNav({ entries }: { entries: readonly NavEntry[] }) {
  return (
    <Menu
      trigger={
        <button type="button" aria-label="Pages" className={buttonClass("quiet", "md", true)}>
          <MenuIcon aria-hidden="true" className="size-5" />
        </button>
      }
    >
      {entries.map((entry) => (
        <MenuLinkItem key={entry.href} href={entry.href}>
          {entry.label}
        </MenuLinkItem>
      ))}
    </Menu>
  );
}
