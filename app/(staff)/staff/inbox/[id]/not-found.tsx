import { SearchX } from "lucide-react";
import { paths } from "@/components/shell/nav";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function ConversationNotFound() {
  return (
    <div className="flex flex-1 items-center justify-center">
      <EmptyState
        icon={<SearchX />}
        title="There is no such conversation"
        action={<ButtonLink href={paths.staff.inbox}>Back to the inbox</ButtonLink>}
      >
        The address may be incomplete, or the customer has erased their data.
      </EmptyState>
    </div>
  );
}
