/** The way from an article, or from a search that found too little, to the assistant. */
import { MessageCircle } from "lucide-react";
import { paths } from "@/components/shell/nav";
import { ButtonLink, type ButtonVariant } from "@/components/ui/button";
import type { RequestViewer } from "@/lib/auth/session";

/** Opens the chat with `text` ready to send; the chat asks visitors to sign in first. Nothing for staff. */
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
  if (viewer.kind === "staff") return null;
  return (
    <ButtonLink
      href={`${paths.chat}?ask=${encodeURIComponent(text)}`}
      prefetch={false}
      variant={variant}
      icon={<MessageCircle aria-hidden="true" className="size-4" />}
    >
      {viewer.kind === "visitor" ? `Sign in and ${label.toLowerCase()}` : label}
    </ButtonLink>
  );
}
