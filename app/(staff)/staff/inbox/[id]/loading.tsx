/** The shape of a conversation, shown only when it takes longer than a blink. */
import { Skeleton } from "@/components/ui/skeleton";

export default function ConversationLoading() {
  return (
    <div role="status" aria-label="Loading the conversation" className="flex min-w-0 flex-1 flex-col">
      <div className="flex h-12 items-center border-line border-b px-4">
        <Skeleton className="w-40" />
      </div>
      <div className="flex h-11 items-center border-line border-b px-4">
        <Skeleton className="w-56" />
      </div>
      <div className="mx-auto flex w-full max-w-180 flex-1 flex-col gap-4 p-4">
        <Skeleton className="h-16 w-2/3" />
        <Skeleton className="h-12 w-1/2 self-end" />
        <Skeleton className="h-20 w-3/5" />
      </div>
    </div>
  );
}
