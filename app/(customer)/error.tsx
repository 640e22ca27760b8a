"use client";
/** A page that could not be made, inside the frame: the way to every other page stays. */
import { PageProblem, type PageProblemProps } from "@/app/_client/page-problem";

export default function CustomerError(props: PageProblemProps) {
  return (
    <PageProblem {...props} title="This page cannot be shown right now">
      Everything that was saved is still there, and what you were writing is kept in this tab.
    </PageProblem>
  );
}
