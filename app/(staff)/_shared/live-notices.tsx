"use client";
/** Says at the foot of the page what the reader is told just now; the account page keeps it. */
import { useRouter } from "next/navigation";
import { api } from "@/app/_client/api";
import { useLiveEvents } from "@/app/_client/live-events";
import { paths } from "@/components/shell/nav";
import { useToast } from "@/components/ui/toast";
import type { NotificationView } from "@/lib/notifications/schema";

/** Enough to find the one that was announced among what arrived with it. */
const NEWEST = 5;

export function LiveNotices() {
  const router = useRouter();
  const toast = useToast();
  const tell = async (id: string) => {
    const { items } = await api<{ items: NotificationView[] }>(
      `/api/v1/me/notifications?unread=true&limit=${NEWEST}`,
    );
    // The team hears that somebody was told; what was said is only for them.
    const mine = items.find((item) => item.id === id);
    if (!mine) return;
    const { conversationId } = mine;
    toast.show({
      title: mine.subject,
      description: mine.body,
      action: conversationId
        ? {
            label: "Open",
            onClick: () => {
              router.push(`${paths.staff.inbox}/${conversationId}`);
              // Whoever has seen the conversation does not miss the mark.
              api("/api/v1/me/notifications/read", { method: "POST", body: { ids: [id] } }).catch(() => {});
            },
          }
        : undefined,
    });
  };
  useLiveEvents((event) => {
    if (event.kind !== "change" || event.type !== "notification.sent" || !event.subjectId) return;
    // Not being told at once is no loss: it is kept.
    tell(event.subjectId).catch(() => {});
  });
  return null;
}
