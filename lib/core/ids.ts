/** Ids. Time-ordered where Baton makes them, derived where a replay must make the same one again. */
import { v5, v7 } from "uuid";

const NAMESPACE = "6f4f6a5e-2a55-4d0e-9d0b-6b1f5a3c8e21";

export const newId = (): string => v7();

/** The id of what one tool call of one run makes: a replayed call makes the same id, hence nothing new. */
export const idOfCall = (runId: string, callId: string, what: string): string =>
  v5(`${runId}:${callId}:${what}`, NAMESPACE);
