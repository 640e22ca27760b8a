"use client";
/** A short hint on hover and focus. It repeats what the element's own label says; it never carries news. */
import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "./kbd";

export type TooltipProps = {
  content: ReactNode;
  /** Keys that do the same, for example ["G", "I"]. */
  shortcut?: readonly string[];
  side?: "top" | "right" | "bottom" | "left";
  /** One element that takes a ref and props: a button or a link. */
  children: ReactElement<Record<string, unknown>>;
};

export function Tooltip({ content, shortcut, side = "top", children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} side={side} className="z-50">
          <Base.Popup className="popup-motion flex max-w-72 items-center gap-2 rounded bg-ink px-2 py-1 text-on-ink text-xs shadow-float">
            {content}
            {shortcut ? <Kbd keys={shortcut} onInk /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
