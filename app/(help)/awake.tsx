"use client";
/** Tells what waited for it that React has taken this page over; see lib/operations/wait-for-use.ts. */
import { useEffect } from "react";

export function Awake() {
  useEffect(() => {
    document.dispatchEvent(new Event("baton:awake"));
  }, []);
  return null;
}
