"use client";
/** A list of actions that opens from a button: arrow keys, typing a letter, Escape. */
import { Menu as Base } from "@base-ui/react/menu";
import { clsx } from "clsx";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "./kbd";

const itemClass =
  "flex min-h-8 w-full cursor-pointer select-none items-center gap-2 rounded-sm px-2 py-1 text-left text-sm outline-none data-highlighted:bg-hover data-disabled:text-text-faint data-disabled:opacity-60 touch:min-h-11 touch:text-md [&_svg]:size-4 [&_svg]:shrink-0";

export type MenuProps = {
  /** A button; the menu's label is the button's. */
  trigger: ReactElement<Record<string, unknown>>;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
};

export function Menu({ trigger, side = "bottom", align = "start", open, onOpenChange, children }: MenuProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)} modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} className="z-40 outline-none">
          <Base.Popup className="popup-motion max-h-(--available-height) min-w-48 max-w-80 overflow-y-auto rounded border border-line bg-raised p-1 text-text shadow-float outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type ItemProps = {
  icon?: ReactNode;
  shortcut?: readonly string[];
  children: ReactNode;
};

export function MenuItem({
  icon,
  shortcut,
  danger = false,
  disabled,
  onClick,
  children,
}: ItemProps & { danger?: boolean; disabled?: boolean; onClick?: () => void }) {
  return (
    <Base.Item disabled={disabled} onClick={onClick} className={clsx(itemClass, danger && "text-danger")}>
      {icon}
      <span className="flex-1">{children}</span>
      {shortcut ? <Kbd keys={shortcut} /> : null}
    </Base.Item>
  );
}

export function MenuLinkItem({ icon, shortcut, href, children }: ItemProps & { href: string }) {
  return (
    <Base.LinkItem render={<Link href={href} />} closeOnClick className={itemClass}>
      {icon}
      <span className="flex-1">{children}</span>
      {shortcut ? <Kbd keys={shortcut} /> : null}
    </Base.LinkItem>
  );
}

/** Choices of which one is on. */
export function MenuRadioGroup<T extends string>({
  label,
  value,
  onValueChange,
  items,
}: {
  label: string;
  value: T;
  onValueChange: (value: T) => void;
  items: readonly { value: T; label: string; icon?: ReactNode }[];
}) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 py-1 font-medium text-text-muted text-xs">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next) => onValueChange(next as T)}>
        {items.map((item) => (
          <Base.RadioItem key={item.value} value={item.value} className={itemClass}>
            {item.icon}
            <span className="flex-1">{item.label}</span>
            <Base.RadioItemIndicator>
              <Check aria-hidden="true" />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
}
