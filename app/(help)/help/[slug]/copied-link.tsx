"use client";
/** A press on the link beside a heading also copies its address, and says so. */
import { useEffect, useState } from "react";

const SHOWN_MS = 1_800;

export function CopiedLink() {
  const [said, setSaid] = useState("");

  useEffect(() => {
    const copy = async (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[data-anchor]") : null;
      if (!(link instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey || event.shiftKey) return;
      try {
        await navigator.clipboard.writeText(link.href);
        setSaid("Link copied");
      } catch {
        // The address is in the address bar all the same.
      }
    };
    document.addEventListener("click", copy);
    return () => document.removeEventListener("click", copy);
  }, []);

  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);

  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-6 z-40 flex justify-center">
      {said ? (
        <span className="animate-appear rounded bg-ink px-3 py-2 text-base text-on-ink shadow-float">
          {said}
        </span>
      ) : null}
    </div>
  );
}
