/** How a line of the access tables is written. */
import type { Viewer } from "@/lib/auth/viewer";
import type { makeKnowledge, World } from "@/tests/support/world";
import type { Outcome } from "./outcomes";

export const ok = "ok";
/** Answered, with nothing in it. */
export const none = "empty";
export const U = "unauthenticated";
export const F = "forbidden";
export const N = "not_found";
export const C = "conflict";
/** TypeScript refuses this caller; at run time, it must not leak or touch what is A's. */
export const x = "untyped";

/** visitor, A, B, agent, manager, assistant of A, assistant of B, system */
export type Expected = readonly [Outcome, Outcome, Outcome, Outcome, Outcome, Outcome, Outcome, Outcome];

export type Setting = World & { knowledge: Awaited<ReturnType<typeof makeKnowledge>> };

export type Line = {
  /** `conversations/commands.claim` */
  of: string;
  /** What is special about this line, when a function has several. */
  when?: string;
  expected: Expected;
  /** The call under test. The viewer is whoever knocks, also when TypeScript would refuse them. */
  call: (viewer: never, setting: Setting) => Promise<unknown>;
  /** What must have happened before; a line with it runs in a world of its own. */
  before?: (setting: Setting) => Promise<unknown>;
  /** Leaves no row, so that "answered without a value" is all there is to see. */
  silent?: true;
  /** Where the team works on what is not published yet. */
  editing?: true;
  /** The second viewer does the writing: whoever holds it may, and A is its owner. */
  carries?: true;
};

/** `call` with the viewer's declared type, widened to any caller. */
export function line<V extends Viewer>(
  of: string,
  expected: Expected,
  call: (viewer: V, setting: Setting) => Promise<unknown>,
  more: Partial<Pick<Line, "when" | "before" | "silent" | "editing" | "carries">> = {},
): Line {
  return { of, expected, call: call as Line["call"], ...more };
}
