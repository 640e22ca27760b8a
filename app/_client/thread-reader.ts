/**
 * Reads one conversation from the server: its head, what is missing after what is known, and what was said before
 * it. Decides nothing; thread-store puts what was read in its place.
 */
import type { ConversationView } from "@/lib/conversations/schema";
import type { MessageView } from "@/lib/messages/schema";
import { ApiProblem, api } from "./api";
import { hasGap, type ThreadAction, type ThreadState } from "./thread-store";

const PAGE = 100;

type Page = { items: MessageView[]; nextCursor: string | null };

export type ThreadReader = {
  /**
   * Reads the head and every entry that is missing; calls while it runs cause one more round. Answers whether all
   * could be read.
   */
  sync(): Promise<boolean>;
  /** Reads the stretch before the first entry. Throws ApiProblem. */
  readEarlier(): Promise<void>;
};

export function createReader(options: {
  path: string;
  /** Until then there is nothing to read. */
  isBegun: () => boolean;
  thread: () => ThreadState;
  apply: (action: ThreadAction) => void;
  onHead: (conversation: ConversationView) => void;
}): ThreadReader {
  const { path, thread, apply } = options;
  let running: Promise<boolean> | null = null;
  let again = false;

  const readOn = async (): Promise<void> => {
    for (let more = true; more; ) {
      const { readTo: after, heardTo: heard } = thread();
      const page = await api<Page>(`${path}/messages`, { query: { after, limit: PAGE } });
      more = page.nextCursor !== null;
      apply({ type: "page", after, heard, items: page.items, more });
    }
  };
  const rounds = async (): Promise<boolean> => {
    while (again && options.isBegun()) {
      again = false;
      try {
        const [conversation] = await Promise.all([api<ConversationView>(path), readOn()]);
        options.onHead(conversation);
        if (hasGap(thread())) await readOn();
      } catch (error) {
        // What is shown stays; the next announcement or reconnection reads again.
        if (!(error instanceof ApiProblem)) throw error;
        return false;
      }
    }
    return true;
  };

  return {
    sync() {
      again = true;
      running ??= rounds().finally(() => {
        running = null;
      });
      return running;
    },
    async readEarlier() {
      const first = thread().entries[0];
      if (!first) return;
      const page = await api<Page>(`${path}/messages`, { query: { before: first.seq, limit: PAGE } });
      apply({ type: "earlier", items: page.items, more: page.nextCursor !== null });
    },
  };
}
