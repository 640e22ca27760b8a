"use client";
/** The tab's title: what the conversation is about, and how much arrived while nobody looked. */
import { useEffect } from "react";

export function useChatTitle(subject: string, unseen: number): void {
  useEffect(() => {
    const before = document.title;
    document.title = `${unseen > 0 ? `(${unseen}) ` : ""}${subject} · Baton`;
    return () => {
      document.title = before;
    };
  }, [subject, unseen]);
}
