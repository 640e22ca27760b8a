/** An article that is not there, not published, or not for this reader: the three look the same. */
import { paths } from "@/components/shell/nav";
import { TextLink } from "@/components/ui/link";
import { getViewer } from "@/lib/auth/session";
import { SearchForm } from "../../search-form";

export default async function ArticleNotFound() {
  return (
    <div className="mx-auto flex w-full max-w-180 flex-col gap-4 px-4 py-12 text-md">
      <h1 className="font-semibold text-lg">This article is not here</h1>
      <p className="text-text-muted">
        It may have moved or been removed, or you may have to sign in to read it. Search for it, or browse{" "}
        <TextLink href={paths.help}>all topics</TextLink>.
      </p>
      <SearchForm viewer={await getViewer()} />
    </div>
  );
}
