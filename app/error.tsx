"use client";
/** What a page shows when it could not be made, frame and all. The digest finds the failure in the server's log. */
import { PageProblem, type PageProblemProps } from "./_client/page-problem";

export default function PageError(props: PageProblemProps) {
  return (
    <main className="flex min-h-dvh items-center">
      <PageProblem {...props} title="Baton cannot be reached right now">
        Something is away on our side, usually for a moment. Everything that was saved is still there, and
        what you were writing is kept in this tab.
      </PageProblem>
    </main>
  );
}
