/** Also for what belongs to somebody else: the two must look the same. */
import { SearchX } from "lucide-react";
import { paths } from "@/components/shell/nav";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function CustomerNotFound() {
  return (
    <EmptyState
      icon={<SearchX />}
      title="This is not here"
      action={
        <>
          <ButtonLink href={paths.conversations}>My conversations</ButtonLink>
          <ButtonLink href={paths.tickets}>My tickets</ButtonLink>
        </>
      }
    >
      The address may be mistyped, or what it led to was removed, or it belongs to someone else.
    </EmptyState>
  );
}
