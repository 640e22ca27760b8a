"use client";
/** Asks before a link of the portal leads away from text that could not be saved. What only waits is saved on the way. */
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import type { DraftKeeper } from "./draft-keeper";

const stuck = ["failed", "refused", "conflict"];

export function LeaveGuard({ keeper, title }: { keeper: DraftKeeper; title: string }) {
  const router = useRouter();
  const [href, setHref] = useState<string | null>(null);
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link?.href || link.target === "_blank" || link.origin !== window.location.origin) return;
      if (link.pathname === window.location.pathname && link.hash) return;
      if (!keeper.isUnsaved || !stuck.includes(keeper.snapshot().phase)) return;
      event.preventDefault();
      event.stopPropagation();
      setHref(link.pathname + link.search + link.hash);
    };
    document.addEventListener("click", onClick, true);
    return () => document.removeEventListener("click", onClick, true);
  }, [keeper]);
  return (
    <AlertDialog
      open={href !== null}
      onOpenChange={(open) => {
        if (!open) setHref(null);
      }}
      action="Leave"
      name={title}
      cancelLabel="Stay"
      consequence="What you wrote last is not saved. It stays in this tab, and you are asked about it when you come back here; closing the tab loses it."
      onConfirm={() => {
        if (href) router.push(href);
        setHref(null);
      }}
    />
  );
}
