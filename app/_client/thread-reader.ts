/**
 * Reads one conversation from the server: its head, what is missing after what is known, and what was said before
 * it. Decides nothing; thread-store puts what was read in its place.
 */
import type { ConversationView } from "@/lib/conversations/schema";
import type { MessageView } from "@/lib/messages/schema";
import { ApiProblem, api } from "./api";
import { hasGap, type ThreadAction, type ThreadState } from "./thread-store";

const PAGE = 100;
/** Milliseconds until what could not be read is read again: at first, and at most. */
const PAUSE_MS = { first: 1_000, longest: 30_000 } as const;

type Page = { items: MessageView[]; nextCursor: string | null };

export type ThreadReader = {
  /**
   * Reads the head and every entry that is missing; calls while it runs cause one more round. Answers whether all
   * could be read; if not, and the reason is passing, it is tried again later.
   */
  sync(): Promise<boolean>;
  /** Tries no more. */
  leave(): void;
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
  let failures = 0;
  let left = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

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
        failures = 0;
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        // What is shown stays. Nobody may announce anything for a long time.
        if (error.isPassing) later();
        return false;
      }
    }
    return true;
  };

  const later = () => {
    if (left) return;
    const pause = Math.min(PAUSE_MS.longest, PAUSE_MS.first * 2 ** failures++);
    clearTimeout(timer);
    timer = setTimeout(() => void sync(), pause * (0.5 + Math.random() / 2));
  };
  const sync = (): Promise<boolean> => {
    clearTimeout(timer);
    left = false;
    again = true;
    running ??= rounds().finally(() => {
      running = null;
    });
    return running;
  };

  return {
    sync,
    leave() {
      left = true;
      clearTimeout(timer);
    },
    async readEarlier() {
      const first = thread().entries[0];
      if (!first) return;
      const page = await api<Page>(`${path}/messages`, { query: { before: first.seq, limit: PAGE } });
      apply({ type: "earlier", items: page.items, more: page.nextCursor !== null });
    },
  };
}
