"use client";
/**
 * Short messages about what just happened, at the foot of the page. Anything that needs a decision is a dialog,
 * anything about one field stands at the field.
 */
import { Toast as Base } from "@base-ui/react/toast";
import { clsx } from "clsx";
import { CircleAlert, X } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { buttonClass } from "./button";

export type ToastInput = {
  /** What happened: "Ticket #1042 closed". */
  title: string;
  /** What was kept, or what to do. */
  description?: string;
  /** "danger" when something failed: announced at once and kept until dismissed. */
  tone?: "neutral" | "danger";
  /** Usually "Undo" or "Try again". */
  action?: { label: string; onClick: () => void };
  /** Milliseconds; 0 keeps it. */
  timeout?: number;
};

/** `show` returns an id for `dismiss`. */
export function useToast(): { show: (toast: ToastInput) => string; dismiss: (id: string) => void } {
  const { add, close } = Base.useToastManager();
  return useMemo(
    () => ({
      show: ({ title, description, tone = "neutral", action, timeout }) =>
        add({
          title,
          description,
          type: tone,
          priority: tone === "danger" ? "high" : "low",
          timeout: timeout ?? (tone === "danger" ? 0 : action ? 8000 : 5000),
          actionProps: action ? { children: action.label, onClick: action.onClick } : undefined,
        }),
      dismiss: (id) => close(id),
    }),
    [add, close],
  );
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed right-4 bottom-4 left-4 z-50 sm:left-auto sm:w-90 max-sm:bottom-20">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const { toasts, close } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      swipeDirection={["right", "down"]}
      className={clsx(
        "absolute right-0 bottom-0 left-0 z-[calc(100-var(--toast-index))] select-none rounded border border-line bg-raised text-text shadow-float",
        "[--offset:calc(var(--toast-offset-y)*-1-var(--toast-index)*8px)]",
        "translate-x-(--toast-swipe-movement-x) translate-y-[calc(var(--offset)+var(--toast-swipe-movement-y))]",
        "transition-[translate,opacity] duration-150 data-ending-style:opacity-0 data-limited:opacity-0 data-starting-style:translate-y-4 data-starting-style:opacity-0",
      )}
    >
      <Base.Content className="flex items-start gap-3 py-2 pr-2 pl-3">
        {toast.type === "danger" ? (
          <CircleAlert aria-hidden="true" className="mt-1.5 size-4 shrink-0 text-danger" />
        ) : null}
        <div className="flex min-w-0 flex-1 flex-col py-1">
          <Base.Title className="font-medium text-base" />
          <Base.Description className="text-sm text-text-muted" />
        </div>
        {toast.actionProps ? (
          // What the toast's own action does, Base UI adds; given here as well, it would be done twice.
          <Base.Action onClick={() => close(toast.id)} className={buttonClass("secondary", "sm")} />
        ) : null}
        <Base.Close aria-label="Dismiss" className={buttonClass("quiet", "sm", true)}>
          <X aria-hidden="true" className="size-4" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
