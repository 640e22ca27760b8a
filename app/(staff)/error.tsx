"use client";
/** A staff page that could not be read; the frame around it stays. */
import { PageProblem, type PageProblemProps } from "@/app/_client/page-problem";

export default function StaffError(props: PageProblemProps) {
  return (
    <PageProblem {...props} title="This page cannot be shown right now">
      Nothing was changed, and what you were writing is kept in this tab.
    </PageProblem>
  );
}
