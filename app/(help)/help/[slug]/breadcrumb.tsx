/** Where an article stands in the help center. */
import { paths } from "@/components/shell/nav";
import { TextLink } from "@/components/ui/link";
import { helpHref } from "../../hrefs";

export function Breadcrumb({
  category,
  label,
  lang,
}: {
  category: string;
  label: string;
  lang: string | null;
}) {
  const steps = [
    { href: lang ? helpHref({ lang }) : paths.help, text: "Help center" },
    { href: helpHref({ category, lang }), text: label },
  ];
  return (
    <nav aria-label="Breadcrumb" className="min-w-0 text-base text-text-muted">
      <ol className="flex flex-wrap gap-x-2">
        {steps.map(({ href, text }, place) => (
          <li key={href} className="flex min-h-6 items-center gap-2 touch:min-h-11">
            {place > 0 ? <span aria-hidden="true">/</span> : null}
            <TextLink href={href} prefetch={false}>
              {text}
            </TextLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}
