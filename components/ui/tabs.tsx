"use client";
/** Panels of one page that take turns. For pages of their own use links (see shell/nav-link). */
import { Tabs as Base } from "@base-ui/react/tabs";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { CountBadge } from "./badge";

export type TabsProps<T extends string> = {
  label: string;
  tabs: readonly { value: T; label: string; count?: number; disabled?: boolean; panel: ReactNode }[];
  value?: T;
  defaultValue?: T;
  onValueChange?: (value: T) => void;
  className?: string;
};

export function Tabs<T extends string>({
  label,
  tabs,
  value,
  defaultValue,
  onValueChange,
  className,
}: TabsProps<T>) {
  return (
    <Base.Root
      value={value}
      defaultValue={value === undefined ? (defaultValue ?? tabs[0]?.value) : undefined}
      onValueChange={(next) => onValueChange?.(next as T)}
      className={clsx("flex min-h-0 flex-col", className)}
    >
      <Base.List
        aria-label={label}
        className="relative flex shrink-0 gap-1 overflow-x-auto border-line border-b"
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            disabled={tab.disabled}
            className="flex h-9 items-center gap-2 whitespace-nowrap rounded px-2 text-sm text-text-muted transition-colors hover:text-text focus-visible:-outline-offset-2 active:text-text data-active:font-medium data-active:text-text data-disabled:text-text-faint data-disabled:opacity-60 touch:h-11 touch:px-3 touch:text-base"
          >
            {tab.label}
            {tab.count === undefined ? null : <CountBadge count={tab.count} />}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) bg-text transition-[translate,width]" />
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="min-h-0 flex-1 pt-3">
          {tab.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
