"use client";
/** Puts a number before the tab's title: "(3) Inbox · Baton". The pages own the words, this owns the number. */
import { useEffect } from "react";

export function titleWith(title: string, count: number): string {
  const words = title.replace(/^\(\d+\+?\) /, "");
  return count > 0 ? `(${count > 999 ? "999+" : count}) ${words}` : words;
}

export function TitleCount({ count }: { count: number }) {
  useEffect(() => {
    const apply = () => {
      const wanted = titleWith(document.title, count);
      if (document.title !== wanted) document.title = wanted;
    };
    apply();
    // A page that opens writes its own title; the number is put back at once.
    const observer = new MutationObserver(apply);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [count]);
  return null;
}
