"use client";
/** Asks before something that is remembered is forgotten. */
import { type ReactElement, useState } from "react";
import { messageOf } from "@/app/_client/api";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { useToast } from "@/components/ui/toast";

type Props = {
  trigger: ReactElement<Record<string, unknown>>;
  name: string;
  consequence: string;
  /** Said once it is done. */
  done: string;
  onForget: () => Promise<void>;
};

export function ForgetDialog({ done, onForget, ...asked }: Props) {
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const toast = useToast();
  const forget = async () => {
    setPending(true);
    setError(null);
    try {
      await onForget();
      toast.show({ title: done });
      setOpen(false);
    } catch (problem) {
      setError(messageOf(problem));
    }
    setPending(false);
  };
  return (
    <AlertDialog
      {...asked}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setError(null);
      }}
      action="Forget"
      pending={pending}
      error={error}
      onConfirm={() => void forget()}
    />
  );
}
