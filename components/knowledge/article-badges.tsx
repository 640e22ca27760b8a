/** How an article's state is drawn: words and a mark, no colour that only says something by itself. */
import {
  Archive,
  CalendarClock,
  CircleDashed,
  Clock,
  Eye,
  Globe,
  type LucideIcon,
  PencilLine,
  UserRound,
  UsersRound,
} from "lucide-react";
import { Badge, type BadgeTone } from "../ui/badge";

export type Audience = "public" | "customers" | "staff";

/** Who reads it, in one word and in a sentence. */
export const audienceWords: Record<Audience, { label: string; hint: string }> = {
  public: { label: "Everyone", hint: "Anybody on the web, search engines and the assistant" },
  customers: {
    label: "Customers",
    hint: "Customers who have signed in, and the assistant when it answers them",
  },
  staff: { label: "Staff only", hint: "The team. The assistant never shows it to a customer" },
};

const audienceIcons: Record<Audience, LucideIcon> = {
  public: Globe,
  customers: UsersRound,
  staff: UserRound,
};

export function AudienceMark({ audience }: { audience: Audience }) {
  const Icon = audienceIcons[audience];
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Icon aria-hidden="true" className="size-3.5 shrink-0 text-text-muted" />
      {audienceWords[audience].label}
    </span>
  );
}

/** Everything about an article that is worth a badge. */
export type ArticleState = {
  status: "draft" | "published" | "archived";
  /** The working copy, when there is one. */
  draft: { state: "draft" | "in_review"; publishAt: string | null } | null;
  /** Its next review is overdue. */
  stale: boolean;
};

type Word = { label: string; tone: BadgeTone; icon: LucideIcon | null };

/** What readers get first, then what waits beside it. */
export function wordsOf({ status, draft, stale }: ArticleState): Word[] {
  const words: Word[] = [];
  if (status === "published") words.push({ label: "Published", tone: "outline", icon: null });
  if (status === "archived") words.push({ label: "Archived", tone: "outline", icon: Archive });
  if (draft?.publishAt) words.push({ label: "Scheduled", tone: "neutral", icon: Clock });
  else if (draft?.state === "in_review") words.push({ label: "In review", tone: "accent", icon: Eye });
  else if (status === "draft") words.push({ label: "Draft", tone: "neutral", icon: CircleDashed });
  else if (draft) words.push({ label: "Unpublished changes", tone: "neutral", icon: PencilLine });
  if (stale) words.push({ label: "Review due", tone: "strong", icon: CalendarClock });
  return words;
}

export function ArticleBadges({ state }: { state: ArticleState }) {
  return (
    <span className="inline-flex flex-wrap gap-1">
      {wordsOf(state).map(({ label, tone, icon: Icon }) => (
        <Badge key={label} tone={tone} icon={Icon ? <Icon aria-hidden="true" /> : null}>
          {label}
        </Badge>
      ))}
    </span>
  );
}
