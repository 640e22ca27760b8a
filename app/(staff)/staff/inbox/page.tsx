/** Nothing is open yet: what the list is for, and the keys that lead through it. */
import { MousePointerClick } from "lucide-react";
import type { Metadata } from "next";
import { paths } from "@/components/shell/nav";
import { EmptyState } from "@/components/ui/empty-state";
import { Kbd } from "@/components/ui/kbd";
import { staffViewer } from "../../_shared/staff-viewer";

export const metadata: Metadata = { title: "Inbox" };

export default async function InboxPage() {
  await staffViewer(paths.staff.inbox);
  return (
    <div className="flex flex-1 items-center justify-center">
      <EmptyState icon={<MousePointerClick />} title="Choose a conversation">
        <p>The thread opens here, with what the assistant tried and who the customer is beside it.</p>
        <p className="flex items-center justify-center gap-1.5 pt-3 text-text-faint text-xs touch:hidden">
          <Kbd keys={["J"]} /> <Kbd keys={["K"]} /> to walk the list, <Kbd keys={["↵"]} /> to open,
          <Kbd keys={["?"]} /> for all keys
        </p>
      </EmptyState>
    </div>
  );
}
