/** What somebody was told outside a conversation, wherever it was meant to go. */
import { paths } from "@/components/shell/nav";
import { Section } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import type { NotificationView } from "@/lib/notifications/schema";

const ways: Record<NotificationView["state"], string> = {
  pending: "on its way",
  sent: "by e-mail",
  failed: "could not be delivered by e-mail",
  unsent: "here only",
};

export function Notices({
  notices,
  description = "Answers and changes, in the way chosen above.",
  threads = paths.chat,
}: {
  notices: readonly NotificationView[];
  description?: string;
  /** Where the reader's conversations are. */
  threads?: string;
}) {
  return (
    <Section title="Sent to you" description={description}>
      {notices.length === 0 ? (
        <p className="text-base text-text-muted">Nothing has been sent yet.</p>
      ) : (
        <ul aria-label="Sent to you" className="flex flex-col rounded border border-line bg-surface">
          {notices.map((notice) => (
            <li
              key={notice.id}
              className="flex flex-col gap-1 border-line border-b px-3 py-2 last:border-b-0"
            >
              <span className="flex flex-wrap justify-between gap-x-4 text-base">
                <span className="font-medium [overflow-wrap:anywhere]">{notice.subject}</span>
                <span className="text-sm text-text-muted">
                  <RelativeTime iso={notice.createdAt} />,{" "}
                  {notice.method === "in_app" ? "here" : ways[notice.state]}
                </span>
              </span>
              <p className="whitespace-pre-line text-sm text-text-muted [overflow-wrap:anywhere]">
                {notice.body}
              </p>
              {notice.conversationId ? (
                <TextLink href={`${threads}/${notice.conversationId}`} className="self-start text-sm">
                  Open the conversation
                </TextLink>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
