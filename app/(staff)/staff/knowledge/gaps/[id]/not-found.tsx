import { SearchX } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { gapsHref } from "../../../../_gaps/places";

export default function GapNotFound() {
  return (
    <div className="flex flex-1 items-center justify-center">
      <EmptyState
        icon={<SearchX />}
        title="There is no such gap"
        action={<ButtonLink href={gapsHref}>All gaps</ButtonLink>}
      >
        It may have been merged with another, or the customers who asked have erased their data.
      </EmptyState>
    </div>
  );
}
