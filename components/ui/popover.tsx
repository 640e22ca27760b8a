"use client";
/** A small panel beside the button that opened it: a filter, a source, a short form. */
import { Popover as Base } from "@base-ui/react/popover";
import { clsx } from "clsx";
import type { ReactElement, ReactNode } from "react";

export type PopoverProps = {
  trigger: ReactElement<Record<string, unknown>>;
  title?: string;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
};

export function Popover({
  trigger,
  title,
  side = "bottom",
  align = "start",
  open,
  onOpenChange,
  className,
  children,
}: PopoverProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} className="z-40">
          <Base.Popup
            className={clsx(
              "popup-motion max-h-(--available-height) w-72 max-w-(--available-width) overflow-y-auto rounded border border-line bg-raised p-3 text-base text-text shadow-float",
              className,
            )}
          >
            {title ? <Base.Title className="pb-2 font-semibold text-sm">{title}</Base.Title> : null}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
