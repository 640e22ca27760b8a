/**
 * The start of the help center: every category with its first articles, and what changed last. Its links load nothing
 * ahead: of sixty articles a reader opens one or two, and a phone would be busy with the others first.
 */
import { BookOpen } from "lucide-react";
import Link from "next/link";
import { requestNonce } from "@/app/nonce";
import { plural } from "@/components/format";
import { StructuredData } from "@/components/structured-data";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { getHelpHome, HOME } from "@/lib/knowledge/published";
import { ArticleList } from "../article-list";
import { AskLink } from "../ask";
import { helpHref, readHref } from "../hrefs";
import type { Reader } from "../reader";
import { siteItem } from "../structured";
import { UpdatedOn } from "../updated-on";

/** In a list of nothing but links, the colour is enough. */
const quietLink =
  "rounded-sm text-accent underline-offset-2 [overflow-wrap:anywhere] hover:text-accent-hover hover:underline active:text-accent-pressed";

export async function AllCategories({
  reader: { viewer, language },
  lang,
}: {
  reader: Reader;
  lang: string | null;
}) {
  const { categories, recent } = await getHelpHome(viewer, language);
  const now = Date.now();
  if (categories.length === 0)
    return (
      <EmptyState
        icon={<BookOpen />}
        title="No articles yet"
        action={<AskLink viewer={viewer} text="" label="Ask the assistant" />}
      >
        Articles appear here once they are published.
      </EmptyState>
    );
  return (
    <>
      <StructuredData item={siteItem()} nonce={await requestNonce()} />
      <div className="grid gap-x-8 gap-y-8 sm:grid-cols-2">
        {categories.map(({ id, label, about, count, first }) => (
          <section key={id} aria-labelledby={`category-${id}`} className="flex min-w-0 flex-col gap-2">
            <div>
              <h2 id={`category-${id}`} className="font-semibold [overflow-wrap:anywhere]">
                <Link
                  href={helpHref({ category: id, lang })}
                  prefetch={false}
                  className="rounded-sm hover:underline"
                >
                  {label}
                </Link>
              </h2>
              <p className="text-base text-text-muted">{about}</p>
            </div>
            <ul className="flex flex-col">
              {first.map((article) => (
                <li key={article.slug} className="flex min-h-8 items-center touch:min-h-11">
                  <Link
                    href={readHref(article.slug, lang)}
                    prefetch={false}
                    lang={article.language}
                    className={quietLink}
                  >
                    {article.title}
                  </Link>
                </li>
              ))}
            </ul>
            {count > HOME.perCategory ? (
              <TextLink
                href={helpHref({ category: id, lang })}
                prefetch={false}
                className="text-base touch:py-3"
              >
                All {plural(count, "article")}
                <span className="sr-only"> about {label}</span>
              </TextLink>
            ) : null}
          </section>
        ))}
      </div>
      <section aria-labelledby="recent" className="flex flex-col gap-3">
        <h2 id="recent" className="font-semibold">
          Recently updated
        </h2>
        <ArticleList
          articles={recent}
          lang={lang}
          line={({ updatedAt }) => (
            <>
              Updated <UpdatedOn iso={updatedAt} now={now} />
            </>
          )}
        />
      </section>
    </>
  );
}
