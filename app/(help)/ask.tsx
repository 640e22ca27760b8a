/** The way from an article, or from a search that found too little, to the assistant. */
import { MessageCircle } from "lucide-react";
import { paths } from "@/components/shell/nav";
import { ButtonLink, type ButtonVariant } from "@/components/ui/button";
import type { RequestViewer } from "@/lib/auth/session";

/** Opens the chat with `text`, if there is any, ready to send; the chat asks visitors to sign in first. Nothing for staff. */
export function AskLink({
  viewer,
  text,
  label,
  variant = "secondary",
}: {
  viewer: RequestViewer;
  text: string;
  label: string;
  variant?: ButtonVariant;
}) {
  const words = askLabelFor(viewer, label);
  if (words === null) return null;
  return (
    <ButtonLink
      href={text ? `${paths.chat}?ask=${encodeURIComponent(text)}` : paths.chat}
      prefetch={false}
      variant={variant}
      icon={<MessageCircle aria-hidden="true" className="size-4" />}
    >
      {words}
    </ButtonLink>
  );
}

/** What asking is called for this reader; null for staff, who are the ones that answer. */
export function askLabelFor(viewer: RequestViewer, label: string): string | null {
  if (viewer.kind === "staff") return null;
  return viewer.kind === "visitor" ? `Sign in and ${label.toLowerCase()}` : label;
}
