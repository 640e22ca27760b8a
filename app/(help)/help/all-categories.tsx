/** The start of the help center: every category with its first articles, and what changed last. */
import { BookOpen } from "lucide-react";
import { requestNonce } from "@/app/nonce";
import { plural } from "@/components/format";
import { StructuredData } from "@/components/structured-data";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { getHelpHome, HOME, listPublishedLanguages } from "@/lib/knowledge/published";
import { ArticleList } from "../article-list";
import { AskLink } from "../ask";
import { helpHref, readHref } from "../hrefs";
import { LanguageSwitch } from "../language-switch";
import type { Reader } from "../reader";
import { siteItem } from "../structured";
import { UpdatedOn } from "../updated-on";

export async function AllCategories({
  reader: { viewer, language },
  lang,
}: {
  reader: Reader;
  lang: string | null;
}) {
  const [{ categories, recent }, languages] = await Promise.all([
    getHelpHome(viewer, language),
    listPublishedLanguages(viewer),
  ]);
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
      <LanguageSwitch
        current={language}
        choices={languages.map((tag) => ({ language: tag, href: helpHref({ lang: tag }) }))}
      />
      <div className="grid gap-x-8 gap-y-8 sm:grid-cols-2">
        {categories.map(({ id, label, about, count, first }) => (
          <section key={id} aria-labelledby={`category-${id}`} className="flex min-w-0 flex-col gap-2">
            <div>
              <h2 id={`category-${id}`} className="font-semibold [overflow-wrap:anywhere]">
                <TextLink
                  href={helpHref({ category: id, lang })}
                  className="text-text no-underline hover:underline"
                >
                  {label}
                </TextLink>
              </h2>
              <p className="text-base text-text-muted">{about}</p>
            </div>
            <ul className="flex flex-col">
              {first.map((article) => (
                <li key={article.slug} className="flex min-h-8 items-center touch:min-h-11">
                  <TextLink
                    href={readHref(article.slug, lang)}
                    lang={article.language}
                    className="[overflow-wrap:anywhere]"
                  >
                    {article.title}
                  </TextLink>
                </li>
              ))}
            </ul>
            {count > HOME.perCategory ? (
              <TextLink href={helpHref({ category: id, lang })} className="text-base touch:py-3">
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
