"use client";
/** What the writer of an unsent message can do with it: send it now, write it anew, delete it. */
import type { DeliveryActs } from "@/components/conversation/delivery-state";
import { isUnsent, type MessageItem } from "@/components/conversation/types";
import { useToast } from "@/components/ui/toast";
import type { Unsent } from "./browser-store";
import type { ThreadSession } from "./thread-session";

/** `onEdit`: takes the text of a message that is not on its way any more. Answers nothing for other messages. */
export function useUnsentActs(
  session: ThreadSession,
  onEdit: (message: Unsent) => void,
): (item: MessageItem) => DeliveryActs {
  const toast = useToast();
  return (item) => {
    if (!isUnsent(item.delivery)) return {};
    return {
      onRetry: () => session.retry(item.id),
      onEdit: () => {
        const message = session.takeBack(item.id);
        if (message) onEdit(message);
      },
      onDiscard: () => {
        const message = session.takeBack(item.id);
        if (!message) return;
        toast.show({
          title: "Message deleted",
          action: { label: "Undo", onClick: () => session.putBack(message) },
        });
      },
    };
  };
}
