"use client";
/** One of a few values. For long or searchable lists use a menu with a search field instead. */
import { Select as Base } from "@base-ui/react/select";
import { clsx } from "clsx";
import { Check, ChevronDown } from "lucide-react";
import { controlClass } from "./control-class";

export type SelectItem<T extends string = string> = { value: T; label: string; hint?: string };

export type SelectProps<T extends string> = {
  items: readonly SelectItem<T>[];
  value?: T | null;
  defaultValue?: T | null;
  onValueChange?: (value: T) => void;
  placeholder?: string;
  name?: string;
  required?: boolean;
  disabled?: boolean;
  size?: "sm" | "md";
  /** Needed when there is no Field around it. */
  "aria-label"?: string;
  className?: string;
};

export function Select<T extends string>({
  items,
  value,
  defaultValue,
  onValueChange,
  placeholder = "Choose",
  name,
  required,
  disabled,
  size = "md",
  className,
  ...aria
}: SelectProps<T>) {
  return (
    <Base.Root
      items={items}
      value={value}
      defaultValue={defaultValue}
      onValueChange={(next) => {
        if (next !== null) onValueChange?.(next);
      }}
      name={name}
      required={required}
      disabled={disabled}
      modal={false}
    >
      <Base.Trigger
        {...aria}
        className={clsx(
          controlClass,
          "inline-flex min-w-32 items-center justify-between gap-2 text-left touch:min-h-11 touch:px-3",
          size === "sm" ? "h-7 px-2 text-sm" : "h-9 px-3",
          className,
        )}
      >
        <Base.Value className="truncate data-placeholder:text-text-faint" placeholder={placeholder} />
        <Base.Icon className="text-text-muted">
          <ChevronDown aria-hidden="true" className="size-4" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner alignItemWithTrigger={false} sideOffset={4} className="z-40">
          <Base.Popup className="popup-motion min-w-(--anchor-width) rounded border border-line bg-raised p-1 text-text shadow-float">
            <Base.List className="max-h-[min(var(--available-height),320px)] overflow-y-auto">
              {items.map((item) => (
                <Base.Item
                  key={item.value}
                  value={item.value}
                  className="flex min-h-8 cursor-pointer select-none items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none data-highlighted:bg-hover touch:min-h-11 touch:text-md"
                >
                  <span className="flex size-4 shrink-0 items-center justify-center">
                    <Base.ItemIndicator>
                      <Check aria-hidden="true" className="size-4" />
                    </Base.ItemIndicator>
                  </span>
                  <span className="flex flex-col">
                    <Base.ItemText>{item.label}</Base.ItemText>
                    {item.hint ? <span className="text-text-muted text-xs">{item.hint}</span> : null}
                  </span>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
