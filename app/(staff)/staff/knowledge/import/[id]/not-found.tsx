/** An address that names no import. */
import { FileQuestion } from "lucide-react";
import { paths } from "@/components/shell/nav";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <div className="flex flex-1 items-center justify-center">
      <EmptyState
        icon={<FileQuestion />}
        title="This import does not exist"
        action={<ButtonLink href={`${paths.staff.knowledge}/import`}>All imports</ButtonLink>}
      >
        The address may be cut off.
      </EmptyState>
    </div>
  );
}
