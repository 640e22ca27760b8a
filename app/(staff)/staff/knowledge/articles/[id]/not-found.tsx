/** An article that is not there: discarded meanwhile, or never was. */
import { FileQuestion } from "lucide-react";
import { paths } from "@/components/shell/nav";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function ArticleNotFound() {
  return (
    <div className="flex flex-1 items-center justify-center">
      <EmptyState
        icon={<FileQuestion />}
        title="This article does not exist"
        action={<ButtonLink href={paths.staff.knowledge}>All articles</ButtonLink>}
      >
        It may have been discarded before it was ever published. Published articles are archived instead and
        stay here.
      </EmptyState>
    </div>
  );
}
