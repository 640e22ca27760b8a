/** Also what a person sees for something that exists but is not theirs: the two must look the same. */
import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-2 p-6">
      <p className="font-medium text-sm text-text-muted">404</p>
      <h1 className="font-semibold text-lg">This page is not here</h1>
      <p className="text-md text-text-muted">
        The address may be mistyped, or what it led to was moved or removed, or it belongs to someone else.
      </p>
      <div className="flex flex-wrap gap-2 pt-2">
        <ButtonLink href="/" variant="primary">
          Go to the start page
        </ButtonLink>
        <ButtonLink href="/help">Search the help center</ButtonLink>
      </div>
    </main>
  );
}
