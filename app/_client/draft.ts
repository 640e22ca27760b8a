"use client";
/** A text that is being written, kept in this tab under its owner and what it belongs to. */
import { useCallback, useSyncExternalStore } from "react";
import { readDraft, writeDraft } from "./browser-store";

const texts = new Map<string, string>();
const listeners = new Set<() => void>();
const keyOf = (owner: string, name: string) => `${owner}/${name}`;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function current(owner: string, name: string): string {
  const key = keyOf(owner, name);
  const text = texts.get(key) ?? readDraft(owner, name);
  texts.set(key, text);
  return text;
}

/** Puts a text in place from outside the field, for example a question that could not be sent. */
export function setDraft(owner: string, name: string, text: string): void {
  texts.set(keyOf(owner, name), text);
  writeDraft(owner, name, text);
  for (const listener of listeners) listener();
}

/** Puts a text back that had left the field, before what has been written there since. */
export function returnToDraft(owner: string, name: string, text: string): void {
  const written = current(owner, name);
  setDraft(owner, name, written.trim() === "" ? text : `${text}\n\n${written}`);
}

/** Forgets what is held in memory; the storage is cleared by `forgetKept`. */
export function forgetDrafts(): void {
  texts.clear();
}

/** `name`: a conversation's id, "new", or "note:<id>" for what must not be mixed up with it. */
export function useDraft(owner: string, name: string): readonly [string, (text: string) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => current(owner, name),
    () => "",
  );
  const set = useCallback((next: string) => setDraft(owner, name, next), [owner, name]);
  return [text, set];
}
