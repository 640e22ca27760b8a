"use client";
/** What a page does when nobody is signed in any more, here or in another tab. */
import { useEffect } from "react";
import { paths } from "@/components/shell/nav";
import { onSignedOut } from "./api";
import { followSignOut } from "./auth";

export function useSignedOut(): void {
  useEffect(
    // Drafts and unsent messages stay in this tab; signing in leads back to them. A full load: somebody else may
    // have signed in meanwhile, and nothing of this page is theirs.
    () => onSignedOut(() => window.location.assign(signInPath())),
    [],
  );
  useEffect(followSignOut, []);
}

/** The sign-in page, with the way back to here. */
function signInPath(): string {
  const here = `${window.location.pathname}${window.location.search}`;
  return `${paths.signIn}?${new URLSearchParams({ callbackUrl: here, reason: "expired" })}`;
}
