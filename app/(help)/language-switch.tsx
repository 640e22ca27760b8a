/** The same page in the other languages it exists in; nothing when it exists in one. */
import { Languages } from "lucide-react";
import { TextLink } from "@/components/ui/link";
import { languageName } from "@/lib/knowledge/reader-languages";

export function LanguageSwitch({
  current,
  choices,
}: {
  current: string;
  choices: readonly { language: string; href: string }[];
}) {
  if (choices.length < 2) return null;
  return (
    <nav aria-label="Languages" className="flex items-center gap-2 text-base text-text-muted print:hidden">
      <Languages aria-hidden="true" className="size-4 shrink-0" />
      <ul className="flex flex-wrap gap-x-3">
        {choices.map(({ language, href }) => (
          <li key={language} className="flex touch:min-h-11 items-center">
            {language === current ? (
              <span lang={language} aria-current="true" className="font-medium text-text">
                {languageName(language)}
              </span>
            ) : (
              <TextLink lang={language} hrefLang={language} href={href} prefetch={false}>
                {languageName(language)}
              </TextLink>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
