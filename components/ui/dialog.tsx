"use client";
/** A window over the page for one task. Focus goes in, Escape and the scrim close it, focus comes back. */
import { Dialog as Base } from "@base-ui/react/dialog";
import { clsx } from "clsx";
import { X } from "lucide-react";
import type { ReactElement, ReactNode, RefObject } from "react";
import { buttonClass } from "./button";

/** Shared with the alert dialog: the same window, closed by different rules. */
export const dialogClasses = {
  backdrop:
    "fixed inset-0 z-40 min-h-dvh bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0",
  viewport: "fixed inset-0 z-40 flex items-center justify-center p-4 touch:items-end touch:p-2",
  popup:
    "popup-motion relative flex max-h-full w-full flex-col rounded border border-line bg-raised text-base text-text shadow-float",
  title: "font-semibold text-md",
  footer: "flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3",
};

const widths = { sm: "max-w-sm", md: "max-w-lg", lg: "max-w-3xl" };

export type DialogProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The button that opens it; leave out when it opens from a menu or a key. */
  trigger?: ReactElement<Record<string, unknown>>;
  title: string;
  description?: ReactNode;
  size?: keyof typeof widths;
  /** Where the focus goes instead of the first control: for a dialog that opens by itself while somebody types. */
  initialFocus?: RefObject<HTMLElement | null>;
  children: ReactNode;
  /** Buttons; the last one is the main one. Use DialogClose for "Cancel". */
  footer?: ReactNode;
};

export function Dialog({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  size = "md",
  initialFocus,
  children,
  footer,
}: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className={dialogClasses.backdrop} />
        <Base.Viewport className={dialogClasses.viewport}>
          <Base.Popup initialFocus={initialFocus} className={clsx(dialogClasses.popup, widths[size])}>
            <div className="flex flex-col gap-1 pt-4 pr-14 pb-2 pl-4">
              <Base.Title className={dialogClasses.title}>{title}</Base.Title>
              {description ? (
                <Base.Description className="text-text-muted">{description}</Base.Description>
              ) : null}
            </div>
            <div className="min-h-0 flex-1 overflow-y-auto px-4 pt-1 pb-4">{children}</div>
            {footer ? <div className={dialogClasses.footer}>{footer}</div> : null}
            {/* Last, so that opening puts the focus on what the dialog is about. */}
            <Base.Close
              aria-label="Close"
              className={clsx(
                buttonClass("quiet", "sm", true),
                "absolute! top-3 right-3 touch:top-1 touch:right-1",
              )}
            >
              <X aria-hidden="true" className="size-4" />
            </Base.Close>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

export function DialogClose({ children = "Cancel" }: { children?: ReactNode }) {
  return <Base.Close className={buttonClass("secondary")}>{children}</Base.Close>;
}
