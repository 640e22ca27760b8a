"use client";
/** Asks before something is lost. It names the thing, says what goes and what stays, and repeats the verb on its button. */
import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { clsx } from "clsx";
import { type ReactElement, type ReactNode, useId, useRef, useState } from "react";
import { Button, buttonClass } from "./button";
import { dialogClasses } from "./dialog";
import { Input } from "./input";

export type AlertDialogProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactElement<Record<string, unknown>>;
  /** Verb and kind, as on the button: "Delete article". */
  action: string;
  /** The thing itself: its title, number or address. */
  name: string;
  /** What is lost, and what is kept. */
  consequence: ReactNode;
  /** For what cannot be brought back at all: the name must be typed. */
  typeToConfirm?: boolean;
  /** What has to be chosen first, such as where its contents go. */
  children?: ReactNode;
  cancelLabel?: string;
  pending?: boolean;
  /** Why the last try failed; the dialog stays open. */
  error?: string | null;
  /** Close by `onOpenChange` once it is done. */
  onConfirm: () => void;
};

export function AlertDialog({
  open,
  onOpenChange,
  trigger,
  action,
  name,
  consequence,
  typeToConfirm = false,
  children,
  cancelLabel = "Keep it",
  pending = false,
  error,
  onConfirm,
}: AlertDialogProps) {
  const [typed, setTyped] = useState("");
  const inputId = useId();
  const input = useRef<HTMLInputElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const ready = !typeToConfirm || typed.trim() === name;
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        setTyped("");
        onOpenChange?.(next);
      }}
    >
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className={dialogClasses.backdrop} />
        <Base.Viewport className={dialogClasses.viewport}>
          <Base.Popup
            // Never on the destructive button: a stray Enter must not lose anything.
            initialFocus={typeToConfirm ? input : cancel}
            className={clsx(dialogClasses.popup, "max-w-md")}
          >
            <div className="flex flex-col gap-2 p-4">
              <Base.Title className={clsx(dialogClasses.title, "break-words")}>
                {action} “{name}”?
              </Base.Title>
              <Base.Description className="text-text-muted">{consequence}</Base.Description>
              {children ? <div className="pt-2">{children}</div> : null}
              {typeToConfirm ? (
                <div className="flex flex-col gap-1 pt-2">
                  <label htmlFor={inputId} className="text-sm">
                    Type <strong className="font-semibold">{name}</strong> to confirm
                  </label>
                  <Input
                    id={inputId}
                    ref={input}
                    autoComplete="off"
                    value={typed}
                    onValueChange={(value) => setTyped(value)}
                  />
                </div>
              ) : null}
              {error ? (
                <p role="alert" className="text-danger text-sm">
                  {error}
                </p>
              ) : null}
            </div>
            <div className={dialogClasses.footer}>
              <Base.Close ref={cancel} className={buttonClass("secondary")}>
                {cancelLabel}
              </Base.Close>
              <Button variant="danger" disabled={!ready} loading={pending} onClick={onConfirm}>
                {action}
              </Button>
            </div>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
