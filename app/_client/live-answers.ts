/**
 * The answer that a thread shows while it is being written: follows it, and lets go of it when the thread has it, or
 * when it will never have it.
 */
import { createFollower } from "./answer-follower";
import type { LiveAnswer } from "./run-stream";

export type LiveAnswers = {
  /** Watches an answer whose stream is open already. */
  follow(response: Response): void;
  /** Watches the answer that is being written, unless it is watched already. */
  join(): void;
  leave(): void;
  /** An answer that was cut short has been read by now: what comes next takes its place. */
  dropEnded(): void;
  /** The server writes no answer now: one that still seems to be under way, or whole, is in the thread or nowhere. */
  dropOver(): void;
  /** Once the answer is an entry of the thread, the entry is shown instead. */
  settle(): void;
};

export function createLiveAnswers(options: {
  streamPath: string;
  shown: () => LiveAnswer | null;
  show: (answer: LiveAnswer | null) => void;
  /** The thread has an entry that this run has written. */
  isStored: (runId: string) => boolean;
  /** Reads what the thread lacks. */
  sync: () => Promise<boolean>;
  /** Somebody else than the assistant has the conversation now. */
  isPassedOn: () => boolean;
}): LiveAnswers {
  const { shown, show } = options;

  const settle = () => {
    const id = shown()?.id;
    if (id && options.isStored(id)) show(null);
  };
  const ended = async (answer: LiveAnswer | null) => {
    if (answer?.ending === "superseded") show(null);
    // What is shown stays until the thread could be read.
    if (!(await options.sync()) || follower.isFollowing()) return;
    const left = shown();
    if (answer === null) show(null);
    if (!left?.ending) return;
    // Whole, or nothing of it was shown: what the thread holds is the truth, also when it holds nothing.
    if (left.ending === "finished" || left.text === "" || options.isPassedOn()) show(null);
  };
  const follower = createFollower({
    streamPath: options.streamPath,
    onChange: (answer) => {
      show(answer);
      settle();
    },
    onEnd: (answer) => void ended(answer),
  });

  return {
    follow: follower.follow,
    join: follower.join,
    leave: follower.leave,
    dropEnded() {
      if (shown()?.ending) show(null);
    },
    dropOver() {
      const left = shown();
      if (left && !follower.isFollowing() && (left.ending === null || left.ending === "finished")) show(null);
    },
    settle,
  };
}
