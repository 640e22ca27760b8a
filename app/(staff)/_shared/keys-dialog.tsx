"use client";
/** The list of keys, opened by "?". The one place that names them all. */
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const groups: { title: string; keys: { keys: readonly string[]; does: string }[] }[] = [
  {
    title: "List",
    keys: [
      { keys: ["J"], does: "Next conversation" },
      { keys: ["K"], does: "Previous conversation" },
      { keys: ["↵"], does: "Open the marked conversation" },
      { keys: ["1"], does: "Queue" },
      { keys: ["2"], does: "Mine" },
      { keys: ["3"], does: "All" },
      { keys: ["4"], does: "Approvals" },
    ],
  },
  {
    title: "Conversation",
    keys: [
      { keys: ["T"], does: "Take over" },
      { keys: ["C"], does: "Claim from the queue" },
      { keys: ["R"], does: "Write a reply" },
      { keys: ["N"], does: "Write a note" },
      { keys: ["H"], does: "Hand back to the assistant" },
      { keys: ["E"], does: "Resolve" },
      { keys: ["A"], does: "Approve what the assistant asks for; press twice" },
      { keys: ["D"], does: "Edit its arguments first" },
      { keys: ["X"], does: "Refuse it, with a reason" },
      { keys: ["Esc"], does: "Leave the composer; the text is kept" },
      { keys: ["?"], does: "This list" },
    ],
  },
];

export function KeysDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys" description="They rest while you write.">
      <div className="grid gap-6 sm:grid-cols-2">
        {groups.map((group) => (
          <section key={group.title} className="flex flex-col gap-2">
            <h3 className="font-medium text-sm text-text-muted">{group.title}</h3>
            <dl className="flex flex-col gap-1.5 text-sm">
              {group.keys.map((entry) => (
                <div key={entry.does} className="flex items-center justify-between gap-4">
                  <dt>{entry.does}</dt>
                  <dd>
                    <span className="sr-only">{entry.keys.join(" ")}</span>
                    <Kbd keys={entry.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
