"use client";
/** Single-key commands of a screen. They are silent while somebody writes, and while anything floats above the page. */
import { useEffect, useEffectEvent } from "react";

/** By `KeyboardEvent.key`; letters in lower case. A handler that returns false leaves the key to the browser. */
export type Hotkeys = Record<string, (() => unknown) | undefined>;

/** Toasts are dialogs, too, but they take no keys. */
const FLOATING =
  '[role="dialog"]:not([aria-modal="false"]),[role="alertdialog"]:not([aria-modal="false"]),[role="menu"],[role="listbox"]';

/** Whether the key belongs to what has the focus: text fields, open lists, another command of the browser. */
export function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("input, textarea, select")) return true;
  return document.querySelector(FLOATING) !== null;
}

export function useHotkeys(keys: Hotkeys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isTaken(event)) return;
    const handler = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!handler) return;
    // Enter and the arrows belong to a focused button, link, tab or scrolling region first.
    if (event.key === "Enter" && event.target instanceof HTMLElement && event.target.closest("a, button"))
      return;
    if (handler() !== false) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
